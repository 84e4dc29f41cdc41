"""What the lists are narrowed by: one event, states."""

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from events.models import EventPage

from ..access import events_of
from ..models import Registration, RegistrationMail
from ..states import Status

NEAR = 50  # events before now, and as many after


def events_with_registrations(request: HttpRequest) -> QuerySet[EventPage]:
    """The events to choose from, soonest first: the nearest ones, and the one that is asked for.

    In the end a region has thousands, and they do not fit into a list. The button of an event's own page
    asks for it by its number.
    """
    someone = Registration.objects.filter(event=OuterRef("pk")).order_by()
    events = events_of(request.user).filter(Exists(someone))
    over = Q(over_at__lt=timezone.now())
    coming = events.exclude(over).order_by(F("start").asc(nulls_last=True), "pk")
    past = events.filter(over).order_by("-start", "pk")
    near = Q(pk__in=coming.values("pk")[:NEAR]) | Q(pk__in=past.values("pk")[:NEAR])
    asked = request.GET.get("event", "")
    if asked.isdecimal():
        near |= Q(pk=asked)
    return events.filter(near).select_related("registration_gate").defer("body").order_by("start", "title")


def event_filter() -> django_filters.ModelChoiceFilter:
    return django_filters.ModelChoiceFilter(
        label=_("Événement"),
        queryset=events_with_registrations,
        empty_label=_("Tous"),
        help_text=_(
            "Les cinquante prochains et les cinquante derniers ; pour un autre, ouvrez sa page,"
            " puis « Inscriptions »."
        ),
    )


class RegistrationFilterSet(WagtailFilterSet):
    event = event_filter()
    status = django_filters.MultipleChoiceFilter(
        label=_("État"), choices=Status.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Registration
        fields = ["event", "status"]


class MailFilterSet(WagtailFilterSet):
    event = event_filter()
    state = django_filters.MultipleChoiceFilter(
        label=_("État"), choices=RegistrationMail.State.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = RegistrationMail
        fields = ["event", "state"]
