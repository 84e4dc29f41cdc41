"""Pages whose place is a contract (design.md §6): nobody but a superuser removes or renames them."""

from wagtail.models import Page


class FixedPageMixin:
    """Marks a page type whose pages can be edited, but not deleted, moved, unpublished or renamed."""

    fixed = True


def is_fixed(page: Page) -> bool:
    """Whether ``page`` (of any class) stands at a fixed address."""
    return bool(getattr(page.specific, "fixed", False))
