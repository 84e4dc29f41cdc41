"""On the admin's home: mails to registrants that will not leave by themselves, for the team that can act."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from conference.regions.scoping import scope_of

from ..models import RegistrationMail


class FailedMailsPanel(Component):
    """Says how many, with the way to them; not there where there are none."""

    name = "failed_mails"
    template_name = "events/registrations/admin/failed_mails.html"
    order = 90

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "number": failed_mails_of(parent_context["request"].user).count(),
            "url": f"{reverse('courriels:index')}?state={RegistrationMail.State.FAILED}",
        }


def failed_mails_of(user: User) -> QuerySet[RegistrationMail]:
    """Mails refused for good, or given up, about the person's own events that are not over."""
    if not user.has_perm("registrations.view_registrationmail"):
        return RegistrationMail.objects.none()
    coming = Q(event__end__gte=timezone.now()) | Q(event__end=None)
    failed = RegistrationMail.objects.filter(coming, state=RegistrationMail.State.FAILED).exclude(to="")
    return scope_of(user).filter(failed, field="event__region")
