"""The menus of a page: header and footer together, one query a request."""

import re
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from conference.core.routing import unrestricted
from conference.platform.caching.fragments import cached

from .models import ContactPage, ContentPage, MenuEntry, SiteMapPage

Location = MenuEntry.Location
FOOTER = (Location.UNDERSTAND, Location.FOLLOW, Location.LEGAL)
_OF_A_REGION = re.compile(r"^/regions/[^/]+/(?=[^/]+/)")
# The law, or whoever is lost, wants these below every page: whatever the team takes out of the menus.
ALWAYS = Q(contentpage__role__gt="") | Q(sitemappage__isnull=False) | Q(contactpage__isnull=False)


@dataclass(frozen=True)
class Link:
    """One entry of a menu; ``current`` when it leads to the page shown or to a part that holds it."""

    label: str
    url: str
    current: bool


def menus(request: HttpRequest | None) -> dict[str, list[Link]]:
    """The links of each location, in their order; without entries to pages that are not for everybody.

    A page that always stands in the footer and that no entry of the footer leads to ends its last column.
    """
    kept = getattr(request, "_menus", None)
    if kept is not None:
        return kept
    found: dict[str, list[Link]] = {location: [] for location in Location.values}
    always: dict[str, Link] = {}
    path = section_of(request.path) if request else ""
    for location, label, title, url, stands_always in cached("menus", lambda: _rows(request)):
        current = path == url or (url != "/" and path.startswith(url))
        if location:
            found[location].append(Link(label or title, url, current))
        if stands_always:
            always[url] = Link(title, url, current)
    there = {link.url for location in FOOTER for link in found[location]}
    found[Location.LEGAL] += [link for url, link in always.items() if url not in there]
    if request is not None:
        request._menus = found  # type: ignore[attr-defined]
    return found


def section_of(path: str) -> str:
    """The address that ``path`` belongs under in a menu: a region's session belongs to the agenda.

    « /regions/bretagne/agenda/atelier/ » gives « /agenda/atelier/ »; a region's own page is unchanged.
    """
    return _OF_A_REGION.sub("/", path)


def _rows(request: HttpRequest | None) -> list[tuple[str | None, str | None, str, str, bool]]:
    """Location, label, title and address of each page linked, and whether it always stands in the footer."""
    return [
        (page.location, page.label, page.title, page.get_url(request) or "/", page.always)
        for page in _pages_linked()
    ]


def _pages_linked() -> QuerySet[Page]:
    """A row for each entry of a menu, and for each page without one that always stands in the footer.

    Which pages these are is asked first: their keys find them, however many pages the site has.
    """
    keys = MenuEntry.objects.order_by().values("page_id")
    always = [ContentPage.objects.filter(role__gt=""), SiteMapPage.objects, ContactPage.objects]
    keys = keys.union(*(pages.order_by().values("page_ptr_id") for pages in always))
    rows = unrestricted(Page.objects.live().filter(pk__in=keys)).annotate(
        location=F("menu_entries__location"),
        label=F("menu_entries__label"),
        always=ExpressionWrapper(ALWAYS, output_field=BooleanField()),
    )
    rows = rows.filter(Q(location__isnull=False) | Q(always=True)).only("title", "url_path")
    first = F("location").asc(nulls_first=True)  # on both databases
    return rows.order_by(first, "menu_entries__sort_order", "menu_entries__pk", "path")
