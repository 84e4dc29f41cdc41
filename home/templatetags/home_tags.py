"""What the frame of every page needs, and the lists of the home folder's pages."""

import re

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar
from wagtail.models import Revision

from measures.display import published
from measures.models import Measure

from ..contacts import RelayContact, contacts_of_relays
from ..models import HomePage
from ..navigation import Link, menus
from ..site_map import MANY, Branch, are_few, branches

register = template.Library()

THE_CONFERENCE = 16  # the number of the measure that this site is


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
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    revision = getattr(request, "revision_id", None)  # under moderation
    if revision and not Revision.page_revisions.filter(pk=revision).exists():
        return ""  # a snippet's: Wagtail's bar looks for the revision of a page, and fails
    # The policy of public pages takes no <style>: the bar follows the machine's theme, not the account's.
    return mark_safe(re.sub(r"<style>.*?</style>", "", wagtailuserbar(context), flags=re.DOTALL))


@register.simple_tag(takes_context=True)
def home_section(
    context: template.Context, *, page: HomePage, at: int, preview: bool = False
) -> SafeString | str:
    """The section ``at`` of the home page; in a preview, one without content says so and why."""
    section = page.sections[at]
    request = context.get("request")
    html = section.render({"page": page, "n": at + 1, "request": request})
    if preview and not html.strip():
        title = _("« %s » : rien à montrer, les visiteurs ne voient pas cette section.") % section.block.label
        return render_to_string(
            "home/sections/_empty.html", {"title": title, "text": section.block.meta.empty}
        )
    return html


@register.simple_tag
def measure_put_forward(*, chosen: Measure | None = None) -> Measure | None:
    """The measure chosen, else the one that is this conference; None unless it is published."""
    number = chosen.number if chosen else THE_CONFERENCE
    return next((measure for measure in published() if measure.number == number), None)


@register.simple_tag(takes_context=True)
def site_tree(context: template.Context) -> list[Branch]:
    """Every published page as a tree, below the site's home page."""
    return branches(context.get("request"))


@register.simple_tag
def site_map_names_all() -> bool:
    """Whether the site map names every event, alliance and item of news, or leads to their lists."""
    return all(are_few(kind) for kind in MANY)


@register.simple_tag
def relay_contacts() -> list[RelayContact]:
    """Whom to write to in each region, in French alphabetical order."""
    return contacts_of_relays()


@register.simple_tag
def retention() -> dict[str, int]:
    """How long registrations are kept, in months, and in days those never confirmed; then who asks for
    corrections, in months after the answer.
    """
    return {
        "months": settings.REGISTRATION_RETENTION_MONTHS,
        "days": settings.REGISTRATION_UNCONFIRMED_DAYS,
        "correction_months": settings.CORRECTION_RETENTION_MONTHS,
    }


@register.filter
def clauses(headline: str) -> list[str]:
    """A headline cut after its first comma, so that the poster breaks where the voice does."""
    head, comma, rest = headline.partition(", ")
    return [f"{head},", rest] if comma else [headline]
