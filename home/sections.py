"""The sections of the home page, in the order that the team wants; templates/home/sections/ shows each."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from conference.core.blocks import BodyBlock, CallToActionBlock, FiguresBlock, QuoteBlock
from conference.core.choosers import PictureBlock

from .list_sections import (
    AlliancesSection,
    BoardSection,
    EditionSection,
    MeasureSection,
    RegionsSection,
    ReviewsSection,
    Section,
    SessionsSection,
    text,
    title,
)


class HeadSection(Section):
    """The page's headline and introduction, the finder, and a picture or the woven board."""

    backdrop = blocks.ChoiceBlock(
        label=_("Sous la grande phrase"),
        choices=[
            ("board", _("Le tableau des 21 mesures, tissé")),
            ("picture", _("L’image choisie ci-dessous")),
            ("none", _("Rien")),
        ],
        default="board",
    )
    picture = PictureBlock(label=_("Image"), required=False)
    alternative = blocks.CharBlock(
        label=_("Texte de remplacement"), required=False, help_text=_("Vide si l’image est décorative.")
    )
    finder = blocks.BooleanBlock(label=_("Avec la recherche par région"), required=False, default=True)

    def get_preview_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        page = {"headline": _("La grande phrase, dite en peu de mots"), "introduction": _("L’introduction.")}
        return super().get_preview_context(value, parent_context) | {"page": page}

    class Meta:
        label = _("En-tête")
        icon = "title"
        template = "home/sections/head.html"
        description = _("La grande phrase, l’introduction, la recherche par région, le tableau ou une image.")
        help_text = _("La grande phrase et l’introduction sont les champs « Accroche » et « Introduction ».")

    def clean(self, value: Any) -> Any:
        """Ask for the picture where one is to be shown."""
        cleaned = super().clean(value)
        lacks = cleaned["backdrop"] == "picture" and not cleaned["picture"]
        if lacks and not self.is_deferred_validation:
            told = ValidationError(_("Choisissez l’image, ou autre chose à montrer."))
            raise blocks.StructBlockValidationError(block_errors={"picture": told})
        return cleaned


class QuoteSection(QuoteBlock):
    """Words of somebody, as wide as the page."""

    class Meta:
        template = "home/sections/quote.html"


class FiguresSection(FiguresBlock):
    """A few key figures, as wide as the page."""

    class Meta:
        template = "home/sections/figures.html"


class CallSection(Section):
    """Something to do: a title, a text, a button."""

    title = title("")
    text = text()
    button = CallToActionBlock()

    class Meta:
        label = _("Appel")
        icon = "link"
        template = "home/sections/call.html"
        description = _("Une invitation à agir : un titre, une phrase, un bouton.")
        preview_value: ClassVar = {
            "title": _("Venir à la prochaine rencontre"),
            "text": _("L’inscription se fait sans compte."),
            "button": {"text": _("Voir l’agenda"), "page": None, "url": "https://site.invalid/"},
        }


class FreeSection(BodyBlock):
    """What any page may hold, in the order wanted."""

    class Meta:
        label = _("Contenu libre")
        icon = "pilcrow"
        template = "home/sections/body.html"
        description = _("Des textes, des images, des documents… : les blocs des autres pages.")
        empty = _("Ajoutez-y un bloc.")
        preview_value: ClassVar = [("paragraph", "<h2>Un intertitre</h2><p>Un paragraphe de texte.</p>")]


class HomeBlock(blocks.StreamBlock):
    """The sections that the home page may hold."""

    head = HeadSection()
    sessions = SessionsSection()
    edition = EditionSection()
    alliances = AlliancesSection()
    regions = RegionsSection()
    measure = MeasureSection()
    board = BoardSection()
    reviews = ReviewsSection()
    call = CallSection()
    quote = QuoteSection()
    figures = FiguresSection()
    body = FreeSection()

    class Meta:
        required = False
        block_counts: ClassVar = {"head": {"max_num": 1}}


def default_sections() -> list[dict[str, Any]]:
    """What a new home page shows."""
    note = _("Ce site en est la toile : il relie les rencontres, les alliances et le suivi des engagements.")
    kinds = ("head", "sessions", "measure", "reviews", "regions", "alliances")
    return [{"type": kind, "value": {"note": note} if kind == "measure" else {}} for kind in kinds]
