"""Wagtail's forms for images and documents, wherever a file comes in: one by one, many at once, chooser,
replacement (settings ``WAGTAILIMAGES_IMAGE_FORM_BASE``, ``WAGTAILDOCS_DOCUMENT_FORM_BASE``)."""

import secrets
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from conference.core.models import Picture
from conference.core.text import slug_of
from conference.core.uploads import refusals
from conference.core.uploads.documents import accepted_document
from conference.core.uploads.images import KEPT_AS_JPEG, TORN, as_jpeg, is_animated_png, rewritten_image

MEGABYTE = 1024 * 1024


class _AcceptedFile:
    """Replaces the file that was sent by what is kept of it, under a name of the site's own."""

    # Fields with a default: the page that takes many files at once sends a title, and nothing else.
    with_default: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {*self.with_default} & {*self.fields}:  # type: ignore[attr-defined]
            self.fields[name].required = False  # type: ignore[attr-defined]

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
    """Wagtail's own, which takes the pictures of telephones too, and says what to do with the others."""

    def to_python(self, data: Any) -> Any:
        if data:
            extension = _extension(data.name)
            self.check_image_file_size(data)
            if is_animated_png(data):
                raise refusals.animated()
            if extension in KEPT_AS_JPEG:
                name, content = f"{PurePath(data.name).stem}.jpg", as_jpeg(data, extension=extension)
                data = SimpleUploadedFile(name, content, content_type="image/jpeg")
        return super().to_python(data)

    def check_image_pixel_size(self, f: File) -> None:
        """As Wagtail's, which counts the points of a torn picture and fails."""
        try:
            super().check_image_pixel_size(f)
        except TORN as error:
            raise refusals.damaged() from error


class ImageForm(_AcceptedFile, BaseImageForm):
    """A picture, written anew; its name says nothing."""

    with_default = ("people",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            field.__class__ = ImageField
            field.help_text = _(
                "JPEG, PNG, WebP, AVIF, GIF ou HEIC, %d Mo au plus. Une grande photo est réduite d’elle-même."
            ) % (settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // MEGABYTE)
            field.error_messages |= {
                "invalid_image_extension": _(
                    "Les images de ce format ne sont pas acceptées. Enregistrez la vôtre en JPEG, PNG, "
                    "WebP, AVIF, GIF ou HEIC ; un dessin SVG peut contenir un programme : exportez-le en PNG."
                ),
                "invalid_image": _("Ce fichier n’est pas une image, ou il est abîmé."),
                "file_too_large": _(
                    "Ce fichier est trop gros : %(file_size)s, pour %(max_filesize)s au plus. Enregistrez "
                    "l’image en JPEG, ou plus petite."
                ),
                "file_too_many_pixels": _(
                    "Cette image a trop de pixels : %(num_pixels)s, pour %(max_pixels_count)s au plus. "
                    "Enregistrez-la plus petite : la page n’en montre que 1 600 de large."
                ),
            }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("people") == Picture.People.AUTHORISED and not data.get("authorised_until"):
            self.add_error("authorised_until", _("Dites jusqu’à quand vaut l’autorisation."))
        return data

    @transaction.atomic  # the sizes of a picture that is replaced go before the task that makes the new ones
    def save(self, commit: bool = True) -> Any:
        return super().save(commit=commit)

    def accept(self, sent: File, *, extension: str) -> bytes:
        return rewritten_image(sent, extension=extension)

    def name_for(self, sent: str, *, title: str) -> str:
        return f"{secrets.token_hex(8)}.{_extension(sent)}"


class DocumentForm(_AcceptedFile, BaseDocumentForm):
    """A document, checked; its name, which readers see when they keep it, comes from its title."""

    with_default = ("kind", "language")

    description = forms.CharField(
        label=gettext_lazy("Description"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("Deux ou trois phrases, 600 signes au plus."),
        widget=AdminAutoHeightTextInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text = _("%(formats)s ; %(size)d Mo au plus.") % {
                "formats": ", ".join(settings.WAGTAILDOCS_EXTENSIONS),
                "size": settings.WAGTAILDOCS_MAX_UPLOAD_SIZE // MEGABYTE,
            }

    class Meta(BaseDocumentForm.Meta):
        widgets = BaseDocumentForm.Meta.widgets | {"html_version": forms.URLInput}

    def accept(self, sent: File, *, extension: str) -> bytes:
        return accepted_document(sent, extension=extension)

    def name_for(self, sent: str, *, title: str) -> str:
        ending = _extension(sent)
        subject = slug_of(title.removesuffix(f".{ending}"))[:50].strip("-") or "document"
        return f"{subject}-{secrets.token_hex(4)}.{ending}"


def _extension(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")
