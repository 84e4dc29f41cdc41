"""Wagtail's forms for images and documents, wherever a file comes in: one by one, many at once, chooser,
replacement (settings ``WAGTAILIMAGES_IMAGE_FORM_BASE``, ``WAGTAILDOCS_DOCUMENT_FORM_BASE``)."""

import secrets
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from conference.core.text import slug_of
from conference.core.uploads import refusals
from conference.core.uploads.documents import accepted_document
from conference.core.uploads.images import TORN, rewritten_image


class _AcceptedFile:
    """Replaces the file that was sent by what is kept of it, under a name of the site's own."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()  # type: ignore[misc]
        if "file" in self.changed_data and data.get("file"):  # type: ignore[attr-defined]
            sent = data["file"]
            try:
                data["file"] = SimpleUploadedFile(
                    self.name_for(sent.name, title=data.get("title", "")),
                    self.accept(sent, extension=_extension(sent.name)),
                    content_type=getattr(sent, "content_type", None),
                )
            except ValidationError as refusal:
                self.add_error("file", refusal)  # type: ignore[attr-defined]
        return data

    def _post_clean(self) -> None:
        said = list(self.errors.get("file", []))  # type: ignore[attr-defined]
        super()._post_clean()  # type: ignore[misc]
        if said:  # Wagtail then also says that a file without a name has no good extension
            self.errors["file"] = self.error_class(said)  # type: ignore[attr-defined]
        elif self._sent_with_others() and self.errors:  # type: ignore[attr-defined]
            # Wagtail would keep the file as it came, to ask for a better title; and stumbles afterwards.
            others = [message for messages in self.errors.values() for message in messages]  # type: ignore[attr-defined]
            self.errors["file"] = self.error_class(others)  # type: ignore[attr-defined]

    def _sent_with_others(self) -> bool:
        """Whether the page that takes many files at once made this form: it gives a plain dictionary."""
        return "file" in self.fields and type(self.data) is dict  # type: ignore[attr-defined]

    def accept(self, sent: File, *, extension: str) -> bytes:
        raise NotImplementedError

    def name_for(self, sent: str, *, title: str) -> str:
        raise NotImplementedError


class ImageField(WagtailImageField):
    """Wagtail's own, which counts the points of a torn picture and fails."""

    def check_image_pixel_size(self, f: File) -> None:
        try:
            super().check_image_pixel_size(f)
        except TORN as error:
            raise refusals.damaged() from error


class ImageForm(_AcceptedFile, BaseImageForm):
    """A picture, written anew; its name says nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].__class__ = ImageField
            messages = self.fields["file"].error_messages
            messages["invalid_image_extension"] = _(
                "Les images de ce format ne sont pas acceptées. Enregistrez la vôtre en JPEG, PNG, WebP, "
                "AVIF ou GIF ; un dessin SVG peut contenir un programme : exportez-le en PNG."
            )
            messages["invalid_image"] = _("Ce fichier n’est pas une image, ou il est abîmé.")

    def accept(self, sent: File, *, extension: str) -> bytes:
        return rewritten_image(sent, extension=extension)

    def name_for(self, sent: str, *, title: str) -> str:
        return f"{secrets.token_hex(8)}.{_extension(sent)}"


class DocumentForm(_AcceptedFile, BaseDocumentForm):
    """A document, checked; its name, which readers see when they keep it, comes from its title."""

    def accept(self, sent: File, *, extension: str) -> bytes:
        return accepted_document(sent, extension=extension)

    def name_for(self, sent: str, *, title: str) -> str:
        ending = _extension(sent)
        subject = slug_of(title.removesuffix(f".{ending}"))[:50].strip("-") or "document"
        return f"{subject}-{secrets.token_hex(4)}.{ending}"


def _extension(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")
