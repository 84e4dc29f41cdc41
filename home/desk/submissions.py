"""What was submitted to the moderators: by whom, for which region, and until when they answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import F, Model, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, TaskState, WorkflowState

from conference.core.delays import after_working_days
from conference.regions.scoping import EVERYTHING, Scope
from conference.regions.tree import region_slug_of


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One page or measure that the moderators were given.

    ``region_slug`` is empty for what is national, ``starts`` the event's own first moment, if it is one.
    ``sent_back_at``: when a change was asked for, which its author has not answered yet. ``answered_by`` and
    ``message``: the moderator, and what they wrote.
    """

    task_state_id: int
    title: str
    edit_url: str
    submitted_by: User | None
    submitted_at: datetime
    due_at: datetime
    region_slug: str = ""
    starts: datetime | None = None
    sent_back_at: datetime | None = None
    answered_by: User | None = None
    message: str = ""


def due_at(submitted_at: datetime) -> datetime:
    """When the moderators will have answered (``MODERATION_WORKING_DAYS``)."""
    return after_working_days(submitted_at, settings.MODERATION_WORKING_DAYS)


def open_submissions(scope: Scope) -> list[Submission]:
    """What waits for the moderators, or for its author since they asked for a change; at most three queries.

    Only what is in ``scope``; the event that is soonest comes first, then what was submitted first.
    """
    states = list(_open_states())
    urls = _places(states, scope)
    found = [_submission(state, *urls[state.pk]) for state in states if state.pk in urls]
    far = datetime.max.replace(tzinfo=timezone.get_default_timezone())
    return sorted(found, key=lambda submission: (submission.starts or far, submission.submitted_at))


def latest_submission(subject: Model) -> Submission | None:
    """What was last submitted of a page or a measure, whatever became of it; None when nothing was."""
    state = _with_subject(TaskState.objects.for_instance(subject)).order_by("-started_at", "-pk").first()
    if state is None:
        return None
    return _submission(state, *_places([state], EVERYTHING)[state.pk])


def is_open(subject: Model) -> bool:
    """Whether a submission of ``subject`` waits for the moderators or for its author."""
    return WorkflowState.objects.active().for_instance(subject).exists()


def _open_states() -> QuerySet[TaskState]:
    waits = Q(status=TaskState.STATUS_IN_PROGRESS, workflow_state__status=WorkflowState.STATUS_IN_PROGRESS)
    sent_back = Q(workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES)
    current = TaskState.objects.filter(workflow_state__current_task_state=F("pk"))
    return _with_subject(current.filter(waits | sent_back))


def _with_subject(states: QuerySet[TaskState]) -> QuerySet[TaskState]:
    return (
        states.select_related(
            "workflow_state__requested_by", "workflow_state__base_content_type", "revision", "finished_by"
        )
        .defer("revision__content")
        .annotate(starts=KeyTextTransform("start", "revision__content"))
    )


def _places(states: Iterable[TaskState], scope: Scope) -> dict[int, tuple[str, str]]:
    """Of each state in the scope: where its subject is edited, and the slug of its region."""
    keys = {state.pk: state.workflow_state.object_id for state in states if _is_page(state)}
    pages = scope.filter_pages(Page.objects.filter(pk__in=keys.values())).values_list("pk", "url_path")
    urls = dict(pages)
    found = {
        state: (reverse("wagtailadmin_pages:edit", args=[key]), region_slug_of(urls[int(key)]))
        for state, key in keys.items()
        if int(key) in urls
    }
    if scope.national:
        for state in states:
            if not _is_page(state):
                found[state.pk] = (_snippet_url(state), "")
    return found


def _is_page(state: TaskState) -> bool:
    return issubclass(state.workflow_state.base_content_type.model_class(), Page)


def _snippet_url(state: TaskState) -> str:
    views = state.workflow_state.base_content_type.model_class().snippet_viewset
    return reverse(views.get_url_name("edit"), args=[state.workflow_state.object_id])


def _submission(state: TaskState, edit_url: str, region_slug: str) -> Submission:
    sent_back = state.status == TaskState.STATUS_REJECTED
    return Submission(
        task_state_id=state.pk,
        title=state.revision.object_str,
        edit_url=edit_url,
        submitted_by=state.workflow_state.requested_by,
        submitted_at=state.started_at,
        due_at=due_at(state.started_at),
        region_slug=region_slug,
        starts=parse_datetime(state.starts) if state.starts else None,
        sent_back_at=state.finished_at if sent_back else None,
        answered_by=state.finished_by,
        message=state.comment.strip(),
    )
