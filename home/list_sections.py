"""Sections of the home page that show what the site holds: sessions, alliances, measures, regions…

A section holds settings only, and asks for its content when it is shown. One that has none prints nothing:
the editor is then told why (``empty``), in the preview.
"""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from conference.core.blocks.lists import MeasureChooserBlock, SessionsBlock, how_many
from conference.core.blocks.text import LISTS
from conference.core.choosers import PageBlock


def title(default: str | Promise) -> blocks.CharBlock:
    """The heading of a section."""
    return blocks.CharBlock(label=_("Titre"), max_length=120, default=default)


def text(default: str | Promise = "") -> blocks.TextBlock:
    """The words below a heading."""
    return blocks.TextBlock(label=_("Texte"), required=False, default=default)


class Section(blocks.StructBlock):
    """A section of the home page; its heading's id ends with ``n``, its number there."""

    def get_preview_value(self) -> Any:
        return self.to_python(self.meta.preview_value)

    def get_context(self, value: Any, parent_context: dict | None = None) -> dict[str, Any]:
        return {"n": 1} | super().get_context(value, parent_context)

    class Meta:
        group = LISTS
        empty = ""
        preview_template = "core/blocks/previews/list.html"
        preview_value: ClassVar[dict[str, Any]] = {}


class SessionsSection(Section, SessionsBlock):
    """Coming sessions: the next ones, of a region, a format, a public, a measure; or chosen ones."""

    title = title(_("Les prochaines sessions"))
    number = how_many(5)
    chosen = blocks.ListBlock(
        PageBlock("events.EventPage", label=_("Session")),
        label=_("Ou sessions choisies"),
        default=[],
        help_text=_("Elles seules, alors, dans cet ordre, chacune jusqu’à sa fin."),
    )

    class Meta:
        label = _("Prochaines sessions")
        template = "home/sections/sessions.html"
        description = _("Les sessions à venir : toutes, d’une région, d’un format, d’une mesure, choisies.")
        empty = _("Aucune session à venir ne répond à ces choix.")


class EditionSection(Section):
    """A national edition: the chosen one, the next, or the latest."""

    title = title(_("L’édition nationale"))
    edition = PageBlock(
        "conference.NationalConferencePage",
        label=_("Édition"),
        required=False,
        help_text=_("Vide : celle qui a lieu ou qui vient ; sinon, la dernière."),
    )

    class Meta:
        label = _("Édition nationale")
        icon = "calendar-alt"
        template = "home/sections/edition.html"
        description = _("Une édition choisie, la prochaine ou la dernière.")
        empty = _("Aucune édition n’est publiée, ou celle qui est choisie ne l’est pas.")


class BoardSection(Section):
    """The measures, woven, apart from the head."""

    title = title(_("Les 21 mesures"))

    class Meta:
        label = _("Tableau des mesures")
        icon = "table"
        template = "home/sections/board.html"
        description = _("Le tissage des 21 mesures, ailleurs que dans l’en-tête.")
        empty = _("Aucune mesure n’est publiée.")


class MeasureSection(Section):
    """One measure put forward, across the whole page."""

    measure = MeasureChooserBlock(
        "measures.Measure",
        label=_("Mesure"),
        required=False,
        help_text=_("Vide : la mesure 16, celle de la Conférence."),
    )
    note = blocks.TextBlock(label=_("Phrase"), required=False, help_text=_("Sous le titre de la mesure."))

    class Meta:
        label = _("Une mesure à l’honneur")
        icon = "pick"
        template = "home/sections/measure.html"
        description = _("Le titre d’une mesure, en grand, et une phrase.")
        empty = _("Cette mesure n’est pas publiée.")


class ReviewsSection(Section):
    """What the public reviews say of the measures as a whole."""

    title = title(_("Où en sont les 21 mesures ?"))
    text = text(_("Ce qu’en disent les bilans publics. Chaque fil est une mesure."))

    class Meta:
        label = _("Bilans")
        icon = "tasks"
        template = "home/sections/reviews.html"
        description = _("Les totaux des bilans publics, un fil par mesure.")
        empty = _("Aucun bilan n’a de totaux publiés.")


class RegionsSection(Section):
    """The map of the regions and their names."""

    title = title(_("Dix-huit régions, dix-huit étoffes"))
    text = text(
        _(
            "Chaque région a sa page, ses sessions et ses alliances. Son étoffe se tisse avec elles : un fil "
            "de plus à chaque mesure que ses sessions servent."
        )
    )

    class Meta:
        label = _("Carte des régions")
        icon = "site"
        template = "home/sections/regions.html"
        description = _("Les dix-huit régions, sur une carte et en liste.")


class AlliancesSection(Section):
    """The latest alliances, or chosen ones."""

    title = title(_("Des alliances à lire"))
    number = how_many(3)
    chosen = blocks.ListBlock(
        PageBlock("alliances.AlliancePage", label=_("Alliance")),
        label=_("Alliances choisies"),
        default=[],
        help_text=_("Elles seules, alors, dans cet ordre. Aucune : les dernières publiées."),
    )

    class Meta:
        label = _("Alliances")
        icon = "group"
        template = "home/sections/alliances.html"
        description = _("Les dernières alliances publiées, ou celles que vous choisissez.")
        empty = _("Aucune alliance n’est publiée, ou celles qui sont choisies ne le sont pas.")


class NewsSection(Section):
    """The latest news of the country and of the regions."""

    title = title(_("Actualités"))
    number = how_many(3)

    class Meta:
        label = _("Actualités")
        icon = "doc-full"
        template = "home/sections/news.html"
        description = _("Les dernières actualités, nationales et régionales.")
        empty = _("Aucune actualité n’est publiée.")
