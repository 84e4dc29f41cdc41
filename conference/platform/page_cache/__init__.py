"""The memory of public pages, before Django (docs/decisions/0025)."""

from conference.platform.page_cache.wrapper import PageCache, with_page_cache

__all__ = ["PageCache", "with_page_cache"]
