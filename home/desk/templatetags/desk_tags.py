"""What the mails about moderation say of a submission; the way from a field to its part of a guide."""

from typing import Any

from django import template
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page

from conference.platform.links import absolute_url
from conference.regions.models import Region

from ..checklist import Point, checklist
from ..guides import help_url
from ..moderation import local_moment, name_of
from ..submissions import Submission, latest_submission

register = template.Library()
register.filter("colleague", name_of)
register.filter("local_moment", local_moment)


@register.simple_tag
def submission(*, of: Model) -> Submission | None:
    """The latest submission of a page or a measure."""
    return latest_submission(of)


@register.simple_tag
def region_name(*, slug: str) -> str:
    """« Bretagne », or « national »."""
    found = Region.objects.filter(slug=slug).first() if slug else None
    return found.name if found else _("national")


@register.simple_tag
def admin_address(*, path: str) -> str:
    """An address of the admin, with the site's own origin."""
    return absolute_url(path)


@register.simple_tag
def help_with_guide(*, panel: Any) -> str | SafeString:
    """The help of a field's panel, with a « ? » that opens the guide where there is more to say."""
    url = help_url(type(panel.instance), panel.field_name)
    if url is None:
        return panel.help_text
    link = '{} <a class="guide-link" href="{}" target="_blank" aria-label="{}">?</a>'
    return format_html(link, panel.help_text, url, _("Aide : %s (nouvel onglet)") % panel.heading)


@register.simple_tag
def checklist_of(*, subject: Model) -> list[Point]:
    """What a saved page still needs before it is published; nothing for what is no page."""
    return checklist(subject) if isinstance(subject, Page) and subject.pk else []
