"""What the alliances do by themselves (conference.platform.tasks.schedule)."""

from datetime import datetime

from django.db.models import F, Q

from conference.platform.tasks.schedule import every_minute

from .models import AlliancePage


@every_minute
def list_what_is_published(*, now: datetime) -> int:
    """Put right what other hands than AlliancePage.save wrote: the release before this one, a bulk update.

    Returns how many alliances stood in the lists that should not, or stood wrongly or not at all.
    """
    wrong = Q(listed_as__isnull=True) | ~Q(listed_as=F("title"))
    put_right = AlliancePage.objects.filter(live=False, listed_as__isnull=False).update(listed_as=None)
    for alliance in AlliancePage.objects.filter(wrong, live=True).only("title"):
        put_right += AlliancePage.objects.filter(pk=alliance.pk).update(listed_as=alliance.title)
    return put_right
