"""Addresses of events (design.md §6): which event one speaks of, and which one is still free."""

from itertools import count

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from conference.core.pictures.covers import with_pictures
from conference.platform.caching.fragments import cached

from .models import EventPage
from .models.event import RESERVED_SLUGS


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


def free_slug(slug: str, *, below: Page, but: int | None = None) -> str:
    """``slug``, or « …-2 », « …-3 » where a page below that agenda (``but`` that one) or the site has it."""
    others = below.get_children().exclude(pk=but).filter(slug__startswith=slug)
    taken = {*others.values_list("slug", flat=True), *RESERVED_SLUGS}
    numbered = (f"{slug}-{number}" for number in count(2))
    return slug if slug not in taken else next(each for each in numbered if each not in taken)
