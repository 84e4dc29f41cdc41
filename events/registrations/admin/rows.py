"""One registration, one mail: what is known of it, and what the team may do."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views.generic import InspectView
from wagtail.admin.widgets.button import Button, HeaderButton

from conference.core.confirmed_action import RowAction
from conference.platform.mails import send_again

from ..actions.cancellations import cancel
from ..actions.signup import send_link_again
from ..errors import RegistrationError
from ..models import Answer, Attendee, Registration, RegistrationMail
from ..privacy.erasure import erase
from ..questions import in_words
from .event_links import registrations_url
from .searching import doubles_of


@dataclass(frozen=True, kw_only=True)
class Person:
    """One person of a registration, as its page shows them."""

    attendee: Attendee
    answers: list[tuple[str, str]]
    doubles: list[Attendee]
    actions: list[Button]


class RegistrationView(InspectView):
    """One registration: its people, the log, the mails."""

    template_name = "events/registrations/admin/registration.html"
    page_title = gettext_lazy("Inscription")
    cancel_url_name = link_url_name = erase_url_name = note_url_name = address_url_name = ""
    add_person_url_name = person_url_name = cancel_person_url_name = erase_person_url_name = ""

    def get_object(self, queryset: Any = None) -> Registration:
        return get_object_or_404(
            Registration.objects.select_related("event", "created_by").with_attendees(), pk=self.pk
        )

    @cached_property
    def live(self) -> list[Attendee]:
        return [each for each in self.object.attendees.all() if each.can_be_cancelled]

    @cached_property
    def actions(self) -> list[Button]:
        """What the team may do. In the page itself: its head has no room for them on a telephone."""
        named = [each for each in self.object.attendees.all() if not each.is_anonymised]
        if not self.user_has_permission("change") or not named:
            return []
        offered = []
        if self.live:
            offered.append((_("Ajouter une personne"), self.add_person_url_name))
            adding = _("Changer l’adresse") if self.object.email else _("Donner une adresse")
            offered.append((adding, self.address_url_name))
        if self.object.email:
            offered.append((_("Renvoyer le lien"), self.link_url_name))
        offered.append((_("Note de l’équipe"), self.note_url_name))
        if self.live:
            offered.append((_("Annuler l’inscription"), self.cancel_url_name))
        whose = _("Effacer les données de cette personne")
        if len(named) > 1:
            whose = _("Effacer les données de ces personnes")
        offered.append((whose, self.erase_url_name))
        return [Button(label, url=reverse(name, args=[self.pk])) for label, name in offered]

    def actions_on(self, attendee: Attendee) -> list[Button]:
        """What the team may do to one person."""
        if not self.user_has_permission("change") or attendee.is_anonymised:
            return []
        offered = []
        if attendee in self.live:
            offered.append((_("Corriger ou céder"), self.person_url_name))
            if len(self.live) > 1:
                offered.append((_("Annuler cette place"), self.cancel_person_url_name))
        if attendee != self.object.first_attendee:
            offered.append((_("Effacer ses données"), self.erase_person_url_name))
        return [Button(label, url=reverse(name, args=[attendee.pk])) for label, name in offered]

    def people(self) -> list[Person]:
        attendees = list(self.object.attendees.all())
        given: dict[int | None, list[Answer]] = defaultdict(list)
        for answer in self.object.given_answers.select_related("question").order_by("pk"):
            given[answer.attendee_id].append(answer)
        if attendees:
            given[attendees[0].pk] += given[None]
        doubles = doubles_of(attendees)
        return [
            Person(
                attendee=each,
                answers=list(in_words(given[each.pk])),
                doubles=doubles.get(each.pk, []),
                actions=self.actions_on(each),
            )
            for each in attendees
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "registration": self.object,
            "people": self.people(),
            "actions": self.actions,
            "event": self.object.event,
            "event_url": registrations_url(self.object.event),
            "log": self.object.log.select_related("user", "attendee"),
            "mails": self.object.mails.all(),
        }


class MailView(InspectView):
    """One mail: what was sent, or why it was not."""

    template_name = "events/registrations/admin/mail.html"
    page_title = gettext_lazy("Courriel")
    again_url_name = ""

    def get_object(self, queryset: Any = None) -> RegistrationMail:
        return get_object_or_404(RegistrationMail.objects.select_related("event", "registration"), pk=self.pk)

    def get_page_subtitle(self) -> str:
        return self.object.get_kind_display()

    @cached_property
    def header_buttons(self) -> list[Button]:
        if not (self.user_has_permission("change") and may_be_sent_again(self.object)):
            return []
        url = reverse(self.again_url_name, args=[self.pk])
        return [HeaderButton(_("Envoyer à nouveau"), url=url, icon_name="mail")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "mail": self.object,
            "event_url": registrations_url(self.object.event),
        }


def may_be_sent_again(mail: RegistrationMail) -> bool:
    """Those that were refused; another reaches the person by « renvoyer le lien »."""
    return mail.state == RegistrationMail.State.FAILED and bool(mail.to)


class RegistrationAction(RowAction):
    """An action on one row; the viewset keeps another region's out."""

    inspect_url_name = ""
    refusals = (RegistrationError,)

    def get_success_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])


