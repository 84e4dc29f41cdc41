"""Anonymise registrations at their term, or when their person asks; the count stays.

At REGISTRATION_RETENTION_MONTHS after the event all its registrations are anonymised; those never
confirmed already REGISTRATION_UNCONFIRMED_DAYS after they were lost; any of them once its person asks
(GDPR, article 17). With them goes every other place that names the person: mails, task rows and their
tracebacks, log notes, Wagtail's history, what was sent by the form in the last half hour.

A backup restored later brings back those who had asked for it. So each such erasure is also noted outside
the database: one small file in the media storage (which nothing serves from there), named after the number
that the registration had in its link. That number leads nowhere any more and names nobody.
"""

import logging
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from conference.core.times.delays import months_before
from conference.platform.mails import erase_mails
from conference.platform.tasks.pruning import erase_tasks_about
from events.models import EventPage

from .errors import RegistrationErased
from .models import Attendee, Registration, RegistrationLogEntry, RegistrationMail
from .querysets import AttendeeQuerySet
from .seats import lock_seats
from .states import GAVE_UP_A_SEAT, Status
from .submissions import erase_submissions_of
from .transitions import Actor, By, move

logger = logging.getLogger(__name__)

# What names somebody, and what it is once it is erased.
ERASED: dict[str, Any] = dict.fromkeys(
    ("email", "email_key", "organisation", "phone", "note", "network", "submission_key"), ""
) | {"answers": {}}
ERASED_OF_PERSON = dict.fromkeys(("first_name", "last_name", "organisation", "email"), "")
BATCH = 500  # people
FOLDER = "effacements"


def at_term(*, now: datetime) -> AttendeeQuerySet:
    """The people that must be anonymised by ``now``."""
    ended_before = months_before(now, settings.REGISTRATION_RETENTION_MONTHS)
    lost_before = now - timedelta(days=settings.REGISTRATION_UNCONFIRMED_DAYS)
    over = Q(event__over_at__lte=ended_before)
    never_confirmed = Q(
        status__in=GAVE_UP_A_SEAT,
        confirmed_at__isnull=True,
        changed_at__lte=lost_before,
    )
    return Attendee.objects.naming_someone().filter(over | never_confirmed)


def erase_at_term(*, now: datetime) -> int:
    """Anonymise what has reached its term; returns how many people."""
    return _anonymise_all(at_term(now=now), now=now)


@transaction.atomic
def erase(registration: Registration, *, by: User, now: datetime) -> Registration:
    """The team erases one registration whose person asked for it; a seat still held is free at once.

    No mail leaves: the address is erased with the rest. Raises RegistrationErased the second time.
    """
    event, _gate = lock_seats(registration.event_id)
    registration = Registration.objects.get(pk=registration.pk)
    attendee = registration.attendee
    if attendee.is_anonymised:
        raise RegistrationErased
    if attendee.can_be_cancelled:
        move([attendee], Status.CANCELLED, by=by, now=now, event=event)
    _note_erasure(registration.uuid, now=now)
    _anonymise([attendee], by=by, now=now, event=event)
    registration.refresh_from_db()
    return registration


def erase_unconfirmed(people: list[Attendee], *, now: datetime, event: EventPage) -> None:
    """Anonymise people who did not confirm in time; the link stays and says so. The caller holds the lock."""
    if people:
        _anonymise(people, now=now, event=event, keeps_link=True)


def erase_again(*, now: datetime) -> int:
    """Anonymise those who had asked for it and whom a backup brought back; returns how many."""
    erased = Attendee.objects.filter(registration__uuid__in=erased_on_request())
    return _anonymise_all(erased.naming_someone(), now=now)


def erased_on_request() -> set[uuid.UUID]:
    """The numbers of all registrations erased because their person asked."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:  # nobody ever asked
        return set()
    return {uuid.UUID(name) for name in names if name}


def _note_erasure(number: uuid.UUID, *, now: datetime) -> None:
    """Note the erasure outside the database once it is committed; a storage that refuses is logged."""
    name, content = f"{FOLDER}/{number}", now.isoformat().encode()

    def write() -> None:
        try:
            default_storage.save(name, ContentFile(content))
        except Exception:
            logger.exception("L’effacement %s n’a pas pu être noté hors de la base.", number)

    transaction.on_commit(write)


def _anonymise_all(attendees: AttendeeQuerySet, *, now: datetime) -> int:
    """Anonymise all of these: never more than BATCH of them in a transaction, or in memory."""
    erased = 0
    for event_id in list(attendees.order_by().values_list("event_id", flat=True).distinct()):
        people = None
        while people is None or len(people) == BATCH:
            with transaction.atomic():
                event, _gate = lock_seats(event_id)
                of_event = attendees.filter(event_id=event_id).select_related("registration")
                people = list(of_event.order_by("pk")[:BATCH])
                _anonymise(people, now=now, event=event)
            erased += len(people)
    return erased


def _anonymise(
    people: list[Attendee],
    *,
    by: By = Actor.SITE,
    now: datetime,
    event: EventPage,
    keeps_link: bool = False,
) -> None:
    """Anonymise attendees of one event, and their registrations; the caller holds its lock.

    The link in the person's mailbox leads nowhere any more, unless ``keeps_link``.
    """
    registrations = [person.registration for person in people]
    pks = [registration.pk for registration in registrations]
    needles = [needle for person in people for needle in (person.registration.email, str(person))]
    names = [name for person in people for name in (person.first_name, person.last_name)]
    erase_submissions_of({registration.email_key for registration in registrations})
    unconfirmed = [person for person in people if person.is_unconfirmed]
    move(unconfirmed, Status.EXPIRED, by=Actor.SITE, now=now, event=event)
    move(people, Status.ANONYMISED, by=by, now=now, event=event, **ERASED_OF_PERSON)
    if not keeps_link:
        for registration in registrations:
            registration.uuid = uuid.uuid4()
        Registration.objects.bulk_update(registrations, ["uuid"])
    Registration.objects.filter(pk__in=pks).update(**ERASED)
    RegistrationLogEntry.objects.filter(registration__in=pks).update(note="")
    erase_mails(RegistrationMail.objects.filter(registration__in=pks))
    erase_tasks_about(needles=needles, names=names)
    history = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Registration), object_id__in=[str(pk) for pk in pks]
    )
    history.update(label=_("inscription effacée"), data={})
