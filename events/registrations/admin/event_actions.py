"""What acts on an event at once, without approval: cancelling it, closing or reopening registration."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.core.confirmed_action import ConfirmedAction
from events.lifecycle import LifecycleError, cancel_event

from ..access import event_to_run_or_404
from ..errors import RegistrationError
from ..gates import close_registration, reopen_registration
from ..models import Attendee
from .event_links import registrations_url


class EventAction(ConfirmedAction):
    """An action on one event that the person may run; another region's answers 404."""

    header_icon = "calendar-alt"
    refusals = (RegistrationError, LifecycleError)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.event = event_to_run_or_404(request.user, kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.event.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.event.pk])
        return [
            *super().get_breadcrumbs_items(),
            {"url": edit_url, "label": self.event.get_admin_display_title()},
            {"url": "", "label": str(self.get_page_title())},
        ]

    def get_success_url(self) -> str:
        return registrations_url(self.event)

    def people(self) -> int:
        """How many people hold a seat."""
        return Attendee.objects.filter(event=self.event).holding_a_seat(timezone.now()).count()


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi l’événement n’aura pas lieu"),
        help_text=gettext_lazy("Cette raison est écrite sur la page et envoyée aux personnes inscrites."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": gettext_lazy("Dites pourquoi l’événement est annulé.")},
    )


class CancelEventView(EventAction):
    form_class = ReasonForm
    page_title = gettext_lazy("Annuler l’événement")
    button_label = gettext_lazy("Annuler l’événement")
    serious = True
    done = gettext_lazy("L’événement est annulé. Les personnes inscrites sont prévenues par courriel.")

    def consequences(self) -> list[str]:
        people = self.people()
        return [
            _("La page reste à son adresse, marquée « annulé » ; les inscriptions s’arrêtent."),
            ngettext(
                "%(n)s personne sera prévenue par courriel.",
                "%(n)s personnes seront prévenues par courriel.",
                people,
            )
            % {"n": people}
            if people
            else _("Personne n’est inscrit : aucun courriel ne part."),
            _("Cela prend effet tout de suite, sans relecture, et ne peut pas être défait."),
        ]

    def act(self, form: forms.Form) -> None:
        cancel_event(self.event, by=self.request.user, reason=form.cleaned_data["reason"], now=timezone.now())


class CloseRegistrationView(EventAction):
    page_title = gettext_lazy("Fermer les inscriptions")
    button_label = gettext_lazy("Fermer les inscriptions")
    done = gettext_lazy("Les inscriptions sont fermées.")

    def consequences(self) -> list[str]:
        return [
            _("Plus personne ne peut s’inscrire ; qui a une place la garde et peut encore la confirmer."),
            _("Cela prend effet tout de suite, sans relecture. Vous pourrez les rouvrir."),
        ]

    def act(self, form: forms.Form) -> None:
        close_registration(self.event, by=self.request.user, now=timezone.now())


class ReopenRegistrationView(EventAction):
    page_title = gettext_lazy("Rouvrir les inscriptions")
    button_label = gettext_lazy("Rouvrir les inscriptions")
    done = gettext_lazy("Les inscriptions sont rouvertes.")

    def consequences(self) -> list[str]:
        return [
            _("Les réglages de l’événement valent de nouveau : nombre de places, fin des inscriptions."),
            _("Cela prend effet tout de suite, sans relecture."),
        ]

    def act(self, form: forms.Form) -> None:
        reopen_registration(self.event, by=self.request.user, now=timezone.now())
