"""The menus of a page: header and footer together, one query a request."""

from dataclasses import dataclass

from django.http import HttpRequest

from conference.core.routing import unrestricted

from .models import MenuEntry


@dataclass(frozen=True)
class Link:
    """One entry of a menu; ``current`` when it leads to the page shown or to a part that holds it."""

    label: str
    url: str
    current: bool


def menus(request: HttpRequest | None) -> dict[str, list[Link]]:
    """The links of each location, in their order; without entries to pages that are not for everybody."""
    kept = getattr(request, "_menus", None)
    if kept is not None:
        return kept
    found: dict[str, list[Link]] = {location: [] for location in MenuEntry.Location.values}
    path = request.path if request else ""
    entries = unrestricted(MenuEntry.objects.filter(page__live=True), path="page__path")
    columns = ("location", "label", "page__title", "page__url_path")
    for entry in entries.select_related("page").only(*columns):
        url = entry.page.get_url(request) or "/"
        current = path == url or (url != "/" and path.startswith(url))
        found[entry.location].append(Link(entry.label or entry.page.title, url, current))
    if request is not None:
        request._menus = found  # type: ignore[attr-defined]
    return found
