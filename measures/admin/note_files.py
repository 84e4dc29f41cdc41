"""Notes come from a CSV file, once its lines were looked at, and leave in one."""

from io import BytesIO
from typing import Any

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

from conference.core.csv_files import UnreadableFile
from conference.core.csv_forms import FileForm, csv_answer

from ..models import Progress
from ..note_files import COLUMNS, Outcome, export_notes, import_notes


class ImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """First what each line would do; then, if none is wrong, the import of all of them."""

    model = Progress
    permission_required = "add"
    form_class = FileForm
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

    def form_valid(self, form: FileForm) -> HttpResponse:
        by, now = self.request.user, timezone.now()
        try:
            outcome = import_notes(BytesIO(form.content), by=by, now=now, dry_run=form.is_new)
        except UnreadableFile as unreadable:
            outcome = Outcome(problems=list(unreadable.problems))
        if form.is_new or outcome.problems:
            context = self.get_context_data(form=form.once_checked(), outcome=outcome)
            return self.render_to_response(context)
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
        return csv_answer(export_notes(), name="avancees")
