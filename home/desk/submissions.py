"""What was submitted to the moderators: by whom, for which region, and until when they answer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import F, Model, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.permissions import policy_registry

from conference.core.times.delays import after_working_days
from conference.regions.permission_policies import RegionPermissionPolicy
from conference.regions.scoping import EVERYTHING, Scope
from conference.regions.tree import region_slug_of


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One page, measure or contribution of a region that the moderators were given.

    ``is_page`` tells a page from the others. ``region_slug`` is empty for what is national; ``starts``: when
    the event begins, in its own time zone.
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
    is_page: bool = True


def due_at(submitted_at: datetime) -> datetime:
    """When the moderators will have answered (``MODERATION_WORKING_DAYS``)."""
    return after_working_days(submitted_at, settings.MODERATION_WORKING_DAYS)


def edit_url(model: type[Any], key: int | str) -> str:
    """Where a page or a snippet is edited."""
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[key])
    return reverse(model.snippet_viewset.get_url_name("edit"), args=[key])


def open_submissions(scope: Scope) -> list[Submission]:
    """What waits for the moderators, or for its author since they asked for a change; at most four queries.

    Only what is in ``scope``; the event that is soonest comes first, then what was submitted first.
    """
    states = list(_open_states())
    regions = _region_slugs(states, scope)
    found = [_submission(state, regions[state.pk]) for state in states if state.pk in regions]
    far = datetime.max.replace(tzinfo=timezone.get_default_timezone())
    return sorted(found, key=lambda submission: (submission.starts or far, submission.submitted_at))


def latest_submission(subject: Model) -> Submission | None:
    """What was last submitted of a page or a measure, whatever became of it; None when nothing was."""
    state = _with_subject(TaskState.objects.for_instance(subject)).order_by("-started_at", "-pk").first()
    if state is None:
        return None
    return _submission(state, _region_slugs([state], EVERYTHING)[state.pk])


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
        .annotate(
            starts=KeyTextTransform("start", "revision__content"),
            time_zone=KeyTextTransform("time_zone", "revision__content"),
        )
    )


def _region_slugs(states: Iterable[TaskState], scope: Scope) -> dict[int, str]:
    """The slug of the region of each state's subject, "" for a national one; only those in ``scope``."""
    keys = {
        state.pk: int(state.workflow_state.object_id) for state in states if issubclass(_model(state), Page)
    }
    pages = scope.filter_pages(Page.objects.filter(pk__in=keys.values()))
    paths = dict(pages.values_list("pk", "url_path"))
    found = {state: region_slug_of(paths[key]) for state, key in keys.items() if key in paths}
    return found | dict(_in_scope([state for state in states if state.pk not in keys], scope))


def _in_scope(states: list[TaskState], scope: Scope) -> Iterator[tuple[int, str]]:
    """Of what is no page, what is in the scope, with the slug of its region ("": national); one query a model
    that belongs to regions."""
    by_model = defaultdict(list)
    for state in states:
        by_model[_model(state)].append(state)
    for model, of_model in by_model.items():
        policy = policy_registry.get_by_type(model)
        if isinstance(policy, RegionPermissionPolicy):
            keys = [state.workflow_state.object_id for state in of_model]
            rows = scope.filter(model._default_manager.filter(pk__in=keys), field=policy.field)
            slugs = {str(key): slug for key, slug in rows.values_list("pk", f"{policy.field}__slug")}
            for state in of_model:
                if state.workflow_state.object_id in slugs:
                    yield state.pk, slugs[state.workflow_state.object_id]
        elif scope.national:
            yield from ((state.pk, "") for state in of_model)


def _model(state: TaskState) -> type[Model]:
    return state.workflow_state.base_content_type.model_class()


def _submission(state: TaskState, region_slug: str) -> Submission:
    sent_back = state.status == TaskState.STATUS_REJECTED
    starts = parse_datetime(state.starts) if state.starts else None
    return Submission(
        task_state_id=state.pk,
        title=state.revision.object_str,
        edit_url=edit_url(_model(state), state.workflow_state.object_id),
        submitted_by=state.workflow_state.requested_by,
        submitted_at=state.started_at,
        due_at=due_at(state.started_at),
        region_slug=region_slug,
        starts=starts.astimezone(ZoneInfo(state.time_zone)) if starts else None,
        sent_back_at=state.finished_at if sent_back else None,
        answered_by=state.finished_by,
        message=state.comment.strip(),
        is_page=issubclass(_model(state), Page),
    )
