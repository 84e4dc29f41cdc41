"""What other sites show of a page: its title and its picture."""

from django import template
from django.templatetags.static import static
from django.utils.translation import gettext_lazy

from conference.core.models import SiteSettings
from conference.core.pictures.covers import CoverPage
from conference.core.pictures.renditions import share_url
from conference.core.text import french
from conference.platform.caching.fragments import cached
from conference.platform.links import absolute_url

from .core_tags import page_title

register = template.Library()

BRAND = gettext_lazy("Conférence des alliances stratégiques")


@register.simple_tag(takes_context=True)
def share_title(context: template.Context) -> str:
    """The title under which the page is shared: the home page goes by the name of the site."""
    page = context.get("page")
    return str(BRAND) if getattr(page, "is_home", False) and not page.seo_title else page_title(context)


@register.simple_tag(takes_context=True)
def share_image(context: template.Context) -> dict[str, str]:
    """What is shown of the page where it is shared, 1200 × 630: its absolute ``url`` and its ``alt``.

    The picture that the team chose, else the one drawn of the page, else the site's own or its default.
    """
    page = context.get("page")
    chosen = page.share_image if getattr(page, "share_image_id", None) else None
    if chosen is not None and (url := share_url(chosen)):
        return {"url": absolute_url(url), "alt": chosen.default_alt_text or page_title(context)}
    drawn = getattr(page, "share_picture", None) if isinstance(page, CoverPage) else None
    if drawn is not None:
        cover_says = page.cover.default_alt_text if page.cover_id else ""
        alt = ". ".join(filter(None, (french(page.title), cover_says)))
        return {"url": absolute_url(drawn.file.url), "alt": alt}
    of_the_site = SiteSettings.current().share_image
    url = cached("share image of the site", lambda: share_url(of_the_site)) if of_the_site else None
    return {"url": absolute_url(url or static("images/partage.png")), "alt": str(BRAND)}
