"""The queue of an event: who waits in which order, and the order changed for a reason of a closed list."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from events.models import EventPage
from events.wording import moment

from ..models import Attendee
from ..queue.feeding import why_stuck
from ..queue.order import OrderReason, changes_of_order, reorder
from ..queue.ranks import in_queue, waiting
from ..queue.rules import rules_of_queue
from ..states import Status
from .event_actions import EventAction
from .event_views import CHANGE, VIEW, EventPageMixin

SHOWN = 500  # people


class QueueView(EventPageMixin, TemplateView):
    """Everybody who has a rank, the next one first."""

    template_name = "events/registrations/admin/queue.html"
    page_title = gettext_lazy("Liste d’attente")
    header_icon = "list-ul"
    permission = VIEW

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = list(in_queue(self.event).select_related("registration")[: SHOWN + 1])
        return super().get_context_data(**kwargs) | {
            "event": self.event,
            "people": [self.row(each) for each in people[:SHOWN]],
            "shown": SHOWN,
            "more": len(people) > SHOWN,
            "why_stuck": why_stuck(self.event, now=timezone.now()),
            "changes": list(changes_of_order(self.event)),
            "rules": rules_of_queue(self.event),
        }

    def row(self, attendee: Attendee) -> tuple[Attendee, str, str]:
        """A person, until when a seat is offered to them, and the address where their order is changed."""
        until = ""
        if attendee.status == Status.OFFERED and attendee.held_until:
            until = moment(attendee.held_until, self.event.time_zone)
        may_change = self.request.user.has_perm(CHANGE)
        if not may_change or attendee.status != Status.WAITLISTED:
            return attendee, until, ""
        return attendee, until, reverse("event_queue_order", args=[self.event.pk, attendee.pk])


class ReorderForm(forms.Form):
    """Before whom, and why."""

    before = forms.ModelChoiceField(
        label=gettext_lazy("Nouvelle place dans la liste"),
        queryset=Attendee.objects.none(),
        required=False,
        empty_label=gettext_lazy("à la fin de la liste"),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Raison"),
        choices=OrderReason.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Montrée sans nom à toutes celles et tous ceux qui attendent."),
        error_messages={"required": gettext_lazy("Choisissez la raison.")},
    )

    def __init__(self, *args: Any, event: EventPage, attendee: Attendee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["before"]
        field.queryset = waiting(event).exclude(registration=attendee.registration_id)
        field.label_from_instance = lambda other: _("avant %(name)s") % {"name": other}


class ReorderView(EventAction):
    """One party goes before another, or to the end."""

    form_class = ReorderForm
    page_title = gettext_lazy("Changer l’ordre de la liste d’attente")
    button_label = gettext_lazy("Changer l’ordre")
    header_icon = "list-ul"
    done = gettext_lazy("L’ordre est changé.")
    permission = CHANGE

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.attendee = get_object_or_404(waiting(self.event), pk=kwargs["attendee"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"event": self.event, "attendee": self.attendee}

    def consequences(self) -> list[str]:
        return [
            _("%(name)s change de rang, avec les autres personnes de son inscription.")
            % {"name": self.attendee},
            _("Le changement et sa raison sont notés, et montrés sans nom à qui attend."),
        ]

    def back_url(self) -> str:
        return reverse("event_queue", args=[self.event.pk])

    def act(self, form: forms.Form) -> None:
        reorder(
            self.attendee,
            before=form.cleaned_data["before"],
            reason=OrderReason(form.cleaned_data["reason"]),
            by=self.request.user,
            now=timezone.now(),
        )
