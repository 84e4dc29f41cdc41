"""The text of each kind of mail: built in, or the communications team's, with its placeholders.

A text is plain paragraphs. Beside it the site adds what only it knows: who, until when, why, the link.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import MailKind, MailText

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
STRONG = {"titre", "limite"}  # stand out in the HTML part

# What may stand between braces, and what it becomes.
MEANINGS: dict[str, Promise] = {
    "titre": gettext_lazy("le titre de l’événement"),
    "date": gettext_lazy("le jour et les heures"),
    "lieu": gettext_lazy("le lieu"),
    "limite": gettext_lazy("jusqu’à quand répondre, « mardi 2 mars 2027 à 14 h » : avec « le » devant"),
    "places": gettext_lazy("le nombre de places, « 2 places »"),
    "delai": gettext_lazy("« demain », « dans sept jours »"),
}
ALWAYS = frozenset({"titre", "date", "lieu"})


@dataclass(frozen=True, kw_only=True)
class BuiltIn:
    """The site's own words for one kind; ``also``: placeholders it has beside ALWAYS, all of them needed."""

    subject: str | Promise
    text: str | Promise
    also: frozenset[str] = frozenset()

    @property
    def allowed(self) -> frozenset[str]:
        return ALWAYS | self.also


BUILT_IN: dict[MailKind, BuiltIn] = {
    MailKind.CONFIRM: BuiltIn(
        subject=gettext_lazy("Confirmez votre inscription : {titre}"),
        text=gettext_lazy(
            "Une inscription à « {titre} » a été demandée avec cette adresse. Pour la confirmer avant le"
            " {limite}, ouvrez la page ci-dessous et appuyez sur son bouton : certaines messageries ouvrent"
            " les liens d’elles-mêmes, l’ouvrir ne suffit donc pas."
        ),
        also=frozenset({"limite"}),
    ),
    MailKind.TICKET: BuiltIn(
        subject=gettext_lazy("Votre billet : {titre}"),
        text=gettext_lazy("Voici votre billet pour « {titre} »."),
    ),
    MailKind.LINK: BuiltIn(
        subject=gettext_lazy("Votre lien d’inscription : {titre}"),
        text=gettext_lazy("Voici de nouveau le lien de votre inscription à « {titre} »."),
    ),
    MailKind.HELD: BuiltIn(
        subject=gettext_lazy("Ce que vous avez déjà : {titre}"),
        text=gettext_lazy(
            "Une nouvelle demande pour « {titre} » est arrivée avec cette adresse. Rien n’a été ajouté :"
            " voici ce que cette adresse a déjà."
        ),
    ),
    MailKind.ATTENDEE: BuiltIn(
        subject=gettext_lazy("Une inscription à votre nom : {titre}"),
        text=gettext_lazy(
            "Une personne qui vous connaît a demandé une place pour vous à « {titre} » et nous a donné votre"
            " nom et cette adresse. La page ci-dessous est la vôtre : vous y voyez où en est votre place, y"
            " trouvez votre billet une fois la place confirmée, y corrigez l’inscription ou l’annulez."
        ),
    ),
    MailKind.WAITING: BuiltIn(
        subject=gettext_lazy("Liste d’attente : {titre}"),
        text=gettext_lazy(
            "« {titre} » est complet pour l’instant : votre demande est en liste d’attente. Dès qu’une place"
            " se libère, elle est proposée dans l’ordre des demandes."
        ),
    ),
    MailKind.OFFER: BuiltIn(
        subject=gettext_lazy("Une place pour vous : {titre}"),
        text=gettext_lazy(
            "Bonne nouvelle pour « {titre} » : nous vous proposons {places}. Répondez avant le {limite}, sur"
            " la page ci-dessous."
        ),
        also=frozenset({"places", "limite"}),
    ),
    MailKind.LAPSED: BuiltIn(
        subject=gettext_lazy("Le délai est passé : {titre}"),
        text=gettext_lazy("Votre réponse pour « {titre} » n’est pas arrivée à temps."),
    ),
    MailKind.APPROVED: BuiltIn(
        subject=gettext_lazy("Inscription acceptée : {titre}"),
        text=gettext_lazy("L’équipe d’organisation a accepté votre inscription à « {titre} »."),
    ),
    MailKind.REFUSED: BuiltIn(
        subject=gettext_lazy("Inscription refusée : {titre}"),
        text=gettext_lazy("L’équipe d’organisation n’a pas pu accepter votre inscription à « {titre} »."),
    ),
    MailKind.UPDATED: BuiltIn(
        subject=gettext_lazy("Inscription modifiée : {titre}"),
        text=gettext_lazy("Votre inscription à « {titre} » a changé. Voici ce qui vaut désormais."),
    ),
    MailKind.CHANGED: BuiltIn(
        subject=gettext_lazy("Changement : {titre}"),
        text=gettext_lazy("Voici ce qui a changé pour « {titre} » depuis notre dernier message."),
    ),
    MailKind.POSTPONED: BuiltIn(
        subject=gettext_lazy("Reporté : {titre}"),
        text=gettext_lazy("La date de « {titre} » change. Voici ce qui vaut désormais."),
    ),
    MailKind.REMINDER: BuiltIn(
        subject=gettext_lazy("Rappel : {titre}"),
        text=gettext_lazy("« {titre} » a lieu {delai}. Nous avons hâte de vous y retrouver."),
        also=frozenset({"delai"}),
    ),
    MailKind.STILL_COMING: BuiltIn(
        subject=gettext_lazy("Toujours partant ? {titre}"),
        text=gettext_lazy(
            "Des personnes attendent une place pour « {titre} ». Venez-vous toujours ? Sur la page"
            " ci-dessous, un bouton garde votre place, un autre la rend."
        ),
    ),
    MailKind.ARRANGEMENT: BuiltIn(
        subject=gettext_lazy("Réponse à votre demande d’aménagement : {titre}"),
        text=gettext_lazy("L’équipe d’organisation répond à l’aménagement demandé pour « {titre} »."),
    ),
    MailKind.THANKS: BuiltIn(
        subject=gettext_lazy("Merci : {titre}"),
        text=gettext_lazy(
            "Merci de votre participation à « {titre} ». La page de l’événement garde la trace de ce qui s’y"
            " est dit : compte rendu, documents et photographies y paraissent à mesure."
        ),
    ),
    MailKind.CANCELLED: BuiltIn(
        subject=gettext_lazy("Inscription annulée : {titre}"),
        text=gettext_lazy("Voici ce qu’il en est de votre inscription à « {titre} »."),
    ),
    MailKind.EVENT_CANCELLED: BuiltIn(
        subject=gettext_lazy("Annulé : {titre}"),
        text=gettext_lazy("« {titre} » n’aura pas lieu."),
    ),
}


