"""The filters of the agenda: each is declared here, and nowhere else."""

from django.utils.translation import gettext_lazy

from conference.core.lists.filters import ListFilters, MultipleChoiceFilter, TextFilter
from conference.core.worlds import AUDIENCES
from conference.regions.reference import NO_REGION, region_choices

from .choices import EventFormat
from .querysets import EventQuerySet
from .search.question import Answer, answer


class AgendaFilters(ListFilters):
    """The filters of the agenda and of its archives. ``answer``: how ``q`` was understood, once narrowed."""

    answer: Answer | None = None

    q = TextFilter(label=gettext_lazy("Mot, ville, code postal, département"))
    region = MultipleChoiceFilter(
        label=gettext_lazy("Région"),
        all_label=gettext_lazy("Toutes"),
        choices=region_choices,
        lookup="region__slug__in",
        unknown=NO_REGION,
        columns=True,
    )
    format = MultipleChoiceFilter(
        label=gettext_lazy("Format"),
        all_label=gettext_lazy("Tous"),
        choices=EventFormat.choices,
        lookup="format__in",
        unknown=gettext_lazy("« %(value)s » n’est pas un format : ce critère n’a pas été pris en compte."),
    )
    public = MultipleChoiceFilter(
        label=gettext_lazy("Public"),
        all_label=gettext_lazy("Tous"),
        choices=AUDIENCES,
        lookup="audiences__any_of",
        unknown=gettext_lazy("« %(value)s » n’est pas un public : ce critère n’a pas été pris en compte."),
    )

    def narrow(self, events: EventQuerySet) -> EventQuerySet:
        """Those of ``events`` that were asked for."""
        events = super().narrow(events)
        if not self.cleaned_data["q"]:
            return events
        self.answer = answer(self.cleaned_data["q"], events)
        return self.answer.events
