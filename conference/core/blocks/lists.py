"""Blocks that show what other folders hold. Each holds settings; that folder's template tag lists.

What they show is told by their choice: the fields of the other choices are hidden (static/css/admin.css).
"""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from conference.core.choosers import PageBlock, RowSelectBlock
from conference.core.worlds import AUDIENCES

from .text import LISTS, MOST_USED

# Keys of measures.models.Dimension and of events.choices.EventFormat, which stand above this folder.
DIMENSIONS = [
    ("operationnelle", _("Mesures opérationnelles")),
    ("strategique", _("Mesures stratégiques")),
    ("politique", _("Mesures politiques")),
]
FORMATS = [("presentiel", _("présentiel")), ("en-ligne", _("en ligne")), ("hybride", _("hybride"))]
MOST = 12  # rows of a list within a page


def how_many(default: int) -> blocks.IntegerBlock:
    """The length of a list."""
    return blocks.IntegerBlock(label=_("Combien, au plus"), default=default, min_value=1, max_value=MOST)


class MeasureChooserBlock(SnippetChooserBlock):
    """Choose a measure. Read from the database each time a page is shown, all at once."""

    def bulk_to_python(self, values):
        measures = self.model_class.objects.cached_by_key() if any(values) else {}
        return [measures.get(pk) for pk in values]

    @cached_property
    def widget(self):
        widget = super().widget
        widget.choose_one_text = _("Choisir une mesure")
        widget.choose_another_text = _("Choisir une autre mesure")
        widget.link_to_chosen_text = _("Modifier cette mesure")
        return widget


class MeasuresBlock(blocks.StructBlock):
    """Measures of the programme, in three ways: chosen by hand, a whole dimension, the board of all 21."""

    mode = blocks.ChoiceBlock(
        label=_("Quelles mesures"),
        choices=[
            ("chosen", _("Les mesures choisies ci-dessous")),
            ("dimension", _("Toute une dimension")),
            ("board", _("Le tableau des 21 mesures")),
        ],
        default="chosen",
    )
    title = blocks.CharBlock(label=_("Titre"), required=False, max_length=120)
    measures = blocks.ListBlock(
        MeasureChooserBlock("measures.Measure", label=_("Mesure")),
        label=_("Mesures choisies"),
        default=[],
        help_text=_("Dans l’ordre où elles seront montrées."),
    )
    dimension = blocks.ChoiceBlock(label=_("Dimension"), choices=DIMENSIONS, required=False)

    class Meta:
        label = _("Mesures")
        icon = "list-ol"
        group = MOST_USED
        form_classname = "struct-block shown-by-mode"
        template = "core/blocks/measures.html"
        description = _("Des mesures choisies, toute une dimension, ou le tableau des 21.")
        help_text = _("Une mesure corrigée puis publiée se corrige aussitôt partout où elle est montrée.")
        preview_value = {"mode": "board", "measures": [], "title": "", "dimension": ""}

    def clean(self, value):
        """Refuse a way of choosing without what it needs, at the field that lacks it."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:  # a draft may be unfinished
            return cleaned
        if cleaned["mode"] == "chosen" and not cleaned["measures"]:
            raise blocks.StructBlockValidationError(
                block_errors={
                    "mode": ValidationError(_("Choisissez au moins une mesure, ou une autre façon."))
                }
            )
        if cleaned["mode"] == "dimension" and not cleaned["dimension"]:
            raise blocks.StructBlockValidationError(
                block_errors={"dimension": ValidationError(_("Choisissez la dimension à montrer."))}
            )
        return cleaned


class SessionsBlock(blocks.StructBlock):
    """The coming events that the agenda's filters find."""

    title = blocks.CharBlock(label=_("Titre"), default=_("Prochaines sessions"), max_length=120)
    region = RowSelectBlock("regions.Region", label=_("Région"), required=False, empty_label=_("Toutes"))
    format = blocks.ChoiceBlock(label=_("Format"), choices=FORMATS, required=False)
    audience = blocks.ChoiceBlock(label=_("Public"), choices=AUDIENCES, required=False)
    measure = MeasureChooserBlock("measures.Measure", label=_("Mesure servie"), required=False)
    number = how_many(3)

    class Meta:
        label = _("Sessions")
        icon = "calendar"
        group = LISTS
        template = "core/blocks/sessions.html"
        description = _("Les prochaines sessions d’une région, d’un format, d’un public ou d’une mesure.")
        help_text = _("La liste se tient à jour d’elle-même. Sans session à venir, rien ne se montre.")
        preview_template = "core/blocks/previews/list.html"
        preview_value = {
            "title": "Prochaines sessions",
            "region": None,
            "format": "",
            "audience": "",
            "measure": None,
            "number": 3,
        }


