"""Lists asked in one question: what each row of a list needs, and the first rows of several lists.

Wagtail builds the buttons of each row apart, and each hook is given one page. A page that stands in a
list knows its neighbours; alone, it asks for itself.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import QuerySet
from wagtail.models import Page

Found = TypeVar("Found")
Rows = TypeVar("Rows", bound=QuerySet)


@dataclass(frozen=True)
class Listed:
    """The pages of one list, and what was found about them. It lives as long as its pages."""

    pages: list[Page]
    found: dict[Hashable, Mapping[int, Any]] = field(default_factory=dict)


def list_together(pages: Iterable[Page]) -> None:
    """Let these very instances know each other."""
    listed = Listed(list(pages))
    for page in listed.pages:
        page.listed = listed


def found_for(page: Page, name: Hashable, read: Callable[[list[Page]], Mapping[int, Found]]) -> Found | None:
    """What ``read``, given the pages of the list, finds for ``page`` by its key; None: nothing."""
    listed: Listed = getattr(page, "listed", None) or Listed([page])
    if name not in listed.found:
        listed.found[name] = read(listed.pages)
    return listed.found[name].get(page.pk)


def know_parents(pages: Iterable[Page]) -> None:
    """Let each of these pages know the one above it: one question, and none where they know already."""
    asking = [page for page in pages if page.depth > 1 and not hasattr(page, "_cached_parent_obj")]
    above = {page.path[: -page.steplen] for page in asking}
    found = {page.path: page for page in Page.objects.filter(path__in=above)} if above else {}
    for page in asking:
        # Where treebeard's get_parent keeps what it found.
        page._cached_parent_obj = found[page.path[: -page.steplen]]


def in_any(*slices: Rows) -> Rows:
    """The rows of one model that stand in any of these slices (``rows[:5]``), each once, in no order.

    Their keys are united first, so that both databases find each row by its key, and nothing else is
    read. SQLite takes no limit in a part of a union: each slice stands one level below.
    """
    rows = slices[0].model._default_manager.all()
    keys = [rows.filter(pk__in=each.values("pk")).order_by().values("pk") for each in slices]
    return rows.filter(pk__in=keys[0].union(*keys[1:]))
