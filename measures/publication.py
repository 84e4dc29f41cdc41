"""A review before the visitors: what it still lacks, its publication as one act, its withdrawal."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

if TYPE_CHECKING:
    from .models import Review, ScaleStep

WITHDRAW = "measures.withdraw"  # in the history of the review


class NotReady(Exception):
    """The review cannot be published; ``obstacles`` are sentences for the team."""

    def __init__(self, obstacles: list[str]) -> None:
        super().__init__("\n".join(obstacles))
        self.obstacles = obstacles


class NotPublic(Exception):
    """A draft, or a review that was withdrawn already, cannot be withdrawn."""

    def __init__(self) -> None:
        super().__init__(_("Seul un bilan publié peut être retiré, et une seule fois."))


@dataclass(frozen=True)
class Total:
    """How many measures were given a level, beside the number that was published for it, if any."""

    step: "ScaleStep"
    given: int
    differs: bool


def totals(review: "Review", levels: Iterable[str] | None = None) -> list[Total]:
    """The totals of a version of a review, level by level; of ``levels`` (keys) in place of its own.

    A review of which no measure has a level published its totals only: nothing differs.
    """
    if levels is None:
        levels = (each.level for each in review.assessments.all())
    given = Counter(level for level in levels if level)
    return [
        Total(
            step,
            given[step.key],
            differs=bool(given) and step.published_total not in (None, given[step.key]),
        )
        for step in review.scale.all()
    ]


def obstacles(review: "Review") -> list[str]:
    """What keeps a version of a review from being published, in sentences; none: it may be."""
    found = []
    if review.withdrawn_at:
        found.append(_("Ce bilan a été retiré : il ne se publie plus."))
    if review.date > timezone.localdate():
        found.append(_("La date du bilan est à venir : il se publie à partir de ce jour-là."))
    if review.judge == "independent" and not review.judged_by:
        found.append(_("Dites qui a fait l’évaluation indépendante."))
    steps = {step.key: step for step in review.scale.all()}
    if len({step.sign for step in steps.values()}) < len(steps):
        found.append(_("Deux niveaux de l’échelle ont le même signe : donnez-leur des signes différents."))
    with_level = [each for each in review.assessments.all() if each.level]
    foreign = [each.measure.number for each in with_level if each.level not in steps]
    if foreign:
        found.append(_("Un niveau n’est pas de l’échelle de ce bilan : %s.") % numbers(foreign))
    unsourced = [
        each.measure.number
        for each in with_level
        if not any(citation.source.shown for citation in each.citations.all())
    ]
    if unsourced:
        found.append(_("Un niveau ne se publie qu’avec une source. Sans source : %s.") % numbers(unsourced))
    if any(total.differs for total in totals(review)) and not review.totals_note.strip():
        found.append(_("Les niveaux ne font pas les totaux publiés : dites pourquoi."))
    return found


def numbers(measures: Iterable[int]) -> str:
    """« la mesure 3 », « les mesures 3, 9 et 12 »."""
    *first, last = sorted(set(measures))
    if not first:
        return _("la mesure %d") % last
    return _("les mesures %(first)s et %(last)d") % {"first": ", ".join(map(str, first)), "last": last}


@transaction.atomic
def publish(review: "Review", *, by: User) -> None:
    """Put the draft of the review before the visitors: text, scale, levels and sources at once.

    Raises NotReady with what it still lacks; nothing is published then.
    """
    if review.has_unpublished_changes and (latest := review.get_latest_revision()):
        latest.publish(user=by)
    else:
        review.save_revision(user=by, clean=False).publish(user=by)


@transaction.atomic
def withdraw(review: "Review", *, reason: str, by: User, now: datetime) -> None:
    """Say of a published review that it no longer stands, and why; its page and its history stay.

    Raises NotPublic when it is a draft, or withdrawn already.
    """
    review = type(review).objects.select_for_update().get(pk=review.pk)
    if not review.live or review.withdrawn_at:
        raise NotPublic
    review.withdrawn_at, review.withdrawal_reason = now, reason
    review.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    log(instance=review, action=WITHDRAW, user=by, data={"reason": reason}, content_changed=True)
