"""The panels of the registrations: what people wish for, what regions want to ask."""

from collections.abc import Iterator

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import EventPage
from events.registrations.models import Question
from events.registrations.questions.approving import to_approve
from events.registrations.questions.arrangements import to_answer
from events.wording import days

from .board import ROWS, DeskPanel, Row, local_day
from .verbs import Link


class Arrangements(DeskPanel):
    """The sessions at which somebody waits for the organiser's word, the soonest first."""

    name = "amenagements"
    title = gettext_lazy("Demandes d’aménagement")
    empty = gettext_lazy("Personne n’attend de réponse.")

    def is_for_reader(self) -> bool:
        return self.reader.user.has_perm("registrations.change_registration")

    def rows(self) -> Iterator[Row]:
        waiting = self.reader.scope.filter(to_answer(now=self.reader.now), field="attendee__event__region")
        counted = (
            waiting.order_by("attendee__event__start", "attendee__event")
            .values_list("attendee__event")
            .annotate(n=Count("pk"), since=Min("consented_at"))[: ROWS + 1]
        )
        found = list(counted)
        events = EventPage.objects.defer("body").in_bulk([event for event, _n, _since in found])
        for pk, number, since in found:
            event = events[pk]
            words = ngettext("%(n)s demande", "%(n)s demandes", number) % {"n": number}
            yield Row(
                title=event.title,
                url=reverse("event_answers", args=[pk]),
                facts=[days(event), words, _("depuis le %s") % local_day(since)],
            )


class QuestionsToApprove(DeskPanel):
    """What the regions want to ask, and nobody has approved."""

    name = "questions"
    title = gettext_lazy("Questions à approuver")
    empty = gettext_lazy("Aucune question n’attend votre accord.")

    def is_for_reader(self) -> bool:
        return self.reader.user.has_perm("registrations.change_question")

    def rows(self) -> list[Row]:
        return [
            Row(
                title=question.label,
                url=reverse(Question.snippet_viewset.get_url_name("edit"), args=[question.pk]),
                facts=[question.region.name, question.get_kind_display(), question.get_purpose_display()],
            )
            for question in to_approve().select_related("region")[: ROWS + 1]
        ]

    def more(self) -> Link:
        return Link(
            label=_("Toutes les questions"), url=reverse(Question.snippet_viewset.get_url_name("list"))
        )
