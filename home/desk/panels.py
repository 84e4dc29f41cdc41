"""The panels of the work under way: what waits, what comes, what somebody left as a draft."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page, Revision, get_default_page_content_type

from events.models import EventPage
from events.registrations.admin.event_links import registrations_url
from events.registrations.seats.availability import SeatAvailability, seat_availabilities
from events.wording import day, days
from measures.models import Measure

from .board import ROWS, DeskPanel, Row, local_day
from .moderation import local_moment, name_of
from .submissions import Submission, edit_url
from .verbs import Link


def seats_in_words(seats: SeatAvailability) -> str:
    """« 12 places prises sur 40 », « aucune place prise »."""
    taken = ngettext("%(n)s place prise", "%(n)s places prises", seats.taken) % {"n": seats.taken}
    taken = taken if seats.taken else _("aucune place prise")
    if seats.capacity is None:
        return taken
    return _("%(taken)s sur %(capacity)s") % {"taken": taken, "capacity": seats.capacity}


class ToModerate(DeskPanel):
    """What was submitted, the soonest event first."""

    name = "a-moderer"
    title = gettext_lazy("À modérer")
    empty = gettext_lazy("Rien n’attend votre relecture.")

    def rows(self) -> Iterator[Row]:
        for submission in self.reader.submissions:
            if submission.sent_back_at is None:
                yield Row(
                    title=submission.title,
                    url=submission.edit_url,
                    facts=list(self.facts(submission)),
                    urgent=_("délai dépassé") if submission.due_at <= self.reader.now else "",
                )

    def facts(self, submission: Submission) -> Iterator[str]:
        yield self.reader.region(submission.region_slug)
        if submission.starts:
            yield _("le %(day)s") % {"day": day(submission.starts.date())}
        yield _("soumis par %(who)s, %(when)s") % {
            "who": name_of(submission.submitted_by),
            "when": local_day(submission.submitted_at),
        }
        yield _("réponse attendue avant le %(moment)s") % {"moment": local_moment(submission.due_at)}


class Unanswered(DeskPanel):
    """What has waited longer than it should: the moderators' answer, then the authors'."""

    name = "sans-reponse"
    title = gettext_lazy("Sans réponse depuis trop longtemps")
    empty = gettext_lazy("Personne n’attend au-delà du délai.")

    def rows(self) -> Iterator[Row]:
        for submission in self.reader.submissions:
            since = submission.sent_back_at
            if since is None and submission.due_at <= self.reader.now:
                told = _("soumis %(day)s : la modération n’a pas répondu") % {
                    "day": local_day(submission.submitted_at)
                }
            elif since is not None and since + timedelta(days=7) <= self.reader.now:
                told = _("modification demandée %(day)s : rien depuis") % {"day": local_day(since)}
            else:
                continue
            yield Row(
                title=submission.title,
                url=submission.edit_url,
                facts=[self.reader.region(submission.region_slug), told],
            )


class ComingSessions(DeskPanel):
    """The events of the next thirty days, with the seats taken."""

    name = "sessions"
    title = gettext_lazy("Dans les trente jours")
    empty = gettext_lazy("Aucun événement en ligne dans les trente jours.")

    def rows(self) -> Iterator[Row]:
        now = self.reader.now
        events = [event for event in self.reader.watched if event.is_soon][: ROWS + 1]
        seats = seat_availabilities(events, now=now, count_all=True)
        for event in events:
            found = seats[event.pk]
            yield Row(
                title=event.title,
                url=registrations_url(event)
                if self.may_see_registrations()
                else edit_url(EventPage, event.pk),
                facts=[
                    days(event),
                    event.region.name if event.region else _("national"),
                    seats_in_words(found),
                ],
                urgent=found.words if found.alarm else "",
                share=(found.taken, found.capacity) if found.capacity else None,
            )

    def more(self) -> Link:
        return Link(label=_("Tout l’agenda"), url="/agenda/")

    def may_see_registrations(self) -> bool:
        return self.reader.user.has_perm("registrations.view_registration")


class Scheduled(DeskPanel):
    """What goes on line or off line by itself, the soonest first."""

    name = "programme"
    title = gettext_lazy("Programmé, ou qui expire")
    empty = gettext_lazy("Aucune publication ni fin de publication programmée.")

    def rows(self) -> list[Row]:
        waiting = Revision.objects.filter(approved_go_live_at__isnull=False).defer("content")
        revisions = list(waiting.select_related("base_content_type"))
        of_pages = [
            row for row in revisions if row.base_content_type_id == get_default_page_content_type().pk
        ]
        pages = self.pages([revision.object_id for revision in of_pages])
        due = [
            (page.expire_at, _("quitte le site le %s"), page.title, edit_url(Page, page.pk))
            for page in pages.values()
            if page.live and page.expire_at
        ]
        for revision in revisions:
            if revision not in of_pages and not self.reader.scope.national:
                continue
            if revision in of_pages and int(revision.object_id) not in pages:
                continue
            url = edit_url(revision.base_content_type.model_class(), revision.object_id)
            due.append((revision.approved_go_live_at, _("paraît le %s"), revision.object_str, url))
        return [
            Row(title=title, url=url, facts=[told % local_moment(when)])
            for when, told, title, url in sorted(due, key=lambda one: one[0])
        ]

    def pages(self, scheduled: list[str]) -> dict[int, Page]:
        """Those of the scope that are scheduled, or that have an end: one query."""
        leaving = Q(live=True, expire_at__isnull=False)
        found = Page.objects.filter(leaving | Q(pk__in=scheduled))
        return self.reader.scope.filter_pages(found).in_bulk()


class MyDrafts(DeskPanel):
    """What the person wrote last and has not published."""

    name = "brouillons"
    title = gettext_lazy("Mes brouillons")
    empty = gettext_lazy("Vous n’avez rien laissé en brouillon.")

    def rows(self) -> list[Row]:
        mine = Q(latest_revision__user=self.reader.user) | Q(
            latest_revision__isnull=True, owner=self.reader.user
        )
        pages = self.reader.scope.filter_pages(Page.objects.filter(mine, has_unpublished_changes=True))
        pages = list(pages.order_by("-latest_revision_created_at", "-pk")[: ROWS + 1])
        drafts = [
            (page.latest_revision_created_at, page.draft_title or page.title, edit_url(Page, page.pk))
            for page in pages
        ]
        may_write = self.reader.user.has_perm("measures.change_measure")
        for measure in self.reader.measures if may_write else ():
            latest = measure.latest_revision
            if measure.has_unpublished_changes and latest and latest.user_id == self.reader.user.pk:
                drafts.append((latest.created_at, latest.object_str, edit_url(Measure, measure.pk)))
        return [
            Row(title=title, url=url, facts=[_("modifié %s") % local_day(when)] if when else [])
            for when, title, url in sorted(drafts, key=lambda one: (one[0] is not None, one[0]), reverse=True)
        ]