@dataclass(frozen=True, kw_only=True)
class Text:
    """A subject and a text in force, their placeholders still to be filled in."""

    subject: str
    text: str


def text_of(kind: MailKind) -> Text:
    """The team's words for a kind of mail, field by field, else the built-in ones."""
    built_in, own = BUILT_IN[kind], MailText.objects.filter(kind=kind).first()
    return Text(
        subject=(own.subject if own else "") or str(built_in.subject),
        text=(own.text if own else "") or str(built_in.text),
    )


def check_placeholders(kind: str, *, subject: str, text: str) -> None:
    """Raise a ValidationError for a placeholder that this kind has not, or a needed one that is missing."""
    built_in = BUILT_IN[MailKind(kind)]
    errors: dict[str, list[str]] = {}
    for name, written in (("subject", subject), ("text", text)):
        unknown = sorted(set(PLACEHOLDER.findall(written)) - built_in.allowed)
        if unknown or "{" in PLACEHOLDER.sub("", written) or "}" in PLACEHOLDER.sub("", written):
            errors.setdefault(name, []).append(
                _("Entre accolades, ce courriel ne connaît que %(known)s.")
                % {"known": in_braces(built_in.allowed)}
            )
    missing = sorted(built_in.also - set(PLACEHOLDER.findall(text))) if text else []
    if missing:
        errors.setdefault("text", []).append(
            _("Il manque %(missing)s : sans cela, la personne ne sait pas quoi faire.")
            % {"missing": in_braces(missing)}
        )
    if errors:
        raise ValidationError(errors)


def in_braces(names: frozenset[str] | list[str]) -> str:
    """« {date}, {lieu} et {titre} »."""
    *others, last = (f"{{{name}}}" for name in sorted(names))
    return _("%(others)s et %(last)s") % {"others": ", ".join(others), "last": last} if others else last


def fill(written: str, values: Mapping[str, str]) -> str:
    """``written`` with its placeholders filled in; one without a value is left out."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], ""), written)


def paragraphs(written: str) -> list[str]:
    """The paragraphs of a text, which empty lines part."""
    return [each.strip() for each in re.split(r"\n\s*\n", written.replace("\r\n", "\n")) if each.strip()]


def fill_html(written: str, values: Mapping[str, str]) -> SafeString:
    """The same as HTML: everything escaped, lines kept, the title and the limit standing out."""
    parts, end = [], 0
    for found in PLACEHOLDER.finditer(written):
        parts.append(format_html("{}", written[end : found.start()]))
        shown = "<strong>{}</strong>" if found[1] in STRONG else "{}"
        parts.append(format_html(shown, values.get(found[1], "")))
        end = found.end()
    parts.append(format_html("{}", written[end:]))
    return mark_safe("".join(parts).replace("\n", "<br>"))
