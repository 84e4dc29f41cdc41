"""What acts on an event at once, without approval: a page for each verb says first what it will do."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.core.confirmed_action import ConfirmedAction
from events.lifecycle import Cancel, MoveOnline, Postpone, SetLink
from events.operations import Operation, OperationRefused, as_it_would_be, operate

from ..errors import RegistrationError
from ..mails.samples import preview_of_news
from ..models import Attendee
from ..notices import notice_waiting
from ..seats.availability import seat_availability
from ..seats.gates import (
    CloseRegistration,
    ReopenRegistration,
    SetCapacity,
    SetCeiling,
    SetClosing,
    SetWaitingList,
)
from . import operation_forms as typed
from .event_views import EventPageMixin
from .operation_words import leaving, people_told


class EventAction(EventPageMixin, ConfirmedAction):
    """An action on one event; afterwards one is back where one came from."""

    refusals = (RegistrationError, OperationRefused)

    def get_success_url(self) -> str:
        return self.back_url()

    def people_told(self) -> tuple[int, int]:
        """How many people are told of news by mail, and how many have no address."""
        people = Attendee.objects.filter(event=self.event).told_of_news(timezone.now())
        to_ring = people.without_address().count()
        return people.count() - to_ring, to_ring


class PreviewedAction(EventAction):
    """What is typed can be seen in the mail before anything is done (« Voir le courriel »).

    ``get_context_data`` gets it as ``values``, None as long as nothing is to be seen.
    """

    template_name = "events/registrations/admin/operation.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"event": self.event}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if "preview" in request.POST and form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, values=form.cleaned_data))
        return super().post(request, *args, **kwargs)


class OperationView(PreviewedAction):
    """One verb."""

    form_class = typed.OperationForm
    example: ClassVar[dict[str, Any]] = {}  # stands in the mail for what is not typed yet
    tells = True  # people who hold a seat
    setting = ""  # of the event's registrations: the one that is typed anew

    def operation(self, values: dict[str, Any]) -> Operation:
        raise NotImplementedError

    def get_initial(self) -> dict[str, Any]:
        if not self.setting:
            return super().get_initial()
        return {self.setting: getattr(self.event.registration_settings.first(), self.setting, None)}

    def field_refused(self, refusal: Exception, form: forms.Form) -> str | None:
        name = getattr(refusal, "field", None)
        return name if name in form.fields else None

    def act(self, form: forms.Form) -> str:
        operate(self.event, self.operation(form.cleaned_data), by=self.request.user, now=timezone.now())
        told = leaving(notice_waiting(self.event), self.event) if self.tells else ""
        return " ".join(filter(None, (str(self.done), told)))

    def what_happens(self) -> list[str]:
        """Sentences of the verb alone."""
        return []

    def consequences(self) -> list[str]:
        people, to_ring = self.people_told() if self.tells else (0, 0)
        told = [people_told(people, to_ring=to_ring)] if self.tells else []
        if people:
            told.append(_("Les courriels partent dix minutes plus tard : annulez avant, et aucun ne part."))
        return [
            *self.what_happens(),
            *told,
            _("Cela prend effet tout de suite, sans relecture, et s’annule depuis le tableau de bord."),
        ]

    def get_context_data(self, values: dict[str, Any] | None = None, **kwargs: Any) -> dict[str, Any]:
        shown = self.preview(values or self.example) if self.tells else None
        return super().get_context_data(**kwargs) | {
            "mail": shown,
            "mail_is_example": values is None,
            "offers_preview": self.tells and bool(self.get_form_class().base_fields),
        }

    def preview(self, values: dict[str, Any]) -> Any:
        """The mail that registrants would get."""
        now = timezone.now()
        after = as_it_would_be(self.event, self.operation(values), now=now)
        return preview_of_news(self.event, after, now=now)


class CancelEventView(OperationView):
    form_class = typed.CancelForm
    page_title = button_label = gettext_lazy("Annuler l’événement")
    serious = True
    done = gettext_lazy("L’événement est annulé.")
    example = {"reason": gettext_lazy("(votre raison)")}

    def operation(self, values: dict[str, Any]) -> Operation:
        return Cancel(reason=str(values["reason"]))

    def what_happens(self) -> list[str]:
        return [_("La page reste à son adresse, marquée « annulé » ; les inscriptions s’arrêtent.")]


class PostponeView(OperationView):
    form_class = typed.PostponeForm
    page_title = button_label = gettext_lazy("Reporter l’événement")
    done = gettext_lazy("L’événement est reporté.")

    @property
    def example(self) -> dict[str, Any]:  # type: ignore[override]
        start = self.event.start and self.event.start + timedelta(days=7)
        return {"start": start, "reason": _("(votre raison)")}

    def operation(self, values: dict[str, Any]) -> Operation:
        return Postpone(start=values["start"], reason=values["reason"])

    def what_happens(self) -> list[str]:
        return [
            _("Le programme et la fin des inscriptions suivent ; la page dit la première date."),
            _("Chaque personne inscrite garde sa place et peut la rendre. La page garde son adresse."),
            _("Sans nouvelle date, plus personne ne s’inscrit, et l’événement reste à l’agenda trois mois."),
        ]


class MoveOnlineView(OperationView):
    form_class = typed.MoveOnlineForm
    page_title = button_label = gettext_lazy("Passer l’événement en ligne")
    done = gettext_lazy("L’événement a lieu en ligne.")
    example = {"online_url": "", "reason": gettext_lazy("(votre raison)")}

    def get_initial(self) -> dict[str, Any]:
        return {"online_url": self.event.online_url}

    def operation(self, values: dict[str, Any]) -> Operation:
        return MoveOnline(online_url=values["online_url"], reason=str(values["reason"]))

    def what_happens(self) -> list[str]:
        return [
            _("Chaque personne inscrite garde sa place ; le lieu prévu reste noté."),
            _("Sans lien, la page dit quand il sera envoyé, et le tableau de bord le réclame."),
        ]


class LinkView(OperationView):
    form_class = typed.LinkForm
    page_title = button_label = gettext_lazy("Changer le lien de connexion")
    done = gettext_lazy("Le lien de connexion est changé.")
    example = {"online_url": "https://exemple.invalid/"}

    def get_initial(self) -> dict[str, Any]:
        return {"online_url": self.event.online_url}

    def operation(self, values: dict[str, Any]) -> Operation:
        return SetLink(online_url=values["online_url"])

    def what_happens(self) -> list[str]:
        return [_("Le nouveau lien est sur les billets confirmés, jamais sur la page.")]


class CapacityView(OperationView):
    form_class = typed.CapacityForm
    page_title = button_label = gettext_lazy("Changer le nombre de places")
    done = gettext_lazy("Le nombre de places est changé.")
    setting = "capacity"
    tells = False

    def operation(self, values: dict[str, Any]) -> Operation:
        return SetCapacity(capacity=values["capacity"])

    def what_happens(self) -> list[str]:
        number = seat_availability(self.event, now=timezone.now(), count_all=True).taken
        taken = ngettext("%(n)s place est prise.", "%(n)s places sont prises.", number) % {"n": number}
        return [taken, _("Moins de places que de personnes inscrites n’annule personne.")]


class CeilingView(OperationView):
    form_class = typed.CeilingForm
    page_title = button_label = gettext_lazy("Changer la jauge de la salle")
    done = gettext_lazy("La jauge de la salle est changée.")
    setting = "ceiling"
    tells = False

    def operation(self, values: dict[str, Any]) -> Operation:
        return SetCeiling(ceiling=values["ceiling"])

    def what_happens(self) -> list[str]:
        return [
            _("Les places ouvertes ne changent pas ; la différence est réservée aux personnes invitées."),
            _("Elle ne peut pas être plus basse que le nombre de personnes déjà attendues dans la salle."),
        ]


class WaitingListView(OperationView):
    """Opens the queue where it is closed, closes it where it is open."""

    done = gettext_lazy("La liste d’attente est changée.")
    tells = False

    @property
    def opens(self) -> bool:
        settings = self.event.registration_settings.first()
        return settings is None or not settings.waiting_list

    def get_page_title(self) -> str:
        return _("Ouvrir une liste d’attente") if self.opens else _("Fermer la liste d’attente")

    @property
    def button_label(self) -> str:  # type: ignore[override]
        return self.get_page_title()

    def operation(self, values: dict[str, Any]) -> Operation:
        return SetWaitingList(waiting_list=self.opens)

    def what_happens(self) -> list[str]:
        if self.opens:
            return [_("Une fois complet, chaque place rendue est proposée dans l’ordre des demandes.")]
        return [_("Plus personne ne s’y ajoute. Qui attend garde son rang et reçoit les propositions.")]


class ClosingView(OperationView):
    form_class = typed.ClosingForm
    page_title = button_label = gettext_lazy("Changer la fin des inscriptions")
    done = gettext_lazy("La fin des inscriptions est changée.")
    setting = "closes_at"
    tells = False

    def operation(self, values: dict[str, Any]) -> Operation:
        return SetClosing(closes_at=values["closes_at"])


class CloseRegistrationView(OperationView):
    page_title = button_label = gettext_lazy("Fermer les inscriptions")
    done = gettext_lazy("Les inscriptions sont fermées.")
    tells = False

    def operation(self, values: dict[str, Any]) -> Operation:
        return CloseRegistration()

    def what_happens(self) -> list[str]:
        return [_("Plus personne ne peut s’inscrire ; qui a une place la garde et peut encore la confirmer.")]


class ReopenRegistrationView(OperationView):
    page_title = button_label = gettext_lazy("Rouvrir les inscriptions")
    done = gettext_lazy("Les inscriptions sont rouvertes.")
    tells = False

    def operation(self, values: dict[str, Any]) -> Operation:
        return ReopenRegistration()

    def what_happens(self) -> list[str]:
        return [_("Les réglages de l’événement valent de nouveau : nombre de places, fin des inscriptions.")]
