"""The one rule of who sees and touches what: a region's team has its region, national teams have all.

Every list, form, chooser and export of something that belongs to a region asks this module, and
nothing else decides (docs/decisions/0004-one-scoping-rule.md). A row belongs to the region that its
``field`` names (``"region"``, ``"event__region"``…); a row without a region is national: everybody
may use it, only the national teams may change it.
"""

from dataclasses import dataclass
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser, Group, User
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page

from .models import Region
from .tree import local_page

Rows = TypeVar("Rows", bound=QuerySet)
Person = User | AnonymousUser

COMMUNICATION = "Communication"
MODERATION = "Modération"
ADMINISTRATION = "Administration nationale"
NATIONAL_GROUPS = frozenset({COMMUNICATION, MODERATION, ADMINISTRATION})


@dataclass(frozen=True)
class Scope:
    """What one person may touch: everything (``national``), or the rows of ``regions`` (their ids).

    ``roots`` are the treebeard paths of the local pages below which everything is the person's own.
    """

    national: bool = False
    regions: frozenset[int] = frozenset()
    roots: tuple[str, ...] = ()

    # --- One row ---------------------------------------------------------------------------------

    def may_touch(self, instance: Model, *, field: str = "region") -> bool:
        """Whether the person may open and change ``instance``."""
        return self.national or region_id_of(instance, field=field) in self.regions

    # --- Many rows -------------------------------------------------------------------------------

    def filter(self, rows: Rows, *, field: str = "region") -> Rows:
        """The rows that the person may open and change."""
        return rows if self.national else rows.filter(**{f"{field}_id__in": self.regions})

    def filter_choosable(self, rows: Rows, *, field: str = "region") -> Rows:
        """The rows that the person may use: their own, and the national ones."""
        if self.national:
            return rows
        return rows.filter(Q(**{f"{field}_id__in": self.regions}) | Q(**{f"{field}__isnull": True}))

    # --- Pages -----------------------------------------------------------------------------------

    def owns_page(self, page: Page) -> bool:
        """Whether ``page`` stands in the person's own part of the tree."""
        return any(page.path.startswith(root) for root in self.roots)

    def filter_pages(self, pages: Rows) -> Rows:
        """The pages of the person's own part of the tree, drafts included."""
        return pages if self.national else pages.filter(self._own_pages())

    def filter_choosable_pages(self, pages: Rows) -> Rows:
        """The pages that the person may link to: their own, and what is live elsewhere."""
        return pages if self.national else pages.filter(Q(live=True) | self._own_pages())

    def may_choose_page(self, page: Page) -> bool:
        """Whether the person may link to ``page`` (a Page or a specific one)."""
        return self.national or page.live or self.owns_page(page)

    def _own_pages(self) -> Q:
        own = Q(pk__in=[])  # nothing, in SQL that filters may be added to
        for root in self.roots:
            own |= Q(path__startswith=root)
        return own


NOTHING = Scope()
EVERYTHING = Scope(national=True, roots=("",))  # every path begins so


def scope_of(user: Person) -> Scope:
    """The scope of ``user``: one query the first time, then kept on the user (that is, for the request)."""
    scope: Scope | None = getattr(user, "_scope", None)
    if scope is None:
        scope = user._scope = _read_scope(user)  # type: ignore[union-attr]
    return scope


def region_id_of(instance: Model, *, field: str = "region") -> int | None:
    """The id of the region that ``instance`` belongs to; ``field`` may cross relations with ``__``."""
    *steps, last = field.split("__")
    for step in steps:
        instance = getattr(instance, step)
    return getattr(instance, f"{last}_id")


def own_regions(user: Person) -> QuerySet[Region]:
    """The regions in which ``user`` may write: all of them for the national teams."""
    scope = scope_of(user)
    return Region.objects.all() if scope.national else Region.objects.filter(pk__in=scope.regions)


def _read_scope(user: Person) -> Scope:
    if isinstance(user, AnonymousUser) or not user.is_active:
        return NOTHING
    if user.is_superuser:
        return EVERYTHING
    team = "relay_team__region"
    root = Subquery(local_page(slug=OuterRef(f"{team}__slug")).values("path")[:1])
    memberships = Group.objects.filter(user=user).values_list("name", f"{team}_id", root)
    if NATIONAL_GROUPS & {name for name, _region, _root in memberships}:
        return EVERYTHING
    return Scope(
        regions=frozenset(region for _name, region, _root in memberships if region is not None),
        roots=tuple(sorted(root for _name, _region, root in memberships if root is not None)),
    )
