"""The one StreamBlock of the site: few blocks, each meaningful.

A block holds settings only. What it lists belongs to another folder and is rendered by that
folder's template tag, so that the ground depends on nothing.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.snippets.blocks import SnippetChooserBlock

from conference.core.choosers import DocumentBlock, PageBlock, PictureBlock, name_of

RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]

DIMENSIONS = [
    ("operationnelle", _("Mesures opérationnelles")),
    ("strategique", _("Mesures stratégiques")),
    ("politique", _("Mesures politiques")),
]


class ParagraphBlock(blocks.RichTextBlock):
    """Running text with titles, lists and links."""

    def __init__(self, **kwargs) -> None:
        super().__init__(features=RICH_TEXT, **kwargs)

    class Meta:
        label = _("Texte")
        icon = "pilcrow"
        template = "core/blocks/paragraph.html"
        description = _("Un texte avec intertitres, listes et liens.")
        preview_value = "<h2>Un intertitre</h2><p>Un paragraphe de texte.</p>"


class ImageValue(blocks.StructValue):
    """What an image block holds."""

    @property
    def alt(self) -> str:
        """The text for those who cannot see the picture here; empty where it is decorative."""
        picture = self.get("image")
        if self.get("decorative") or picture is None:
            return ""
        return self.get("alternative") or picture.default_alt_text


class ImageBlock(blocks.StructBlock):
    """A picture with what it shows (for those who cannot see it) and a caption."""

    image = PictureBlock(label=_("Image"))
    alternative = blocks.CharBlock(
        label=_("Texte de remplacement"),
        required=False,
        help_text=_("Ce que l’image apprend ici à qui ne la voit pas. Vide : la description de l’image."),
    )
    decorative = blocks.BooleanBlock(
        label=_("Image décorative"),
        required=False,
        help_text=_("Ici, elle n’apprend rien : les lecteurs d’écran la passent."),
    )
    caption = blocks.CharBlock(
        label=_("Légende"), required=False, help_text=_("Le crédit de l’image s’y ajoute de lui-même.")
    )

    def clean(self, value):
        """Ask for a text, unless the picture has its own or is decorative."""
        cleaned = super().clean(value)
        picture, said = cleaned["image"], cleaned["decorative"] or cleaned["alternative"]
        if not self.is_deferred_validation and picture and not said and not picture.is_described:
            raise blocks.StructBlockValidationError(
                block_errors={
                    "alternative": ValidationError(
                        _(
                            "Dites ce que montre l’image « %s », ici ou dans sa description, "
                            "ou cochez « Image décorative »."
                        )
                        % name_of(picture)
                    )
                }
            )
        return cleaned

    class Meta:
        value_class = ImageValue
        label = _("Image")
        icon = "image"
        template = "core/blocks/image.html"
        description = _("Une image, son texte de remplacement et sa légende.")
        preview_template = "core/blocks/previews/image.html"


class QuoteBlock(blocks.StructBlock):
    """Words of somebody, with who said them."""

    text = blocks.TextBlock(label=_("Citation"))
    author = blocks.CharBlock(label=_("Auteur ou autrice"), required=False)

    class Meta:
        label = _("Citation")
        icon = "openquote"
        template = "core/blocks/quote.html"
        description = _("Les mots de quelqu’un, et son nom.")
        preview_value = {"text": "Nul ne peut répondre seul.", "author": "Exemple"}


class FigureBlock(blocks.StructBlock):
    """One figure: the number, what it counts, where it comes from."""

    value = blocks.CharBlock(label=_("Chiffre"), max_length=20)
    label = blocks.CharBlock(label=_("Ce qu’il compte"), max_length=120)
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=200)

    class Meta:
        label = _("Chiffre")
        icon = "order"


class FiguresBlock(blocks.StructBlock):
    """A few key figures side by side."""

    figures = blocks.ListBlock(FigureBlock(), label=_("Chiffres"), min_num=1, max_num=6)

    class Meta:
        label = _("Chiffres clés")
        icon = "order"
        template = "core/blocks/figures.html"
        description = _("De un à six chiffres, avec leur source.")
        preview_value = {"figures": [{"value": "21", "label": "mesures", "source": "mission ministérielle"}]}


class MeasureChooserBlock(SnippetChooserBlock):
    """Choose a measure. Read from the database each time a page is shown, all at once."""

    def bulk_to_python(self, values):
        measures = self.model_class.objects.at_hand() if values else {}
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


class CallToActionBlock(blocks.StructBlock):
    """A button to a page of the site or to another site."""

    text = blocks.CharBlock(label=_("Texte du bouton"), max_length=60, help_text=_("Un verbe d’abord."))
    page = PageBlock(label=_("Page du site"), required=False)
    url = blocks.URLBlock(label=_("Ou adresse d’un autre site"), required=False)

    class Meta:
        label = _("Bouton")
        icon = "link"
        template = "core/blocks/call_to_action.html"
        description = _("Un bouton qui mène à une page.")
        preview_value = {"text": "Voir l’agenda", "page": None, "url": "https://site.invalid/"}

    def clean(self, value):
        """Ask for one destination, at the field."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and bool(cleaned["page"]) == bool(cleaned["url"]):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "page": ValidationError(_("Choisissez une page, ou donnez une adresse, pas les deux."))
                }
            )
        return cleaned


class DocumentsBlock(blocks.StructBlock):
    """Documents to download."""

    title = blocks.CharBlock(label=_("Titre"), required=False, max_length=120)
    documents = blocks.ListBlock(DocumentBlock(label=_("Document")), label=_("Documents"), min_num=1)

    class Meta:
        label = _("Documents")
        icon = "doc-full"
        template = "core/blocks/documents.html"
        description = _("Des documents à télécharger.")
        preview_template = "core/blocks/previews/documents.html"


class BodyBlock(blocks.StreamBlock):
    """The body of every page."""

    paragraph = ParagraphBlock()
    image = ImageBlock()
    quote = QuoteBlock()
    figures = FiguresBlock()
    measures = MeasuresBlock()
    call_to_action = CallToActionBlock()
    documents = DocumentsBlock()

    class Meta:
        required = False


class BodyField(StreamField):
    """A StreamField of our blocks. Migrations leave them out: a new block changes no table."""

    def __init__(self, block_types: Any = None, **options: Any) -> None:
        super().__init__(BodyBlock() if block_types is None else block_types, **options)

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, _path, _arguments, options = super().deconstruct()
        options["block_lookup"] = {}
        return name, "wagtail.fields.StreamField", [[]], options
