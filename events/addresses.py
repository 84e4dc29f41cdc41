"""Addresses below an event's own (design.md §6): which event they speak of."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Site

from conference.core.pictures.covers import with_pictures
from conference.platform.caching.fragments import cached

from .models import EventPage


def public_event_or_404(request: HttpRequest, path: str) -> EventPage:
    """The live, unrestricted event whose address is ``/<path>``, in one query; its region is loaded.

    ``path`` ends with a slash: ``regions/bretagne/agenda/ma-session/``.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    root = site.root_page.url_path
    return cached(("event at", path), lambda: _found_at(path, root=root))


def _found_at(path: str, *, root: str) -> EventPage:
    slug = path.rstrip("/").rpartition("/")[2]  # the address has no index of its own, the slug has one
    shown = with_pictures(EventPage.objects.shown().with_team())
    event = shown.filter(slug=slug, url_path=f"{root}{path}").first()
    if event is None:
        raise Http404(_("Cet événement n’existe pas, ou n’est plus publié."))
    return event
