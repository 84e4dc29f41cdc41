"""What the mails about moderation say of a submission."""

from datetime import datetime

from django import template
from django.contrib.auth.models import User
from django.db.models import Model
from django.utils.translation import gettext as _

from conference.platform.links import absolute_url
from conference.regions.models import Region

from ..board import said
from ..moderation import name_of, said_at
from ..submissions import Submission, latest_submission

register = template.Library()


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


@register.filter
def colleague(person: User | None) -> str:
    return name_of(person)


@register.filter
def day_said(moment: datetime) -> str:
    return said(moment)


@register.filter
def moment_said(moment: datetime) -> str:
    return said_at(moment)
