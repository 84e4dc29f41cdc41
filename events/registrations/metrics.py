"""How many registrations and mails in each state, all events together."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count

from conference.platform.metrics.gauges import Gauge, reads_gauges

from .models import Attendee, RegistrationMail


@reads_gauges
def registrations(*, now: datetime) -> Iterator[Gauge]:
    """Registrations by state, mails by state."""
    for model, column, name, description in (
        (Attendee, "status", "conference_registrations", "Registrations, by state."),
        (RegistrationMail, "state", "conference_mails", "Mails to registrants, by state."),
    ):
        counts = model._default_manager.order_by().values_list(column).annotate(count=Count("pk"))
        values = [({"state": state}, count) for state, count in counts]
        yield Gauge(name=name, documentation=description, values=values)