class ReasonForm(forms.Form):
    """Why, which the person reads."""

    reason = forms.CharField(
        label=gettext_lazy("Raison"),
        help_text=gettext_lazy(
            "Facultative. Elle est écrite dans le courriel qui le dit, et dans l’historique."
        ),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_reason(self) -> str:
        return " ".join(self.cleaned_data["reason"].split())


class CancelView(RegistrationAction):
    form_class = ReasonForm
    page_title = gettext_lazy("Annuler l’inscription")
    button_label = gettext_lazy("Annuler l’inscription")
    serious = True
    done = gettext_lazy("L’inscription est annulée, la place est libre.")

    def consequences(self) -> list[str]:
        number = sum(each.can_be_cancelled for each in self.object.attendees.all())
        freed = ngettext(
            "La place est rendue tout de suite et un courriel le dit à la personne.",
            "Les %(n)s places sont rendues tout de suite et un courriel le dit.",
            number,
        )
        return [freed % {"n": number}, *told_by_mail(self.object)]

    def act(self, form: forms.Form) -> None:
        cancel(self.object, by=self.request.user, now=timezone.now(), reason=form.cleaned_data["reason"])


def told_by_mail(registration: Registration) -> list[str]:
    """A warning where nobody is written to."""
    if registration.email:
        return []
    return [_("Cette inscription est sans adresse : prévenez la personne vous-même.")]


class EraseView(RegistrationAction):
    """The right to erasure, once the team knows that the person asks."""

    page_title = gettext_lazy("Effacer les données de cette personne")
    button_label = gettext_lazy("Effacer ces données")
    serious = True
    done = gettext_lazy("Les données de cette personne sont effacées.")

    def consequences(self) -> list[str]:
        sentences = [
            _("Nom, courriel et organisation sont effacés ici, dans ses courriels et dans l’historique."),
            _("Son lien ne mène plus à rien. L’inscription effacée reste comptée, sans nom."),
            _("On ne peut pas revenir en arrière."),
            _("Ses inscriptions à d’autres événements restent : effacez-les une à une si elle le demande."),
        ]
        if any(each.holds_seat(timezone.now()) for each in self.object.attendees.all()):
            sentences.insert(
                0, _("Sa place est rendue tout de suite, sans courriel : prévenez-la vous-même.")
            )
        return sentences

    def act(self, form: forms.Form) -> None:
        erase(self.object, by=self.request.user, now=timezone.now())


class SendLinkView(RegistrationAction):
    page_title = gettext_lazy("Renvoyer le lien")
    button_label = gettext_lazy("Renvoyer le lien")
    done = gettext_lazy("Le lien est en route.")

    def consequences(self) -> list[str]:
        return [
            _("Un courriel part à %(email)s avec le lien : confirmer, retrouver le billet ou annuler.")
            % {"email": self.object.email}
        ]

    def act(self, form: forms.Form) -> str | None:
        if send_link_again(self.object, by=self.request.user, now=timezone.now()) is None:
            return _("Le lien a déjà été envoyé plusieurs fois dans l’heure : il n’est pas parti de nouveau.")
        return None


class SendMailAgainView(RegistrationAction):
    page_title = gettext_lazy("Envoyer à nouveau")
    button_label = gettext_lazy("Envoyer à nouveau")
    done = gettext_lazy("Le courriel est de nouveau en attente d’envoi.")

    def get_page_subtitle(self) -> str:
        return self.object.get_kind_display()

    def consequences(self) -> list[str]:
        return [_("Le courriel part de nouveau à %(to)s.") % {"to": self.object.to}]

    def act(self, form: forms.Form) -> str | None:
        if not may_be_sent_again(self.object):
            return _("Ce courriel n’est pas en échec : il n’est pas envoyé une seconde fois.")
        send_again(self.object, now=timezone.now())
        return None
