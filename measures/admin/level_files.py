"""The levels of a review as a CSV file: exported, and imported after a dry run, all or nothing."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..csv_files import LARGEST, Problem, UnreadableFile
from ..level_files import Reading, exported, read_levels
from ..levels import ChangedMeanwhile, save_draft, version_of
from .reviews import OfReview


class ExportView(OfReview, View):
    """The draft's levels; the file that an import takes back as it is."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        answer = HttpResponse(exported(self.draft), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="niveaux-{self.review.slug}.csv"'
        return answer


class FileForm(forms.Form):
    """The file, or what a dry run read of it: what was looked over is what is saved."""

    file = forms.FileField(label=gettext_lazy("Fichier CSV"), required=False)
    content = forms.CharField(required=False, widget=forms.HiddenInput, strip=False, max_length=LARGEST)
    version = forms.CharField(required=False, widget=forms.HiddenInput)


class ImportView(OfReview, WagtailAdminTemplateMixin, FormView):
    """A file is first read without being written: line by line, what it would change. Then it is."""

    form_class = FileForm
    template_name = "measures/admin/level_import.html"
    page_title = gettext_lazy("Importer des niveaux")

    def get_success_url(self) -> str:
        return reverse("bilans:grid", args=[self.review.pk])

    def form_valid(self, form: FileForm) -> HttpResponse:
        content = form.cleaned_data["content"].encode()
        if form.cleaned_data["file"]:
            content = form.cleaned_data["file"].read(LARGEST + 1)
        elif not content:
            form.add_error("file", _("Choisissez un fichier."))
            return self.form_invalid(form)
        try:
            reading = read_levels(content, self.draft)
        except UnreadableFile as refusal:
            return self.shown(form, problems=list(refusal.problems))
        if "action-save" not in self.request.POST or form.cleaned_data["file"]:
            return self.shown(form, reading=reading)
        return self.save(form, reading)

    def save(self, form: FileForm, reading: Reading) -> HttpResponse:
        version = form.cleaned_data["version"]
        try:
            save_draft(self.review, reading.grid, by=self.request.user, version=version)
        except ChangedMeanwhile as conflict:
            return self.shown(form, problems=[Problem(0, str(conflict))], reading=reading)
        changes = len(reading.changes)
        said = ngettext("%d mesure changée.", "%d mesures changées.", changes) % changes
        messages.success(self.request, _("Le fichier est importé dans le brouillon. ") + said)
        return redirect(self.get_success_url())

    def shown(
        self, form: FileForm, *, problems: list[Problem] | None = None, reading: Reading | None = None
    ) -> HttpResponse:
        context = self.get_context_data(form=form, problems=problems or [], reading=reading)
        if reading:
            context["content"] = exported(self.draft, reading.grid).decode("utf-8-sig")
            context["version"] = version_of(self.review)
        return self.render_to_response(context, status=422 if problems else 200)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "review": self.review,
            "draft": self.draft,
            "levels": list(self.draft.scale.all()),
            "grid_url": self.get_success_url(),
            "export_url": reverse("bilans:levels_export", args=[self.review.pk]),
        }
