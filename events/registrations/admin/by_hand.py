"""The team registers someone: on the telephone, at the door."""

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
from ..errors import RegistrationError
from ..forms import RegistrationForm
from ..models import Registration
from ..signup import register_by_hand
from .event_links import registrations_url
from .filters import NEAR

OF_SOMEBODY_ELSE = {
    "first_name": gettext_lazy("Écrivez le prénom de la personne."),
    "last_name": gettext_lazy("Écrivez le nom de la personne."),
    "email": gettext_lazy("Écrivez l’adresse de la personne : le billet y est envoyé."),
}


class HandRegistrationForm(RegistrationForm):
    """The visitor's form, and for which event."""

    event = forms.ModelChoiceField(
        label=gettext_lazy("Événement"),
        queryset=EventPage.objects.none(),
        error_messages={"required": gettext_lazy("Choisissez l’événement.")},
    )
    field_order = ["event"]

    def __init__(self, *args: Any, events: QuerySet[EventPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].queryset = events  # any of them may be sent
        shown = list(events.defer("body")[: NEAR + 1])
        if len(shown) > NEAR:
            self.fields["event"].help_text = _(
                "Les %(count)s prochains. Pour un autre, passez par le bouton « Inscriptions » de sa page."
            ) % {"count": NEAR}
        shown = shown[:NEAR]
        asked = whole_number(str(self["event"].value() or ""))
        if asked is not None and asked not in {event.pk for event in shown}:
            shown += events.filter(pk=asked)
        self.fields["event"].choices = [("", "---------"), *((event.pk, event.title) for event in shown)]
        self.fields["email"].help_text = _("Le billet y est envoyé.")
        for name, sentence in OF_SOMEBODY_ELSE.items():
            self.fields[name].error_messages["required"] = sentence
            self.fields[name].widget.attrs["autocomplete"] = "off"  # else the browser offers one's own
        self.fields["organisation_kind"].label = _("Au titre de")


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
                event, applicant=form.applicant, by=self.request.user, now=timezone.now()
            )
        except RegistrationError as refusal:
            form.add_error("event", str(refusal))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("%(name)s est inscrite ou inscrit ; le billet part par courriel.") % {"name": registration},
        )
        return HttpResponseRedirect(registrations_url(event))

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
