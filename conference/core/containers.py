"""Pages that only hold others (``is_container``: a region's agenda), in whose place the explorer shows these.

One opens the page above them and creates there; their addresses, rights and walls are those of the tree.
"""

from functools import cache

from django.contrib.auth.models import AnonymousUser, User
from wagtail.models import Page, get_page_models
from wagtail.query import PageQuerySet


@cache
def container_types() -> tuple[type[Page], ...]:
    """The types of such pages."""
    return tuple(model for model in get_page_models() if getattr(model, "is_container", False))


def holds_containers(page: Page) -> bool:
    """Whether such pages may stand just below ``page``, which may be of any class."""
    model = page.specific_class
    return model is not None and any(kind in container_types() for kind in model.allowed_subpage_models())


def explored(pages: PageQuerySet, *, below: Page) -> PageQuerySet:
    """Those of ``pages`` that the explorer shows below a page that holds containers: all that these hold."""
    return pages.descendant_of(below).not_exact_type(*container_types())


def page_above(pk: int) -> Page | None:
    """The page above the container of that key; None when it is a page of another type, or none."""
    container = Page.objects.exact_type(*container_types()).filter(pk=pk).first()
    return container.get_parent() if container else None


def creatable_below(page: Page, *, user: User | AnonymousUser) -> list[tuple[type[Page], Page]]:
    """What ``user`` may create below a page that holds containers: each type, and the container for it."""
    containers: PageQuerySet = page.get_children().exact_type(*container_types())
    return [
        (model, container)
        for container in containers.specific()
        if container.permissions_for_user(user).can_add_subpage()
        for model in container.creatable_subpage_models()
        if model.can_create_at(container)
    ]
