"""One registration, one mail: what is known of it, and what the team may do."""

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.generic import InspectView
from wagtail.admin.widgets.button import Button, HeaderButton

from conference.core.confirmed_action import RowAction
from conference.platform.mails import send_again

from ..cancellations import cancel
from ..erasure import erase
from ..errors import RegistrationError
from ..models import Registration, RegistrationMail
from ..questions import in_words
from ..signup import send_link_again
from .event_links import registrations_url


class RegistrationView(InspectView):
    """One registration: the person, the log, the mails."""

    template_name = "events/registrations/admin/registration.html"
    page_title = gettext_lazy("Inscription")
    cancel_url_name = link_url_name = erase_url_name = ""

    def get_object(self, queryset: Any = None) -> Registration:
        return get_object_or_404(Registration.objects.select_related("event", "created_by"), pk=self.pk)

    def get_edit_url(self) -> None:
        return None  # a registration is not edited: it is cancelled, and made again

    def get_delete_url(self) -> None:
        return None  # nor deleted: it is erased, at its term or when the person asks, and counts still

    @cached_property
    def actions(self) -> list[Button]:
        """What the team may do. In the page itself: its head has no room for them on a telephone."""
        if not self.user_has_permission("change") or self.object.attendee.is_anonymised:
            return []
        offered = [
            (_("Renvoyer le lien"), self.link_url_name),
            (_("Annuler l’inscription"), self.cancel_url_name),
            (_("Effacer les données de cette personne"), self.erase_url_name),
        ]
        if not self.object.attendee.can_be_cancelled:
            del offered[1]
        return [Button(label, url=reverse(name, args=[self.pk])) for label, name in offered]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "registration": self.object,
            "attendee": self.object.attendee,
            "answers": list(in_words(self.object.given_answers.select_related("question"))),
            "actions": self.actions,
            "event": self.object.event,
            "event_url": registrations_url(self.object.event),
            "log": self.object.log.select_related("user"),
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

    def get_edit_url(self) -> None:
        return None

    def get_delete_url(self) -> None:
        return None

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


class CancelView(RegistrationAction):
    page_title = gettext_lazy("Annuler l’inscription")
    button_label = gettext_lazy("Annuler l’inscription")
    serious = True
    done = gettext_lazy("L’inscription est annulée, la place est libre.")

    def consequences(self) -> list[str]:
        return [
            _("La place est rendue tout de suite et un courriel le dit à la personne."),
        ]

    def act(self, form: forms.Form) -> None:
        cancel(self.object, by=self.request.user, now=timezone.now())


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
        if self.object.attendee.holds_seat(timezone.now()):
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
