"""The menus of a page: header and footer together, one query a request."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import CharField, IntegerField, Q, QuerySet, Value
from django.http import HttpRequest
from wagtail.models import Page

from conference.core.routing import unrestricted
from conference.platform.caching.fragments import cached

from .models import ContactPage, ContentPage, MenuEntry, SiteMapPage

Location = MenuEntry.Location
FOOTER = (Location.UNDERSTAND, Location.FOLLOW, Location.LEGAL)
_OF_A_REGION = re.compile(r"^/regions/[^/]+/(?=[^/]+/)")


@dataclass(frozen=True)
class Link:
    """One entry of a menu; ``current`` when it leads to the page shown or to a part that holds it.

    One that opens others (``below``) leads nowhere itself.
    """

    label: str
    url: str
    current: bool
    below: tuple["Link", ...] = ()


class Row(NamedTuple):
    """An entry and the page that it leads to, or (no location) a page that always stands in the footer."""

    location: str | None
    order: int | None
    key: int
    parent: int | None
    label: str
    address: str
    title: str | None
    url_path: str | None
    path: str | None


def menus(request: HttpRequest | None) -> dict[str, list[Link]]:
    """The links of each location, in their order; without entries to pages that are not for everybody.

    The law, or whoever is lost, wants some pages below every page, whatever the team takes out of the menus:
    one to which no entry of the footer leads ends its last column.
    """
    kept = getattr(request, "_menus", None)
    if kept is not None:
        return kept
    path = section_of(request.path) if request else ""
    found: dict[str, list[Link]] = {location: [] for location in Location.values}
    always, tops, below = [], [], defaultdict(list)
    for row, url in cached("menus", lambda: _rows(request)):
        link = Link(row.label or row.title or "", url, _holds(url, path))
        if row.location is None:
            always.append(link)
        elif row.parent:
            below[row.parent].append(link)
        else:
            tops.append((row, link))
    for row, link in tops:
        if entries := below[row.key]:
            link = _opening(link, entries, title=row.title)
        if link.url or link.below:
            found[str(row.location)].append(link)
    there = {link.url for location in FOOTER for link in found[location]}
    found[Location.LEGAL] += [link for link in always if link.url not in there]
    if request is not None:
        request._menus = found  # type: ignore[attr-defined]
    return found


def section_of(path: str) -> str:
    """The address that ``path`` belongs under in a menu: a region's session belongs to the agenda.

    « /regions/bretagne/agenda/atelier/ » gives « /agenda/atelier/ »; a region's own page is unchanged.
    """
    return _OF_A_REGION.sub("/", path)


def _holds(url: str, path: str) -> bool:
    """Whether ``url`` leads to the page at ``path``, or to a part of the site that holds it."""
    return url == path or (url.startswith("/") and url != "/" and path.startswith(url))


def _opening(link: Link, entries: list[Link], *, title: str | None) -> Link:
    """``link`` as it opens ``entries``; where it leads itself comes first, unless one of them does."""
    if link.url and link.url not in {entry.url for entry in entries}:
        entries = [Link(title or link.label, link.url, link.current), *entries]
    return Link(link.label, "", any(entry.current for entry in entries), tuple(entries))


def _rows(request: HttpRequest | None) -> list[tuple[Row, str]]:
    """Each row with its address; entries in their order, then the other pages in the tree's."""
    rows = sorted(map(Row._make, _entries_and_pages()), key=lambda row: (row.order or 0, row.key))
    entries = [row for row in rows if row.location is not None]
    others = sorted((row for row in rows if row.location is None), key=lambda row: row.path or "")
    return [
        (row, (Page(url_path=row.url_path).get_url(request) or "/") if row.url_path else row.address)
        for row in [*entries, *others]
    ]


def _entries_and_pages() -> QuerySet:
    """A row for each entry of a menu, and for each page that always stands in the footer; one query.

    Which pages these are is asked first: their keys find them, however many pages the site has.
    """
    entries = MenuEntry.objects.filter(Q(page=None) | Q(page__live=True)).order_by()
    told = ("location", "sort_order", "pk", "parent_id", "label", "address")
    rows = unrestricted(entries, path="page__path").values_list(
        *told, "page__title", "page__url_path", "page__path"
    )
    keys = ContentPage.objects.filter(role__gt="").order_by().values("page_ptr_id")
    keys = keys.union(*(each.objects.order_by().values("page_ptr_id") for each in (SiteMapPage, ContactPage)))
    pages = unrestricted(Page.objects.live().filter(pk__in=keys).order_by())
    nothing = Value("", CharField())
    without_entry = pages.annotate(
        location_=Value(None, CharField()),
        order_=Value(None, IntegerField()),
        parent_=Value(None, IntegerField()),
        label_=nothing,
        address_=nothing,
    )
    return rows.union(
        without_entry.values_list(
            "location_", "order_", "pk", "parent_", "label_", "address_", "title", "url_path", "path"
        ),
        all=True,
    )
