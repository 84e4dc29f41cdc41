"""The banner of the site."""

from dataclasses import dataclass

from django import template
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from conference.core.models import SiteSettings
from conference.core.text import french
from conference.platform.caching.memory import changes_at

register = template.Library()


@dataclass(frozen=True)
class Banner:
    """What stands above every page for now; ``key`` is what a browser keeps once it is closed ("" never)."""

    text: str | Promise
    tone: str
    url: str
    link_text: str | Promise
    key: str


@register.simple_tag(takes_context=True)
def site_banner(context: template.Context, *, site: SiteSettings) -> Banner | None:
    """The banner of the site at this moment; a page that is kept goes when it comes or ends."""
    now = timezone.now()
    changes_at(site.banner_from, site.banner_until, now=now)
    if not site.banner_shown(now):
        return None
    page = site.banner_page if site.banner_page and site.banner_page.live else None
    return Banner(
        text=french(site.banner_text),
        tone=site.banner_tone,
        url=(page.get_url(context.get("request")) if page else site.banner_address) or "",
        link_text=french(site.banner_link_text or (page.title if page else _("En savoir plus"))),
        key=site.banner_key if site.banner_closable else "",
    )
