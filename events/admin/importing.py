"""Sessions come from a CSV file, once its lines were looked at."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.core.csv_files import UnreadableFile, write
from conference.core.csv_forms import CheckedFile, FileForm, csv_answer

from .. import wording
from ..announcing.import_files import COLUMNS, Outcome, look_at, write_drafts
from .starting import AgendaForm, agendas_or_refused

EXAMPLE = {
    "titre": "Atelier des haies",
    "date": "mardi 9 mars 2027",
    "début": "9h30",
    "fin": "midi",
    "format": "présentiel",
    "type": "atelier",
    "ville": "Quimper",
    "code postal": "29000",
    "lieu": "Maison commune",
    "adresse": "1 rue du Port",
    "résumé": "Une matinée pour planter à plusieurs.",
}


class ImportForm(AgendaForm, FileForm):
    """A file, and the agenda that its sessions go to."""

    field_order = ("agenda", "file", "checked")

    def once_checked(self, **initial: str) -> "ImportForm":
        """The form that sends the same file back, to the same agenda."""
        chosen = {"checked": CheckedFile.packed(self.content), "agenda": self.cleaned_data.get("agenda")}
        return type(self)(agendas=self.named_agendas, initial=chosen)


class ImportView(WagtailAdminTemplateMixin, FormView):
    """First what each line would do; then, if none is wrong, as many drafts."""

    form_class = ImportForm
    template_name = "events/admin/import.html"
    page_title = gettext_lazy("Importer des sessions")
    header_icon = "upload"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.agendas = agendas_or_refused(request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "exemple" in request.GET:
            return csv_answer(write(COLUMNS, [EXAMPLE]), name="sessions")
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("event_announce"), "label": _("Annoncer une session")},
            {"url": "", "label": str(self.get_page_title())},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"agendas": self.agendas}

    def form_valid(self, form: ImportForm) -> HttpResponse:
        agenda = form.chosen_agenda()
        try:
            outcome = look_at(BytesIO(form.content), agenda=agenda, today=timezone.localdate())
        except UnreadableFile as unreadable:
            outcome = Outcome(problems=list(unreadable.problems))
        if form.is_new or outcome.problems or not outcome.new:
            return self.render_to_response(self.get_context_data(form=form, outcome=outcome))
        number = len(write_drafts(outcome, agenda=agenda, by=self.request.user))
        messages.success(
            self.request, ngettext("%(n)s brouillon créé.", "%(n)s brouillons créés.", number) % {"n": number}
        )
        return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[agenda.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        outcome, form = context.get("outcome"), context["form"]
        if outcome is None:
            return context | {"columns": COLUMNS}
        return context | {
            "columns": COLUMNS,
            "problems": outcome.problems,
            "new": len(outcome.new),
            "lines": [(line, wording.when_here(line.event)) for line in outcome.lines],
            "again": form.once_checked(),
        }
