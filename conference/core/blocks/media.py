"""Blocks of files: pictures, videos, documents."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from conference.core.choosers import DocumentBlock, PictureBlock

from .groups import MOST_USED


class ImageBlock(blocks.StructBlock):
    """A picture with what it shows (for those who cannot see it) and a caption."""

    image = PictureBlock(label=_("Image"))
    alternative = blocks.CharBlock(
        label=_("Texte de remplacement"),
        required=False,
        help_text=_("Ce que l’image apprend à qui ne la voit pas. Vide si elle est décorative."),
    )
    caption = blocks.CharBlock(label=_("Légende et crédit"), required=False)

    class Meta:
        label = _("Image")
        icon = "image"
        group = MOST_USED
        template = "core/blocks/image.html"
        description = _("Une image, son texte de remplacement et sa légende.")
        preview_template = "core/blocks/previews/image.html"


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
