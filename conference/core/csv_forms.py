"""A CSV file in the admin: looked at before it is taken, and handed out."""

import base64
import zlib
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .csv_files import LARGEST


class CheckedFile(forms.CharField):
    """The file that was just looked at, sent back by the page that showed what it holds."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> bytes:
        packed = super().clean(value)
        try:
            return zlib.decompressobj().decompress(base64.b64decode(packed, validate=True), LARGEST + 1)
        except (ValueError, zlib.error):
            raise forms.ValidationError(_("Choisissez le fichier de nouveau.")) from None

    @staticmethod
    def packed(content: bytes) -> str:
        return base64.b64encode(zlib.compress(content)).decode()


class FileForm(forms.Form):
    """A file to look at; or, once that is done, the same one to take."""

    file = forms.FileField(label=gettext_lazy("Fichier CSV"), required=False, allow_empty_file=True)
    checked = CheckedFile(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("file") and not cleaned.get("checked"):
            self.add_error("file", _("Choisissez un fichier CSV."))
        return cleaned

    @property
    def is_new(self) -> bool:
        """Whether nobody has looked at the file yet."""
        return bool(self.cleaned_data["file"])

    @cached_property
    def content(self) -> bytes:
        return self.cleaned_data["file"].read(LARGEST + 1) if self.is_new else self.cleaned_data["checked"]

    def once_checked(self, **initial: str) -> "FileForm":
        """The form that sends the same file back; ``initial`` goes with it."""
        return type(self)(initial={"checked": CheckedFile.packed(self.content), **initial})


def csv_answer(content: bytes, *, name: str) -> HttpResponse:
    """The file, to be saved as ``name``."""
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
