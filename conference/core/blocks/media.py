"""Blocks of files: pictures, videos, documents."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from conference.core.addresses import LONGEST
from conference.core.choosers import DocumentBlock, PictureBlock, name_of
from conference.core.times.fields import DayField
from conference.core.videos import hosts_in_words, is_film, is_subtitles, player_of

from .text import MOST_USED, PICTURES, SHORT_TEXT


class DayBlock(blocks.DateBlock):
    """Wagtail's block of a date, with the admin's own field; in migrations it is Wagtail's."""

    @cached_property
    def field(self) -> DayField:
        return DayField(**self.field_options)

    def deconstruct(self) -> tuple[str, list, dict]:
        _name, args, kwargs = super().deconstruct()
        return "wagtail.blocks.DateBlock", args, kwargs

    def deconstruct_with_lookup(self, lookup: object) -> tuple[str, list, dict]:
        return self.deconstruct()


class ImageValue(blocks.StructValue):
    """What an image block holds."""

    @property
    def alt(self) -> str:
        """The text for those who cannot see the picture here; empty where it is decorative."""
        picture = self.get("image")
        if self.get("decorative") or picture is None:
            return ""
        return self.get("alternative") or picture.default_alt_text

    @property
    def is_described(self) -> bool:
        """Whether a screen reader knows what to do with the picture here: read a text, or pass."""
        return bool(self.get("decorative") or self.get("alternative") or self["image"].is_described)


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
        picture = cleaned["image"]
        if not self.is_deferred_validation and picture and not cleaned.is_described:
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
        label_format = "{image}"
        icon = "image"
        group = MOST_USED
        template = "core/blocks/image.html"
        description = _("Une image, son texte de remplacement et sa légende.")
        preview_template = "core/blocks/previews/image.html"


class PictureAndTextBlock(blocks.StructBlock):
    """A picture beside a text; one above the other where there is no room."""

    picture = ImageBlock(label=_("Image"))
    side = blocks.ChoiceBlock(
        label=_("Place de l’image"),
        choices=[("start", _("À gauche du texte")), ("end", _("À droite du texte"))],
        default="start",
    )
    title = blocks.CharBlock(label=_("Titre"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Texte"), features=SHORT_TEXT)

    class Meta:
        label = _("Image et texte")
        label_format = "{title}"
        icon = "media"
        group = MOST_USED
        template = "components/picture_and_text.html"
        description = _("Une image et un texte côte à côte ; l’un sous l’autre sur un téléphone.")
        preview_template = "core/blocks/previews/picture_and_text.html"


class GalleryBlock(blocks.StructBlock):
    """Several pictures, all in sight."""

    title = blocks.CharBlock(label=_("Titre"), required=False, max_length=120)
    pictures = blocks.ListBlock(ImageBlock(), label=_("Images"), min_num=2, max_num=24)

    class Meta:
        label = _("Galerie")
        label_format = "{title}"
        icon = "image"
        group = PICTURES
        template = "components/gallery.html"
        description = _("De deux à vingt-quatre images, chacune avec sa légende.")
        preview_template = "core/blocks/previews/gallery.html"


class VideoBlock(blocks.StructBlock):
    """A video, from a file or from an allowed host, with captions and a transcript, or the day they come."""

    title = blocks.CharBlock(label=_("Titre de la vidéo"), max_length=160)
    poster = PictureBlock(
        label=_("Image d’attente"),
        help_text=_("Montrée à la place de la vidéo tant qu’elle n’est pas lancée."),
    )
    file = DocumentBlock(
        label=_("Fichier"), required=False, help_text=_("Un document MP4 ou WebM de la bibliothèque.")
    )
    url = blocks.URLBlock(
        label=_("Ou adresse de la page de la vidéo"),
        required=False,
        max_length=LONGEST,
        help_text=_("Chez un hébergeur admis. Rien n’y est demandé avant que la personne lance la vidéo."),
    )
    captions = DocumentBlock(
        label=_("Sous-titres du fichier"), required=False, help_text=_("Un document VTT, en français.")
    )
    captioned = blocks.BooleanBlock(label=_("Sous-titrée chez son hébergeur"), required=False)
    transcript = blocks.RichTextBlock(
        label=_("Transcription"),
        required=False,
        features=SHORT_TEXT,
        help_text=_("Tout ce qui se dit, et ce qui se voit d’utile. Repliée sous la vidéo."),
    )
    coming_on = DayBlock(
        label=_("Sous-titres et transcription à venir le"),
        required=False,
        help_text=_("Pour une rediffusion qui vient d’être mise en ligne. La date est montrée."),
    )

    class Meta:
        label = _("Vidéo")
        label_format = "{title}"
        icon = "media"
        group = MOST_USED
        template = "components/video.html"
        description = _("Une vidéo avec son image d’attente, ses sous-titres et sa transcription.")
        help_text = _("Sous-titres et transcription sont dus à qui n’entend pas ou ne voit pas.")
        preview_template = "core/blocks/previews/video.html"

    def clean(self, value):
        """Ask for one source that can be shown, and for what makes it understood by all; at the field."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if errors := _source_errors(cleaned) or _understanding_errors(cleaned):
            raise blocks.StructBlockValidationError(
                block_errors={name: ValidationError(sentence) for name, sentence in errors.items()}
            )
        return cleaned


def _source_errors(value: blocks.StructValue) -> dict:
    """What is wrong with where the video comes from: a sentence by field."""
    if bool(value["file"]) == bool(value["url"]):
        return {"file": _("Choisissez un fichier, ou donnez une adresse, pas les deux.")}
    if value["file"] and not is_film(value["file"]):
        return {"file": _("Ce document n’est pas une vidéo MP4 ou WebM.")}
    if value["url"] and not player_of(value["url"]):
        return {"url": _("Donnez l’adresse d’une vidéo chez un hébergeur admis : %s.") % hosts_in_words()}
    return {}


def _understanding_errors(value: blocks.StructValue) -> dict:
    """What is missing for those who do not hear or do not see: a sentence by field."""
    if value["captions"] and not is_subtitles(value["captions"]):
        return {"captions": _("Ce document n’est pas un fichier de sous-titres VTT.")}
    captioned = bool(value["captions"]) if value["file"] else value["captioned"]
    if captioned and value["transcript"] and value["transcript"].source.strip():
        return {}
    if value["coming_on"] is None:
        missing = "transcript" if captioned else "captions" if value["file"] else "captioned"
        return {
            missing: _("Il manque les sous-titres ou la transcription. Dites au moins quand ils viennent.")
        }
    if value["coming_on"] < timezone.localdate():
        return {"coming_on": _("Cette date est passée : ajoutez ce qui manque, ou donnez-en une autre.")}
    return {}


class DocumentsBlock(blocks.StructBlock):
    """Documents to download."""

    title = blocks.CharBlock(label=_("Titre"), required=False, max_length=120)
    documents = blocks.ListBlock(DocumentBlock(label=_("Document")), label=_("Documents"), min_num=1)

    class Meta:
        label = _("Documents")
        icon = "doc-full"
        group = MOST_USED
        template = "core/blocks/documents.html"
        description = _("Des documents à télécharger.")
        preview_template = "core/blocks/previews/documents.html"
