"""The panels of the measures: what visitors ask to be put right, and what is missing."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from measures.models import CorrectionRequest
from measures.report import LACKS, count_lacks

from .board import ROWS, DeskPanel, Row, said
from .verbs import Link


class Corrections(DeskPanel):
    """What visitors ask to be put right and nobody has answered, the one due soonest first."""

    name = "demandes-de-correction"
    title = gettext_lazy("Demandes de correction")
    empty = gettext_lazy("Aucune demande n’attend de réponse.")

    def is_for_reader(self) -> bool:
        return self.reader.user.has_perm("measures.change_correctionrequest")

    def rows(self) -> Iterator[Row]:
        today = timezone.localdate(self.reader.now)
        waiting = CorrectionRequest.objects.filter(answered_at__isnull=True)
        for request in waiting.select_related("measure", "review", "progress__measure")[: ROWS + 1]:
            yield Row(
                title=request.subject_name,
                url=reverse("demandes-de-correction:inspect", args=[request.pk]),
                facts=[
                    request.get_kind_display(),
                    _("reçue %s") % said(request.received_at),
                    _("réponse attendue avant le %s") % date_format(request.due_on, "j F"),
                ],
                urgent=_("délai dépassé") if request.due_on < today else "",
            )

    def more(self) -> Link:
        return Link(label=_("Toutes les demandes"), url=reverse("demandes-de-correction:index"))


class MissingFromMeasures(DeskPanel):
    """The first three lines of the report on what the measures lack."""

    name = "mesures-incompletes"
    title = gettext_lazy("Ce qui manque aux mesures")
    empty = gettext_lazy("Textes, sources et avancées : rien ne manque.")

    def is_for_reader(self) -> bool:
        return self.reader.user.has_perm("measures.change_measure")

    def rows(self) -> list[Row]:
        told = LACKS[:3]
        counts = count_lacks(told, now=self.reader.now)
        report = reverse("measures_upkeep")
        return [
            Row(
                title=str(lack.title),
                url=f"{report}#{lack.key}",
                facts=[ngettext("%d à revoir", "%d à revoir", counts[lack.key]) % counts[lack.key]],
            )
            for lack in told
            if counts[lack.key]
        ]

    def more(self) -> Link:
        return Link(label=_("Tout ce qui manque"), url=reverse("measures_upkeep"))
