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

from conference.core.csv_files import Problem, UnreadableFile
from conference.core.csv_forms import FileForm, csv_answer

from ..level_files import Reading, exported, read_levels
from ..levels import ChangedMeanwhile, save_draft, version_of
from .reviews import OfReview


class ExportView(OfReview, View):
    """The draft's levels; the file that an import takes back as it is."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return csv_answer(exported(self.draft), name=f"niveaux-{self.review.slug}")


class LevelFileForm(FileForm):
    """``version``: that of the draft that the file was looked at with."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)


class ImportView(OfReview, WagtailAdminTemplateMixin, FormView):
    """A file is first read without being written: line by line, what it would change. Then it is."""

    form_class = LevelFileForm
    template_name = "measures/admin/level_import.html"
    page_title = gettext_lazy("Importer des niveaux")

    def get_success_url(self) -> str:
        return reverse("bilans:grid", args=[self.review.pk])

    def form_valid(self, form: LevelFileForm) -> HttpResponse:
        try:
            reading = read_levels(form.content, self.draft)
        except UnreadableFile as refusal:
            return self.shown(form, problems=list(refusal.problems))
        return self.shown(form, reading=reading) if form.is_new else self.save(form, reading)

    def save(self, form: LevelFileForm, reading: Reading) -> HttpResponse:
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
        self, form: LevelFileForm, *, problems: list[Problem] | None = None, reading: Reading | None = None
    ) -> HttpResponse:
        checked = form.once_checked(version=version_of(self.review))
        context = self.get_context_data(form=checked, problems=problems or [], reading=reading)
        return self.render_to_response(context, status=422 if problems else 200)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "review": self.review,
            "draft": self.draft,
            "levels": list(self.draft.scale.all()),
            "grid_url": self.get_success_url(),
            "export_url": reverse("bilans:levels_export", args=[self.review.pk]),
        }
