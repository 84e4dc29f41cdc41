"""The panels of a relay: what comes back, what comes next, what is missing, who registered."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.missing import missing
from events.models import EventPage
from events.registrations.admin.event_links import registrations_url
from events.registrations.models import Registration
from events.registrations.seats.availability import seat_availabilities
from events.states import states_in_words
from events.wording import days

from .board import ROWS, DeskPanel, Row, local_day
from .moderation import local_moment, name_of
from .panels import seats_in_words
from .submissions import Submission, edit_url
from .verbs import Link

URGENT = timedelta(days=7)


def list_url(query: str = "") -> str:
    """The list of sessions, filtered."""
    return reverse("evenements:index") + query


class SentBack(DeskPanel):
    """What the moderators sent back, with what they wrote; the latest answer first."""

    name = "a-corriger"
    title = gettext_lazy("À corriger")
    empty = gettext_lazy("La modération ne vous demande rien.")

    def rows(self) -> list[Row]:
        back = [each for each in self.reader.submissions if each.sent_back_at is not None]
        back.sort(key=lambda each: each.sent_back_at, reverse=True)  # type: ignore[arg-type,return-value]
        return [Row(title=each.title, url=each.edit_url, facts=list(self.facts(each))) for each in back]

    def facts(self, submission: Submission) -> Iterator[str]:
        yield from self.reader.region_named(submission.region_slug)
        if submission.message:
            yield f"«\xa0{submission.message}\xa0»"
        if submission.sent_back_at is not None:
            yield _("demandé par %(who)s, %(when)s") % {
                "who": name_of(submission.answered_by),
                "when": local_day(submission.sent_back_at),
            }


class Waiting(DeskPanel):
    """What the moderators read, the soonest event first."""

    name = "en-moderation"
    title = gettext_lazy("En attente de relecture")
    empty = gettext_lazy("Rien de vous n’attend la modération.")

    def rows(self) -> list[Row]:
        return [
            Row(
                title=each.title,
                url=each.edit_url,
                facts=[
                    *self.reader.region_named(each.region_slug),
                    _("soumis par %(who)s, %(when)s")
                    % {"who": name_of(each.submitted_by), "when": local_day(each.submitted_at)},
                    _("réponse attendue avant le %(moment)s") % {"moment": local_moment(each.due_at)},
                ],
                urgent=_("délai dépassé") if each.due_at <= self.reader.now else "",
            )
            for each in self.reader.submissions
            if each.sent_back_at is None
        ]


class NextSessions(DeskPanel):
    """What is to come, drafts included: when, in which state, with how many seats taken."""

    name = "prochaines-sessions"
    title = gettext_lazy("Vos prochaines sessions")
    empty = gettext_lazy("Aucune session à venir.")

    def rows(self) -> Iterator[Row]:
        events = self.reader.sessions[: ROWS + 1]
        seats = seat_availabilities(events, now=self.reader.now, count_all=True)
        may_see = self.reader.user.has_perm("registrations.view_registration")
        for event in events:
            found = seats[event.pk]
            yield Row(
                title=event.title,
                url=registrations_url(event) if may_see and event.live else edit_url(EventPage, event.pk),
                facts=[
                    *self.reader.region_named(event.region.slug if event.region else ""),
                    days(event),
                    states_in_words(event),
                    seats_in_words(found),
                ],
                urgent=found.words if found.alarm else "",
                share=(found.taken, found.capacity) if found.capacity else None,
            )

    def more(self) -> Link:
        return Link(label=_("Toutes les sessions à venir"), url=list_url("?when=a-venir"))


class Incomplete(DeskPanel):
    """Published sessions that still lack something, the soonest first."""

    name = "il-manque"
    title = gettext_lazy("Il manque encore")
    empty = gettext_lazy("Rien ne manque à vos sessions publiées.")

    def rows(self) -> Iterator[Row]:
        for event in self.reader.sessions:
            if event.live and (lacks := missing(event)):
                soon = event.start is not None and event.start <= self.reader.now + URGENT
                yield Row(
                    title=event.title,
                    url=edit_url(EventPage, event.pk),
                    facts=[days(event), *(sentence for _key, sentence in lacks)],
                    urgent=_("dans moins d’une semaine") if soon else "",
                )

    def more(self) -> Link:
        return Link(label=_("Toutes les sessions à venir"), url=list_url("?when=a-venir"))


class LatestRegistrations(DeskPanel):
    """Who registered last, for those who may read it."""

    name = "dernieres-inscriptions"
    title = gettext_lazy("Dernières inscriptions")
    empty = gettext_lazy("Personne ne s’est inscrit pour l’instant.")

    def is_for_reader(self) -> bool:
        return self.reader.user.has_perm("registrations.view_registration")

    def rows(self) -> list[Row]:
        own = self.reader.scope.filter(Registration.objects.all(), field="event__region")
        found = own.naming_someone().select_related("event").defer("event__body").with_attendees()
        return [
            Row(
                title=str(registration),
                url=reverse("inscriptions:inspect", args=[registration.pk]),
                facts=[
                    registration.event.title,
                    registration.first_attendee.get_status_display(),
                    local_moment(registration.created_at),
                ],
            )
            for registration in found.order_by("-created_at", "-pk")[: ROWS + 1]
        ]

    def more(self) -> Link:
        return Link(label=_("Toutes les inscriptions"), url=reverse("inscriptions:index"))
