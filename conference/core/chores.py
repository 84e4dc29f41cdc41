"""What editors scheduled goes live, or offline, at its hour; pictures get the sizes that are missing.

The same rules as Wagtail's `publish_scheduled`, with differences it does not offer: each
object is published in a transaction of its own (the generation of cached pages is raised
with it), and one that fails does not keep the others waiting. A page on which people count waits.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from wagtail.models import DraftStateMixin, Page, Revision

from conference.core.pictures.renditions import make_renditions, unfinished
from conference.core.pictures.share import make_share_picture, without_one
from conference.core.removal import why_kept_on_line
from conference.platform.tasks.schedule import every_day, every_minute

logger = logging.getLogger(__name__)


@every_minute
def publish_scheduled(*, now: datetime) -> tuple[int, int]:
    """Publish and unpublish what is due at ``now``; returns (published, unpublished)."""
    unpublished = sum(_take_offline(model, pk, now=now) for model, pk in list(_expired(now)))
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    published = sum(_put_live(pk, now=now) for pk in list(due.values_list("pk", flat=True)))
    return published, unpublished


@every_day
def make_missing_renditions(*, now: datetime) -> None:
    for key in unfinished().values_list("pk", flat=True):
        make_renditions.enqueue(key)


@every_day
def make_missing_share_pictures(*, now: datetime) -> None:
    for page in without_one():
        make_share_picture.enqueue(page.pk)


def _expired(now: datetime) -> Iterator[tuple[type[Any], object]]:
    drafts = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    for model in [Page, *drafts]:
        due = model._default_manager.filter(live=True, expire_at__lt=now).order_by("expire_at")
        for pk in due.values_list("pk", flat=True):
            yield model, pk


def _take_offline(model: type[Any], pk: object, *, now: datetime) -> bool:
    try:
        with transaction.atomic():
            # Locked and read again: an editor may have moved the date since it was listed.
            item = (
                model._default_manager.select_for_update(of=("self",))
                .filter(pk=pk, live=True, expire_at__lt=now)
                .first()
            )
            if item is None or _is_kept(item, now=now):
                return False
            item.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    except Exception:
        logger.exception("La dépublication prévue de %s %s a échoué.", model._meta.label, pk)
        return False
    return True


def _is_kept(item: Any, *, now: datetime) -> bool:
    """Whether somebody counts on ``item``: it then goes off line when nobody does any more."""
    return isinstance(item, Page) and why_kept_on_line(item, now=now) is not None


def _put_live(pk: object, *, now: datetime) -> bool:
    try:
        with transaction.atomic():
            revision = (
                Revision.objects.select_for_update(of=("self",))
                .filter(pk=pk, approved_go_live_at__lt=now)
                .first()
            )
            if revision is None:
                return False
            revision.publish(log_action="wagtail.publish.scheduled")
    except Exception:
        logger.exception("La publication prévue de la révision %s a échoué.", pk)
        return False
    return True
