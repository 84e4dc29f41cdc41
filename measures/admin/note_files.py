"""Notes come from a CSV file, once its lines were looked at, and leave in one."""

import base64
import zlib
from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ..csv_files import LARGEST, UnreadableFile
from ..models import Progress
from ..note_files import COLUMNS, Outcome, export_notes, import_notes


class CheckedFile(forms.CharField):
    """The file that was just checked, sent back by the page that showed what it holds."""

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


class NoteFileForm(forms.Form):
    """A file to check; or, once it is checked, the same one to import."""

    file = forms.FileField(label=gettext_lazy("Fichier CSV"), required=False, allow_empty_file=True)
    checked = CheckedFile(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("file") and not cleaned.get("checked"):
            self.add_error("file", _("Choisissez un fichier CSV."))
        return cleaned


class ImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """First what each line would do; then, if none is wrong, the import of all of them."""

    model = Progress
    permission_required = "add"
    form_class = NoteFileForm
    template_name = "measures/admin/note_import.html"
    page_title = gettext_lazy("Importer des avancées")
    header_icon = "upload"
    index_url_name = ""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.index_url_name), "label": _("Avancées")},
            {"url": "", "label": str(self.get_page_title())},
        ]

    def form_valid(self, form: NoteFileForm) -> HttpResponse:
        sent = form.cleaned_data["file"]
        content = sent.read(LARGEST + 1) if sent else form.cleaned_data["checked"]
        try:
            outcome = import_notes(
                BytesIO(content), by=self.request.user, now=timezone.now(), dry_run=bool(sent)
            )
        except UnreadableFile as unreadable:
            outcome = Outcome(problems=list(unreadable.problems))
        if sent or outcome.problems:
            return self.render_to_response(
                self.get_context_data(
                    form=NoteFileForm(initial={"checked": CheckedFile.packed(content)}), outcome=outcome
                )
            )
        messages.success(
            self.request,
            ngettext("%d avancée est importée.", "%d avancées sont importées.", outcome.changed)
            % outcome.changed,
        )
        return redirect(self.index_url_name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"columns": COLUMNS}


class ExportView(PermissionCheckedMixin, View):
    """All the notes in one file, in the shape that is imported."""

    model = Progress
    permission_required = "change"
    index_url_name = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse(export_notes(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="avancees.csv"'
        return response
