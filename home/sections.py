"""The sections of the home page, in the order that the team wants; templates/home/sections/ shows each."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from conference.core.blocks import BodyBlock
from conference.core.blocks.links import CallToActionBlock, PartnersBlock
from conference.core.blocks.text import LISTS, TEXT, FiguresBlock, QuoteBlock
from conference.core.choosers import PictureBlock

from .list_sections import (
    AlliancesSection,
    BoardSection,
    EditionSection,
    MeasureSection,
    NewsSection,
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
    finder = blocks.BooleanBlock(label=_("Avec la recherche par région"), required=False, default=True)

    def get_preview_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        page = {"headline": _("La grande phrase, dite en peu de mots"), "introduction": _("L’introduction.")}
        return super().get_preview_context(value, parent_context) | {"page": page}

    class Meta:
        label = _("En-tête")
        icon = "title"
        group = TEXT
        template = "home/sections/head.html"
        description = _("La grande phrase, l’introduction, la recherche par région, le tableau ou une image.")
        help_text = _("La grande phrase et l’introduction sont les champs « Accroche » et « Introduction ».")

    def clean(self, value: Any) -> Any:
        """Ask for the picture where one is to be shown, and for what it shows."""
        cleaned = super().clean(value)
        picture, wanted = cleaned["picture"], cleaned["backdrop"] == "picture"
        if not wanted or self.is_deferred_validation or (picture and picture.is_described):
            return cleaned
        told = _("Dites dans sa fiche ce que montre l’image.") if picture else _("Choisissez l’image.")
        raise blocks.StructBlockValidationError(block_errors={"picture": ValidationError(told)})


class QuoteSection(QuoteBlock):
    """Words of somebody, as wide as the page."""

    class Meta:
        group = TEXT
        template = "home/sections/quote.html"


class FiguresSection(FiguresBlock):
    """A few key figures, as wide as the page."""

    class Meta:
        group = TEXT
        template = "home/sections/figures.html"


class PartnersSection(PartnersBlock):
    """The organisations that carry the site, as wide as the page."""

    class Meta:
        group = LISTS
        template = "home/sections/partners.html"


class CallSection(Section):
    """Something to do: a title, a text, a button."""

    title = title("")
    text = text()
    button = CallToActionBlock()

    class Meta:
        label = _("Appel")
        icon = "link"
        group = TEXT
        template = "home/sections/call.html"
        description = _("Une invitation à agir : un titre, une phrase, un bouton.")
        preview_value: ClassVar = {
            "title": _("Venir à la prochaine rencontre"),
            "text": _("L’inscription se fait sans compte."),
            "button": {"text": _("Voir l’agenda"), "page": None, "url": "https://site.invalid/"},
        }


class FreeSection(BodyBlock):
    """What any page may hold, in the order wanted."""

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return context | {"blocks": self.render_basic(value, parent_context)}

    class Meta:
        label = _("Contenu libre")
        icon = "pilcrow"
        group = TEXT
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
    news = NewsSection()
    regions = RegionsSection()
    measure = MeasureSection()
    board = BoardSection()
    reviews = ReviewsSection()
    call = CallSection()
    quote = QuoteSection()
    figures = FiguresSection()
    partners = PartnersSection()
    body = FreeSection()

    class Meta:
        required = False
        block_counts: ClassVar = {"head": {"max_num": 1}}


def default_sections() -> list[dict[str, Any]]:
    """What a new home page shows."""
    note = _("Ce site en est la toile : il relie les rencontres, les alliances et le suivi des engagements.")
    kinds = ("head", "sessions", "measure", "reviews", "regions", "alliances")
    return [{"type": kind, "value": {"note": note} if kind == "measure" else {}} for kind in kinds]
