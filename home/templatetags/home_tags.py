"""What the frame of every page needs, and the lists of the home folder's pages."""

from django import template
from django.conf import settings
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar

from conference.alliances.models import AlliancePage
from events.models import EventPage

from ..contacts import RelayContact, contacts_of_relays
from ..navigation import Link, menus
from ..site_map import Branch, are_few, branches

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context: template.Context, *, location: str) -> list[Link]:
    """The links of one location of MenuEntry; an unknown location is a template error."""
    return menus(context.get("request"))[location]


@register.simple_tag(takes_context=True)
def user_bar(context: template.Context) -> str:
    """Wagtail's user bar, with its accessibility checker, for whoever came with a session.

    Without one nobody asks who it is: the page stays the same for everybody, with no ``Vary: Cookie``.
    """
    request = context.get("request")
    has_session = request is not None and settings.SESSION_COOKIE_NAME in request.COOKIES
    return wagtailuserbar(context) if has_session else ""


@register.simple_tag(takes_context=True)
def site_tree(context: template.Context) -> list[Branch]:
    """Every published page as a tree, below the site's home page."""
    return branches(context.get("request"))


@register.simple_tag
def site_map_names_all() -> bool:
    """Whether the site map names every event and every alliance, or leads to their lists."""
    return are_few(EventPage) and are_few(AlliancePage)


@register.simple_tag
def relay_contacts() -> list[RelayContact]:
    """Whom to write to in each region, in French alphabetical order."""
    return contacts_of_relays()


@register.simple_tag
def retention() -> dict[str, int]:
    """How long registrations are kept, as the notice says: months, and days for one never confirmed."""
    return {
        "months": settings.REGISTRATION_RETENTION_MONTHS,
        "days": settings.REGISTRATION_UNCONFIRMED_DAYS,
    }


@register.filter
def clauses(headline: str) -> list[str]:
    """A headline cut after its first comma, so that the poster breaks where the voice does."""
    head, comma, rest = headline.partition(", ")
    return [f"{head},", rest] if comma else [headline]
