"""Blocks of words: running text, quotations, figures, tables, questions, callouts, the table of contents."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockValidationError

# How the picker sorts the blocks of every module: the ten most used first.
MOST_USED = _("Les plus utilisés")
TEXT = _("Texte")
LISTS = _("Ce que le site contient")
PICTURES = _("Images et logos")

RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
PARAGRAPH = [*RICH_TEXT, "blockquote"]
SHORT_TEXT = ["bold", "italic", "ol", "ul", "link", "document-link"]  # within another block: no titles


class ParagraphBlock(blocks.RichTextBlock):
    """Running text with titles, lists, links and quotations; each title has an anchor."""

    def __init__(self, **kwargs) -> None:
        super().__init__(features=PARAGRAPH, **kwargs)

    class Meta:
        label = _("Texte")
        icon = "pilcrow"
        group = MOST_USED
        template = "core/blocks/paragraph.html"
        description = _("Un texte avec intertitres, listes, liens et citations.")
        preview_value = (
            "<h2>Un intertitre</h2><p>Un paragraphe de texte.</p><h3>Une partie</h3>"
            "<blockquote>Une citation, au fil du texte.</blockquote>"
        )


class QuoteBlock(blocks.StructBlock):
    """Words of somebody, with who said them."""

    text = blocks.TextBlock(label=_("Citation"))
    author = blocks.CharBlock(label=_("Auteur ou autrice"), required=False)

    class Meta:
        label = _("Citation")
        icon = "openquote"
        group = MOST_USED
        template = "core/blocks/quote.html"
        description = _("Les mots de quelqu’un, en grand, et son nom.")
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
        group = MOST_USED
        template = "core/blocks/figures.html"
        description = _("De un à six chiffres, avec leur source.")
        preview_value = {"figures": [{"value": "21", "label": "mesures", "source": "mission ministérielle"}]}


class CalloutBlock(blocks.StructBlock):
    """Some words set apart, which say themselves what they are."""

    tone = blocks.ChoiceBlock(
        label=_("Nature"),
        choices=[
            ("information", _("Information")),
            ("attention", _("Attention")),
            ("example", _("Exemple")),
        ],
        default="information",
        help_text=_("Écrite en tête de l’encadré."),
    )
    title = blocks.CharBlock(label=_("Titre"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Texte"), features=SHORT_TEXT)

    class Meta:
        label = _("Encadré")
        icon = "info-circle"
        group = MOST_USED
        template = "components/callout.html"
        description = _("Une information, un point d’attention ou un exemple, mis à part du texte.")
        preview_value = {
            "tone": "attention",
            "title": "Deux dates à retenir",
            "text": "<p>Les inscriptions ferment une semaine avant chaque session.</p>",
        }


class ColumnsBlock(TypedTableBlock):
    """The table itself: columns of words or of figures."""

    text = blocks.RichTextBlock(label=_("Mots"), features=["bold", "italic", "link"])
    figure = blocks.CharBlock(label=_("Chiffres"), required=False, max_length=40)

    def clean(self, table):
        """Ask for what a table is not understood without: its title, headed columns, a row."""
        cleaned = super().clean(table)
        if self.is_deferred_validation:
            return cleaned
        missing = []
        if not cleaned.caption.strip():
            missing.append(_("Donnez un titre au tableau : il dit à tous de quoi il parle."))
        if not all(column["heading"].strip() for column in cleaned.columns):
            missing.append(_("Donnez un en-tête à chaque colonne."))
        if not cleaned.columns or not cleaned.row_data:
            missing.append(_("Un tableau a au moins une colonne et une ligne."))
        if missing:
            raise TypedTableBlockValidationError(
                non_block_errors=[ValidationError(sentence) for sentence in missing]
            )
        return cleaned


class TableBlock(blocks.StructBlock):
    """A table with its title and its headers."""

    table = ColumnsBlock(label=_("Tableau"))
    row_headers = blocks.BooleanBlock(
        label=_("La première colonne nomme les lignes"), required=False, default=True
    )
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=200)

    class Meta:
        label = _("Tableau")
        label_format = "{source}"
        icon = "table"
        group = TEXT
        template = "components/data_table.html"
        description = _("Un tableau, son titre et ses en-têtes ; il défile sur un téléphone.")
        preview_value = {
            "table": {
                "caption": "Sessions tenues en 2026",
                "columns": [
                    {"type": "text", "heading": "Format"},
                    {"type": "figure", "heading": "Sessions"},
                    {"type": "figure", "heading": "Participants"},
                ],
                "rows": [
                    {"values": ["<p>Présentiel</p>", "18", "1 240"]},
                    {"values": ["<p>En ligne</p>", "6", "860"]},
                ],
            },
            "row_headers": True,
            "source": "exemple",
        }


class QuestionBlock(blocks.StructBlock):
    """A question and its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Réponse"), features=SHORT_TEXT)

    class Meta:
        label = _("Question")
        icon = "help"


class QuestionsBlock(blocks.StructBlock):
    """Questions that open on their answers."""

    title = blocks.CharBlock(label=_("Titre"), required=False, max_length=120)
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"), min_num=1)

    class Meta:
        label = _("Questions et réponses")
        icon = "help"
        group = TEXT
        template = "components/questions.html"
        description = _(
            "Des questions qui s’ouvrent sur leur réponse ; le texte caché se trouve et s’imprime."
        )
        preview_value = {
            "title": "Avant de venir",
            "questions": [
                {"question": "Faut-il s’inscrire ?", "answer": "<p>Oui, sans créer de compte.</p>"},
                {"question": "Qui peut venir ?", "answer": "<p>Tout le monde.</p>"},
            ],
        }


class TableOfContentsBlock(blocks.StructBlock):
    """Links to the titles of the page's paragraphs."""

    title = blocks.CharBlock(label=_("Titre"), default=_("Sur cette page"), max_length=120)

    class Meta:
        label = _("Sommaire")
        icon = "list-ul"
        group = TEXT
        template = "core/blocks/table_of_contents.html"
        description = _("Les intertitres des textes de la page, en liens. Il suit les titres de lui-même.")
        preview_template = "core/blocks/previews/table_of_contents.html"
