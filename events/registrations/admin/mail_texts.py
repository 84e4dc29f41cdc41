"""« Textes des courriels »: the communications team's words for each kind of mail, seen and tried first."""

import uuid
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from conference.core.confirmed_action import RowAction
from conference.platform.links import public_host
from conference.platform.mails.server import (
    MailDeferred,
    MailRefused,
    MailServerUnavailable,
    hand_over,
)
from events.models import EventPage

from ..errors import RegistrationError
from ..mails.samples import real_person, sample, somebody
from ..mails.texts import BUILT_IN, MEANINGS, Text
from ..models import MailKind, MailText, Registration


def help_on_placeholders() -> SafeString:
    """What may stand between braces, and in which mails."""
    rows = []
    for name, meaning in MEANINGS.items():
        kinds = [str(kind.label) for kind, text in BUILT_IN.items() if name in text.also]
        where = ", ".join(kinds) or _("tous les courriels")
        rows.append((f"{{{name}}}", meaning, where))
    listed = format_html_join("", "<li><strong>{}</strong> : {} ({})</li>", rows)
    intro = _(
        "Un champ vide garde les mots du site. Le site ajoute lui-même les noms, les raisons, le lien et le"
        " billet. Entre accolades :"
    )
    return format_html("<p>{}</p><ul>{}</ul>", intro, listed)


class MailTextForm(WagtailAdminModelForm):
    """The words of one kind of mail, beside those of the site. Letters have no text of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "---------"), *((kind.value, kind.label) for kind in BUILT_IN)]
        self.fields["kind"].disabled = bool(self.instance.pk)
        if built_in := BUILT_IN.get(self.instance.kind):
            for name, words in (("subject", built_in.subject), ("text", built_in.text)):
                self.fields[name].help_text = _("Les mots du site : « %s »") % words


class TrialView(RowAction):
    """« M’envoyer un essai »: the mail of an invented person at a real event, to one's own address."""

    page_title = button_label = gettext_lazy("M’envoyer un essai")
    done = gettext_lazy("L’essai est parti.")
    refusals = (RegistrationError,)

    def get_success_url(self) -> str:
        return reverse(self.index_url_name)

    def consequences(self) -> list[str]:
        return [
            _("Ce courriel part à %(email)s, écrit à une personne inventée : aucun lien n’y ouvre rien.")
            % {"email": self.request.user.email}
        ]

    def act(self, form: forms.Form) -> str:
        kind = MailKind(self.object.kind)
        event = event_for_samples()
        if event is None:
            raise NoEvent
        if not self.request.user.email:
            raise NoAddress
        mail = sample(kind, in_force(self.object), of=somebody(event, kind), now=timezone.now())
        try:
            hand_over(
                mail, to=self.request.user.email, message_id=f"<essai-{uuid.uuid4().hex}@{public_host()}>"
            )
        except (MailDeferred, MailRefused, MailServerUnavailable) as error:
            raise TrialRefused from error
        return _("L’essai est parti à %s.") % self.request.user.email


class NoEvent(RegistrationError):
    sentence = gettext_lazy("Aucun événement n’est encore publié : publiez-en un pour essayer.")


class NoAddress(RegistrationError):
    sentence = gettext_lazy("Votre compte n’a pas d’adresse électronique : écrivez-la dans votre compte.")


class TrialRefused(RegistrationError):
    sentence = gettext_lazy("Le serveur de courriel n’a pas pris l’essai : recommencez plus tard.")


def in_force(text: MailText) -> Text:
    """The text with what is left empty taken from the built-in words."""
    built_in = BUILT_IN[MailKind(text.kind)]
    return Text(subject=text.subject or str(built_in.subject), text=text.text or str(built_in.text))


def whose_words(text: MailText) -> str:
    return _("de l’équipe") if text.subject or text.text else _("du site")


def event_for_samples() -> EventPage | None:
    return EventPage.objects.live().filter(start__isnull=False).order_by("-start").first()


def person_for_samples(kind: MailKind) -> Registration | None:
    """A real registration, else an invented one at a real event."""
    event = None if (real := real_person(kind)) else event_for_samples()
    return real or (somebody(event, kind) if event else None)


def show_preview(request: HttpRequest, text: MailText) -> HttpResponse:
    """The mail being written, as the person would read it; no link in it opens anything."""
    kind = MailKind(text.kind) if text.kind in BUILT_IN else None
    person = person_for_samples(kind) if kind else None
    mail = None
    if kind is not None and person is not None:
        mail = sample(kind, in_force(text), of=person, now=timezone.now())
    context = {"mail": mail, "real": bool(person and person.pk)}
    return render(request, "events/registrations/admin/mail_text_preview.html", context)


class MailTextViewSet(SnippetViewSet):
    """Textes des courriels."""

    model = MailText
    icon = "mail"
    menu_label = gettext_lazy("Textes des courriels")
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display: ClassVar = [
        "__str__",
        Column("subject", label=gettext_lazy("Objet"), accessor=lambda text: in_force(text).subject),
        Column("words", label=gettext_lazy("Mots"), accessor=whose_words),
    ]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            HelpPanel(content=lazy(help_on_placeholders, SafeString)()),
            FieldPanel("kind"),
            FieldPanel("subject"),
            FieldPanel("text"),
        ],
        base_form_class=MailTextForm,
    )

    def register_chooser_viewset(self) -> None:
        """Nothing leads to a text: nobody chooses one."""

    def get_urlpatterns(self) -> list[URLPattern]:
        trial = self.construct_view(TrialView)
        return [*super().get_urlpatterns(), path("essai/<int:pk>/", trial, name="trial")]