class AlliancesBlock(blocks.StructBlock):
    """Alliances: chosen by hand, or those of a region or of a measure."""

    title = blocks.CharBlock(label=_("Titre"), default=_("Des alliances"), max_length=120)
    mode = blocks.ChoiceBlock(
        label=_("Quelles alliances"),
        choices=[
            ("filtered", _("Celles d’une région ou d’une mesure")),
            ("chosen", _("Les alliances choisies ci-dessous")),
        ],
        default="filtered",
    )
    region = RowSelectBlock("regions.Region", label=_("Région"), required=False, empty_label=_("Toutes"))
    measure = MeasureChooserBlock("measures.Measure", label=_("Mesure servie"), required=False)
    alliances = blocks.ListBlock(
        PageBlock(page_type="alliances.AlliancePage", label=_("Alliance")),
        label=_("Alliances choisies"),
        default=[],
        max_num=MOST,
    )
    number = how_many(3)

    class Meta:
        label = _("Alliances")
        icon = "group"
        group = LISTS
        form_classname = "struct-block shown-by-mode"
        template = "core/blocks/alliances.html"
        description = _("Des alliances choisies, ou celles d’une région ou d’une mesure.")
        preview_template = "core/blocks/previews/list.html"
        preview_value = {
            "title": "Des alliances",
            "mode": "filtered",
            "region": None,
            "measure": None,
            "alliances": [],
            "number": 3,
        }

    def clean(self, value):
        """Ask for an alliance where they are chosen by hand."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and cleaned["mode"] == "chosen" and not cleaned["alliances"]:
            raise blocks.StructBlockValidationError(
                block_errors={"mode": ValidationError(_("Choisissez au moins une alliance."))}
            )
        return cleaned


class NewsBlock(blocks.StructBlock):
    """The latest news."""

    title = blocks.CharBlock(label=_("Titre"), default=_("Actualités"), max_length=120)
    region = RowSelectBlock("regions.Region", label=_("Région"), required=False, empty_label=_("Toutes"))
    measure = MeasureChooserBlock("measures.Measure", label=_("Mesure"), required=False)
    number = how_many(3)

    class Meta:
        label = _("Actualités")
        icon = "pilcrow"
        group = LISTS
        template = "core/blocks/news.html"
        description = _("Les dernières actualités, toutes ou celles d’une région ou d’une mesure.")
        preview_template = "core/blocks/previews/list.html"
        preview_value = {"title": "Actualités", "region": None, "measure": None, "number": 3}


class ResourcesBlock(blocks.StructBlock):
    """The latest documents of the library."""

    title = blocks.CharBlock(label=_("Titre"), default=_("Ressources"), max_length=120)
    region = RowSelectBlock("regions.Region", label=_("Région"), required=False, empty_label=_("Toutes"))
    measure = MeasureChooserBlock("measures.Measure", label=_("Mesure"), required=False)
    number = how_many(3)

    class Meta:
        label = _("Ressources")
        icon = "doc-full-inverse"
        group = LISTS
        template = "core/blocks/resources.html"
        description = _(
            "Les derniers documents de la bibliothèque, tous ou ceux d’une région ou d’une mesure."
        )
        help_text = _("Pour choisir les documents un par un, prenez le bloc « Documents ».")
        preview_template = "core/blocks/previews/list.html"
        preview_value = {"title": "Ressources", "region": None, "measure": None, "number": 3}
