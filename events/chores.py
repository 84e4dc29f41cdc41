"""What the events do by themselves (conference.platform.tasks.schedule)."""

from datetime import datetime

from django.db.models import F, Q

from conference.platform.tasks.schedule import every_minute

from .models import EventPage


@every_minute
def list_what_is_published(*, now: datetime) -> int:
    """Put right what other hands than EventPage.save wrote: the release before this one, a bulk update.

    Returns how many events stood in the lists that should not, or should and did not.
    """
    wrong = Q(listed_until__isnull=True) | ~Q(listed_until=F("over_at"))
    missing = EventPage.objects.filter(wrong, live=True, over_at__isnull=False)
    too_many = EventPage.objects.filter(live=False, listed_until__isnull=False)
    put_right = 0
    for keys, until in ((missing, F("over_at")), (too_many, None)):
        if found := list(keys.values_list("pk", flat=True)):
            put_right += EventPage.objects.filter(pk__in=found).update(listed_until=until)
    return put_right
