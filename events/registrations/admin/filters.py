"""What the lists are narrowed by: one event, states."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelChoiceField
from wagtail.admin.filters import WagtailFilterSet

from conference.core.worlds import ON_BEHALF_OF
from conference.platform.numbers import whole_number
from conference.regions.scoping import own_regions
from events.models import EventPage

from ..access import events_of
from ..models import Attendee, Mode, Registration, RegistrationMail
from ..states import Status

NEAR = 50  # events before now, and as many after


def asked_event(request: HttpRequest) -> int | None:
    """The number of the event that the address asks for, if a row may have it."""
    return whole_number(request.GET.get("event", ""))


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
    if (asked := asked_event(request)) is not None:
        near |= Q(pk=asked)
    return events.filter(near).select_related("registration_gate").defer("body").order_by("start", "title")


class EventChoices(ModelChoiceIterator):
    def __iter__(self) -> Iterator[tuple[Any, str]]:
        yield "", str(self.field.empty_label)
        yield from map(self.choice, self.field.events)


class EventField(ModelChoiceField):
    """What is chosen stands among the choices: one question for both, and any number may be sent."""

    iterator = EventChoices

    @cached_property
    def events(self) -> list[EventPage]:
        return list(self.queryset)

    def to_python(self, value: Any) -> EventPage | None:
        if value in self.empty_values:
            return None
        for event in self.events:
            if str(event.pk) == str(value):
                return event
        raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


class EventFilter(django_filters.ModelChoiceFilter):
    field_class = EventField


def event_filter() -> EventFilter:
    return EventFilter(
        label=_("Événement"),
        queryset=events_with_registrations,
        empty_label=_("Tous"),
        help_text=_(
            "Les cinquante prochains et les cinquante derniers ; pour un autre, ouvrez sa page,"
            " puis « Inscriptions »."
        ),
    )


class AttendeeFilterSet(WagtailFilterSet):
    event = event_filter()
    status = django_filters.MultipleChoiceFilter(
        label=_("État"), choices=Status.choices, widget=forms.CheckboxSelectMultiple
    )
    mode = django_filters.ChoiceFilter(
        label=_("Participation"), choices=Mode.choices, empty_label=_("Toutes")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Au titre de"),
        field_name="registration__organisation_kind",
        choices=ON_BEHALF_OF,
        empty_label=_("Tous"),
    )

    class Meta:
        model = Attendee
        fields = ["event", "status", "mode", "kind"]


class MailFilterSet(WagtailFilterSet):
    region = django_filters.ModelChoiceFilter(
        label=_("Région"),
        field_name="event__region",
        queryset=lambda request: own_regions(request.user),
        empty_label=_("Toutes"),
    )
    event = event_filter()
    state = django_filters.MultipleChoiceFilter(
        label=_("État"), choices=RegistrationMail.State.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = RegistrationMail
        fields = ["region", "event", "state"]
