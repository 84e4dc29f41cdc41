"""« Écrire un message »: a letter to the people of one event, seen first, stopped within ten minutes."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.utils import get_user_display_name

from events.models import EventFormat, EventPage
from events.wording import moment

from ..mails.letters import STATES, draft, letters_of, send_letter, stop_letter
from ..mails.samples import preview_of_notice
from ..models import Mode, Notice
from ..notices import concerned
from ..querysets import NO_ADDRESS
from .event_actions import EventAction, PreviewedAction
from .event_views import CHANGE
from .operation_words import whom_to_ring


class WordsForm(forms.Form):
    """What is written."""

    subject = forms.CharField(
        label=gettext_lazy("Objet"),
        max_length=100,
        help_text=gettext_lazy("Le titre de l’événement le suit dans la boîte de réception."),
    )
    text = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Un message sert l’événement : horaires, accès, documents. N’y annoncez ni autre événement ni"
            " autre projet ; les personnes ont donné leur adresse pour celui-ci seul."
        ),
    )

    def clean_subject(self) -> str:
        return " ".join(self.cleaned_data["subject"].split())


class LetterForm(WordsForm):
    """What is written, and to whom. At a hybrid event also: on site, on line or both."""

    states = forms.MultipleChoiceField(
        label=gettext_lazy("Aux personnes"),
        choices=[(name, label) for name, (label, _statuses) in STATES.items()],
        initial=["confirmees"],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choisissez à qui vous écrivez.")},
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Qui participent"),
        choices=[("", gettext_lazy("sur place et en ligne")), *Mode.choices],
        required=False,
    )

    def __init__(self, *args: Any, event: EventPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if event.format != EventFormat.HYBRID:
            del self.fields["mode"]


class LetterView(PreviewedAction):
    """A letter: typed, seen, then sent."""

    form_class = LetterForm
    permission = CHANGE
    page_title = gettext_lazy("Écrire aux personnes inscrites")
    button_label = gettext_lazy("Envoyer le message")
    header_icon = "mail"

    def consequences(self) -> list[str]:
        return [
            _("« Voir le courriel » montre le courriel et dit à combien de personnes il part."),
            _("Il part dix minutes après l’envoi, une seule fois : jusque-là, le tableau de bord l’arrête."),
        ]

    def act(self, form: forms.Form) -> str:
        letter = send_letter(self.event, **form.cleaned_data, by=self.request.user, now=timezone.now())
        return _("Votre message %s Jusque-là, ce tableau de bord l’arrête.") % departure_of(letter)

    def get_context_data(self, values: dict[str, Any] | None = None, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {"mail": None, "offers_preview": True}
        if values is not None:
            now, letter = timezone.now(), draft(self.event, **values)
            context["mail"] = preview_of_notice(letter, now=now)
            people = concerned(letter, now=now)
            number = people.exclude(NO_ADDRESS).values("registration").distinct().count()
            to_ring = whom_to_ring(people.without_address().count())
            told = " ".join(filter(None, (to_how_many(number), to_ring)))
            context["consequences"] = [told, *context["consequences"][1:]]
        return context


class StopLetterView(EventAction):
    page_title = button_label = gettext_lazy("Arrêter ce message")
    done = gettext_lazy("Ce message ne partira pas.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.letter = get_object_or_404(letters_of(self.event), pk=kwargs["letter"])

    def consequences(self) -> list[str]:
        return [
            _("Le message %s") % words_of_letter(self.letter),
            _("Arrêté, il ne part à personne."),
        ]

    def act(self, form: forms.Form) -> None:
        stop_letter(self.letter, by=self.request.user)


def sent_letters(event: EventPage) -> list[dict[str, str]]:
    """The letters of an event for its board: subject, in words what became of it, how it is stopped."""
    return [
        {
            "subject": letter.facts.get("subject", ""),
            "words": words_of_letter(letter),
            "stop_url": "" if letter.left_at else reverse("event_stop_letter", args=[event.pk, letter.pk]),
        }
        for letter in letters_of(event).select_related("sent_by", "event")[:20]
    ]


def words_of_letter(letter: Notice) -> str:
    """« part à 12 inscriptions le mardi 1er décembre 2026 à 14 h 32. Écrit par Nolwenn Le Goff. »"""
    by = get_user_display_name(letter.sent_by) if letter.sent_by else _("l’équipe")
    return _("%(departure)s Écrit par %(by)s.") % {"departure": departure_of(letter), "by": by}


def departure_of(letter: Notice) -> str:
    """« part à 12 inscriptions le mardi 1er décembre 2026 à 14 h 32. »"""
    number, at = len(letter.recipients), letter.left_at or letter.leaves_at
    many = ngettext("%(n)s inscription", "%(n)s inscriptions", number) % {"n": number}
    sentence = _("est parti à %(many)s le %(at)s.") if letter.left_at else _("part à %(many)s le %(at)s.")
    return sentence % {"many": many, "at": moment(at, letter.event.time_zone) if at else ""}


def to_how_many(number: int) -> str:
    """« Ce message part à 12 inscriptions. »"""
    if not number:
        return _("Personne n’a d’adresse dans ces états : aucun message ne partirait.")
    return ngettext(
        "Ce message part à %(n)s inscription.", "Ce message part à %(n)s inscriptions.", number
    ) % {"n": number}
