"""Pages that only hold others (``is_passage``: a region's agenda): the explorer shows what they hold instead.

One opens the page above them and creates there; their addresses, rights and walls are those of the tree.
"""

from functools import cache

from django.contrib.auth.models import AnonymousUser, User
from wagtail.models import Page, get_page_models
from wagtail.query import PageQuerySet


@cache
def passage_types() -> tuple[type[Page], ...]:
    """The types of such pages."""
    return tuple(model for model in get_page_models() if getattr(model, "is_passage", False))


def holds_passages(page: Page) -> bool:
    """Whether such pages may stand just below ``page``, which may be of any class."""
    model = page.specific_class
    return model is not None and any(kind in passage_types() for kind in model.allowed_subpage_models())


def explored(pages: PageQuerySet, *, below: Page) -> PageQuerySet:
    """Those of ``pages`` that the explorer shows below a page that holds passages: all that these hold."""
    return pages.descendant_of(below).not_exact_type(*passage_types())


def page_above(pk: int) -> Page | None:
    """The page above the passage of that key; None when it is a page of another type, or none."""
    passage = Page.objects.exact_type(*passage_types()).filter(pk=pk).first()
    return passage.get_parent() if passage else None


def creatable_below(page: Page, *, user: User | AnonymousUser) -> list[tuple[type[Page], Page]]:
    """What ``user`` may create below a page that holds passages: each type with the passage that takes it."""
    passages: PageQuerySet = page.get_children().exact_type(*passage_types())
    return [
        (model, passage)
        for passage in passages.specific()
        if passage.permissions_for_user(user).can_add_subpage()
        for model in passage.creatable_subpage_models()
        if model.can_create_at(passage)
    ]
