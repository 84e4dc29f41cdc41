"""What was written to a person goes with them when their seat becomes somebody else's."""

from dataclasses import replace

import pytest
from django.utils import timezone

from events.registrations.actions.confirmations import confirm
from events.registrations.actions.people import hand_over, rename, set_own_address
from events.registrations.actions.signup import register
from events.registrations.models import Notice, RegistrationMail
from events.registrations.outbox import write_to
from events.registrations.privacy.erasure import erase
from events.registrations.transitions import Actor

from ..factories import RegistrationFactory, open_event, party

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
Kind = RegistrationMail.Kind


def test_what_was_written_to_whoever_hands_a_seat_over_is_erased() -> None:
    attendee = RegistrationFactory(first_name="Marie", last_name="Lefèvre").first_attendee
    set_own_address(attendee, email="marie@exemple.invalid", by=Actor.VISITOR, now=timezone.now())

    rename(
        attendee, first_name="Paul", last_name="Martin", organisation="", by=Actor.VISITOR, now=timezone.now()
    )

    assert not RegistrationMail.objects.filter(to="marie@exemple.invalid").exists()


def test_what_was_written_to_people_who_exchange_their_seats_goes_and_is_erased_with_them() -> None:
    event, now = open_event(capacity=2, waiting_list=True), timezone.now()
    ana, *others = party("Ana Roux", "Ben Roux", "Chloé Roux").people
    ben, chloe = (replace(each, email=f"{each.first_name}@exemple.invalid") for each in others)
    group = replace(party(), people=(ana, ben, chloe))
    registration = register(event, applicant=group, now=now)
    confirm(registration, now=now)
    _ana, ben_s, chloe_s = registration.attendees.order_by("pk")
    notice = Notice.objects.create(event=event, kind=Kind.CHANGED)
    for each in (ben_s, chloe_s):
        write_to(registration, Kind.CHANGED, now=now, attendee=each)
    RegistrationMail.objects.filter(kind=Kind.CHANGED).update(notice=notice)

    hand_over(ben_s, to=chloe_s, by=Actor.VISITOR, now=now)

    told = RegistrationMail.objects.exclude(attendee=None).select_related("attendee")
    assert {mail.to for mail in told} == {ben.email, chloe.email}
    assert all(mail.to == mail.attendee.email for mail in told)
    assert notice.mails.count() == 2
    erase(registration, attendees=[ben_s.pk], by=Actor.VISITOR, now=now)
    assert not RegistrationMail.objects.filter(to=ben.email).exists()
    assert RegistrationMail.objects.filter(to=chloe.email).exists()
