"""The files that the team sends: pictures and documents, as Wagtail's two swappable models ask.

The rights to them stay on Wagtail's own models (``wagtailimages.add_image``, ``wagtaildocs.add_document``):
its permission policies read them there, whatever model is set.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """A picture; its alternative text is Wagtail's ``description`` (``WAGTAILIMAGES_IMAGE_MODEL``)."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class Rendition(AbstractRendition):
    """A picture cut to the size at which a page shows it."""

    image = models.ForeignKey(Picture, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)  # Wagtail creates by these three


class Resource(AbstractDocument):
    """A document (``WAGTAILDOCS_DOCUMENT_MODEL``)."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        pass
