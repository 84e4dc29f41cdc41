"""The team registers someone: on the telephone, at the door."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from conference.platform.numbers import whole_number
from events.models import EventPage, EventStatus

from ..access import events_of
from ..actions.applicants import Applicant
from ..actions.parties import named
from ..actions.signup import register_by_hand
from ..errors import EventFull, RegistrationError, RoomFull, TooFewSeats
from ..models import BeyondReason, Registration
from ..visit.forms import PersonForm, RegistrationForm
from .event_links import registrations_url
from .filters import NEAR
from .people import make_answers_optional

QUEUE = "attente"


class HandRegistrationForm(RegistrationForm):
    """The visitor's form, for which event, and which seat. An address is not asked of who telephones."""

    event = forms.ModelChoiceField(
        label=gettext_lazy("Événement"),
        queryset=EventPage.objects.none(),
        error_messages={"required": gettext_lazy("Choisissez l’événement.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Téléphone"),
        help_text=gettext_lazy("Pour joindre qui n’a pas d’adresse."),
        max_length=Registration._meta.get_field("phone").max_length,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    seat = forms.ChoiceField(
        label=gettext_lazy("Place"),
        choices=[
            ("", gettext_lazy("une place ouverte")),
            (QUEUE, gettext_lazy("une place ouverte, ou la liste d’attente si aucune n’est libre")),
            (gettext_lazy("Au-delà des places ouvertes, dans la jauge"), BeyondReason.choices),
        ],
        required=False,
    )
    field_order = [
        *("event", "first_name", "last_name", "email", "phone"),
        *("organisation", "mode", "seat", "organisation_kind"),
    ]

    autocomplete = PersonForm.autocomplete  # else the browser offers one's own
    required_messages = {
        "first_name": gettext_lazy("Écrivez le prénom de la personne."),
        "last_name": gettext_lazy("Écrivez le nom de la personne."),
    }

    def __init__(self, *args: Any, events: QuerySet[EventPage], **kwargs: Any) -> None:
        # What the event asks is known once it is: from the address, or from what was sent.
        data = kwargs.get("data") or {}
        asked = whole_number(str(data.get("event") or kwargs.get("initial", {}).get("event") or ""))
        event = None if asked is None else events.filter(pk=asked).first()
        super().__init__(*args, event=event, **kwargs)
        self.fields["event"].queryset = events  # any of them may be sent
        shown = list(events.defer("body")[: NEAR + 1])
        if len(shown) > NEAR:
            self.fields["event"].help_text = _(
                "Les %(count)s prochains. Pour un autre, passez par le bouton « Inscriptions » de sa page."
            ) % {"count": NEAR}
        shown = shown[:NEAR]
        if event is not None and event not in shown:
            shown.append(event)
        self.fields["event"].choices = [("", "---------"), *((each.pk, each.title) for each in shown)]
        self.fields["email"].required = False
        self.fields["email"].help_text = _("Le billet y est envoyé. Vide, si la personne n’en a pas.")
        self.fields["organisation_kind"].label = _("Au titre de")
        make_answers_optional(self)

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data | {"arrangement": "", "consent": False}

    @property
    def applicant(self) -> Applicant:
        return replace(super().applicant, phone=self.cleaned_data["phone"])

    @property
    def seat_wanted(self) -> dict[str, Any]:
        """Which seat, as ``signup.register_by_hand`` is told."""
        seat = self.cleaned_data["seat"]
        return {"to_queue": True} if seat == QUEUE else {"beyond": seat}


class RegisterByHandView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """The person is confirmed at once, and the ticket leaves by mail."""

    model = Registration
    permission_required = "add"
    form_class = HandRegistrationForm
    template_name = "events/registrations/admin/by_hand.html"
    page_title = gettext_lazy("Inscrire quelqu’un")
    index_url_name = inspect_url_name = header_icon = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        now = timezone.now()
        events = (
            events_of(self.request.user).live().filter(over_at__gt=now).exclude(status=EventStatus.CANCELLED)
        )
        return super().get_form_kwargs() | {"events": events.order_by("start", "title", "pk")}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"event": self.request.GET.get("event")}

    def form_valid(self, form: HandRegistrationForm) -> HttpResponse:
        event = form.cleaned_data["event"]
        try:
            registration = register_by_hand(
                event,
                applicant=form.applicant,
                by=self.request.user,
                now=timezone.now(),
                **form.seat_wanted,
            )
        except (EventFull, TooFewSeats, RoomFull) as refusal:
            form.add_error("seat", self.other_ways(refusal))
            return self.form_invalid(form)
        except RegistrationError as refusal:
            form.add_error("event", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done(registration, form.applicant))
        return HttpResponseRedirect(registrations_url(event))

    def other_ways(self, refusal: RegistrationError) -> str:
        """The refusal, and what the team may still do."""
        if isinstance(refusal, RoomFull):
            return str(refusal)
        ways = _("Choisissez une raison d’inscrire au-delà des places ouvertes, ou la liste d’attente.")
        return f"{refusal} {ways}"

    def done(self, registration: Registration, applicant: Applicant) -> str:
        [typed] = applicant.people
        [person, *_doubles] = named({typed.full_name}, registration.attendees.all())
        if person.is_waiting:
            return _("%(name)s est en liste d’attente.") % {"name": person}
        if not registration.email:
            return _("%(name)s est inscrite ou inscrit, sans courriel.") % {"name": person}
        return _("%(name)s est inscrite ou inscrit ; le billet part par courriel.") % {"name": person}

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.index_url_name), "label": _("Inscriptions")},
            {"url": "", "label": str(self.get_page_title())},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "submit_button_label": _("Inscrire"),
            "submit_button_active_label": _("Inscription…"),
            "action_url": self.request.get_full_path(),
            "media": context["form"].media,
        }
