"""The memory of public pages, before Django (docs/decisions/0025)."""

from .wrapper import PageCache, with_page_cache

__all__ = ["PageCache", "with_page_cache"]
