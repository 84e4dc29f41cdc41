"""Where a session stands for those who run it: written, read by the moderators, on line, or called off."""

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch, Q, TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, WorkflowState, get_default_page_content_type

from .choices import EventStatus
from .models import EventPage
from .querysets import EventQuerySet


class EventState(TextChoices):
    """The states of an event's page, in the order in which it goes through them."""

    MODEL = "modele", _("page modèle")
    DRAFT = "brouillon", _("brouillon")
    MODERATION = "en-moderation", _("en modération")
    SENT_BACK = "a-corriger", _("à corriger")
    SCHEDULED = "programmee", _("publication programmée")
    ONLINE = "en-ligne", _("publiée")
    POSTPONED = "reportee", _("reportée")
    MOVED_ONLINE = "passee-en-ligne", _("passée en ligne")
    CANCELLED = "annulee", _("annulée")


_HAPPENED = {
    EventState.POSTPONED: EventStatus.POSTPONED,
    EventState.MOVED_ONLINE: EventStatus.MOVED_ONLINE,
    EventState.CANCELLED: EventStatus.CANCELLED,
}
_READ = {
    EventState.MODERATION: WorkflowState.STATUS_IN_PROGRESS,
    EventState.SENT_BACK: WorkflowState.STATUS_NEEDS_CHANGES,
}


def with_states(events: EventQuerySet) -> EventQuerySet:
    """``events`` with what ``states_of`` reads: one query for all of them.

    Wagtail's ``prefetch_workflow_states`` finds none for a query set of one type of pages.
    """
    submitted = Prefetch(
        "_specific_workflow_states", WorkflowState.objects.active(), to_attr="_current_workflow_states"
    )
    return events.prefetch_related(submitted).annotate_approved_schedule()


def states_of(event: EventPage) -> list[EventState]:
    """What ``event`` is for its visitors, then what becomes of its draft; never empty."""
    if event.is_model:
        return [EventState.MODEL]
    found = [state for state, status in _HAPPENED.items() if event.live and event.status == status]
    if event.live and not found:
        found.append(EventState.ONLINE)
    submitted = event.current_workflow_state
    found += [state for state, status in _READ.items() if submitted and submitted.status == status]
    if event.approved_schedule:
        found.append(EventState.SCHEDULED)
    return found or [EventState.DRAFT]


def states_in_words(event: EventPage) -> str:
    """« publiée, en modération »."""
    return ", ".join(str(state.label) for state in states_of(event))


def in_states(events: EventQuerySet, states: Iterable[str]) -> EventQuerySet:
    """Those of ``events`` of which ``states_of`` tells one of these."""
    wanted = Q(pk__in=[])
    for state in states:
        wanted |= _in_state(EventState(state))
    return events.filter(wanted)


def _in_state(state: EventState) -> Q:
    no_model, shown = Q(is_model=False), Q(is_model=False, live=True)
    if state is EventState.MODEL:
        return Q(is_model=True)
    if state is EventState.DRAFT:
        return no_model & Q(live=False) & ~Q(pk__in=[*_submitted(*_READ.values()), *_scheduled()])
    if state is EventState.ONLINE:
        return shown & Q(status=EventStatus.SCHEDULED)
    if state is EventState.SCHEDULED:
        return no_model & Q(pk__in=list(_scheduled()))
    if state in _READ:
        return no_model & Q(pk__in=list(_submitted(_READ[state])))
    return shown & Q(status=_HAPPENED[state])


def _submitted(*statuses: str) -> Iterator[int]:
    """The pages that wait for the moderators, or for their author: never many."""
    of_pages = WorkflowState.objects.filter(base_content_type=get_default_page_content_type())
    return map(int, of_pages.filter(status__in=statuses).values_list("object_id", flat=True))


def _scheduled() -> Iterator[int]:
    waiting = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    return map(int, waiting.values_list("object_id", flat=True))
