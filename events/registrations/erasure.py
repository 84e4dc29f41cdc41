"""The term is kept: what names a person goes, the count stays.

At REGISTRATION_RETENTION_MONTHS after the event all its registrations are anonymised; those never
confirmed already REGISTRATION_UNCONFIRMED_DAYS after they were lost; any of them once its person asks
(GDPR, article 17). With them goes every other place that names the person: mails, task rows and their
tracebacks, log notes, Wagtail's history.
"""

import calendar
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from conference.platform.mails import erase_mails
from conference.platform.tasks.pruning import erase_tasks_about

from .erasures import remember, remembered
from .errors import RegistrationErased
from .models import Registration, RegistrationLogEntry, RegistrationMail
from .querysets import RegistrationQuerySet
from .seats import lock_seats
from .states import Status
from .transitions import Actor, By, move, move_all

PERSONAL_FIELDS = ("first_name", "last_name", "email", "email_key", "organisation", "asked_with")
BATCH = 500  # people


def at_term(*, now: datetime) -> RegistrationQuerySet:
    """The registrations that must be anonymised by ``now``."""
    ended_before = months_before(now, settings.REGISTRATION_RETENTION_MONTHS)
    lost_before = now - timedelta(days=settings.REGISTRATION_UNCONFIRMED_DAYS)
    over = Q(event__over_at__lte=ended_before)
    never_confirmed = Q(
        status__in=[Status.EXPIRED, Status.CANCELLED],
        confirmed_at__isnull=True,
        changed_at__lte=lost_before,
    )
    return Registration.objects.naming_someone().filter(over | never_confirmed)


def erase_at_term(*, now: datetime) -> int:
    """Anonymise what has reached its term; returns how many people."""
    return _anonymise_all(at_term(now=now), now=now)


@transaction.atomic
def erase(registration: Registration, *, by: User, now: datetime) -> Registration:
    """The team erases one registration whose person asked for it; a seat still held is free at once.

    No mail leaves: the address is erased with the rest. Raises RegistrationErased the second time.
    """
    lock_seats(registration.event_id)
    registration = Registration.objects.get(pk=registration.pk)
    if registration.status == Status.ANONYMISED:
        raise RegistrationErased
    if registration.status in (Status.UNCONFIRMED, Status.CONFIRMED):
        move(registration, Status.CANCELLED, by=by, now=now)
    remember(registration.uuid, now=now)
    _anonymise([registration], by=by, now=now)
    return registration


def erase_again(*, now: datetime) -> int:
    """Anonymise those who had asked for it and whom a backup brought back; returns how many."""
    return _anonymise_all(Registration.objects.naming_someone().filter(uuid__in=remembered()), now=now)


def months_before(moment: datetime, months: int) -> datetime:
    """The same day so many months before; the month's last day when it has none (31 August, 28 February)."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _anonymise_all(registrations: RegistrationQuerySet, *, now: datetime) -> int:
    """Anonymise all of these: never more than BATCH of them in a transaction, or in memory."""
    erased = 0
    for event_id in list(registrations.order_by().values_list("event_id", flat=True).distinct()):
        people = None
        while people is None or len(people) == BATCH:
            with transaction.atomic():
                event, _gate = lock_seats(event_id)
                people = list(registrations.filter(event_id=event_id).order_by("pk")[:BATCH])
                for person in people:
                    person.event = event
                _anonymise(people, now=now)
            erased += len(people)
    return erased


def _anonymise(people: list[Registration], *, by: By = Actor.SITE, now: datetime) -> None:
    """Anonymise registrations of one event; the caller holds its lock."""
    pks = [person.pk for person in people]
    needles = [needle for person in people for needle in (person.email, str(person))]
    names = [name for person in people for name in (person.first_name, person.last_name)]
    unconfirmed = [person for person in people if person.status == Status.UNCONFIRMED]
    move_all(unconfirmed, Status.EXPIRED, by=Actor.SITE, now=now)
    move_all(people, Status.ANONYMISED, by=by, now=now, **dict.fromkeys(PERSONAL_FIELDS, ""))
    for person in people:
        person.uuid = uuid.uuid4()  # the link in the person's mailbox leads nowhere any more
    Registration.objects.bulk_update(people, ["uuid"])
    RegistrationLogEntry.objects.filter(registration__in=pks).update(note="")
    erase_mails(RegistrationMail.objects.filter(registration__in=pks))
    erase_tasks_about(needles=needles, names=names)
    history = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Registration), object_id__in=[str(pk) for pk in pks]
    )
    history.update(label=_("inscription effacée"), data={})
