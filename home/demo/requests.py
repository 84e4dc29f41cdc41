"""What fictional people ask beside a seat: a queue and an offer, questions, arrangements, approvals, a party.

An event of data/events.json says what of it it shows, under « registrations ».
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from events.models import EventPage
from events.registrations.actions.applicants import Applicant
from events.registrations.models import (
    Answer,
    Arrangement,
    Attendee,
    EventQuestion,
    Mode,
    Question,
    RegistrationSettings,
)
from events.registrations.queue.clock import offer_ends
from events.registrations.seats import lock_seats
from events.registrations.states import Status

from .registrants import asked_at, fictional_applicants, write_down

SETTINGS = ("ceiling", "needs_approval", "phone", "releases_unanswered")


def settings_of(facts: dict[str, Any], *, capacity: int | None) -> RegistrationSettings:
    """The settings of a fictional event: its kind's usual number of seats, and what ``facts`` tell."""
    asked = facts.get("registrations", {})
    told = {name: asked[name] for name in SETTINGS if name in asked}
    return RegistrationSettings(enabled=True, capacity=capacity, **told)


def questions_of(facts: dict[str, Any]) -> list[EventQuestion]:
    """The questions of the national library that the event asks: [key, of each person]."""
    asked = facts.get("registrations", {}).get("questions", [])
    known = {question.key: question for question in Question.objects.filter(region=None)}
    return [
        EventQuestion(question=known[key], of_each=of_each, sort_order=place)
        for place, (key, of_each) in enumerate(asked)
        if key in known
    ]


def ask_for_more(event: EventPage, facts: dict[str, Any], *, now: datetime) -> None:
    """Add those who wait, are offered a seat, wait for an approval or come together; then what they told."""
    asked = facts.get("registrations")
    if not asked:
        return
    event, _gate = lock_seats(event.pk)
    newcomers = fictional_applicants(event, after=facts.get("registrants", 0))
    _come_together(event, newcomers, asked.get("party", 0), now=now)
    for number in range(asked.get("to_approve", 0)):
        at = asked_at(number, now=now)
        write_down(event, next(newcomers), at=at, statuses=[Status.PENDING_APPROVAL])
    _wait(event, newcomers, asked.get("waiting", []), offered=asked.get("offered", 0), now=now)
    _follow_online(event, asked.get("online", 0))
    _wish(event, asked.get("arrangements", []), now=now)
    _answer(event)


def _together(newcomers: Iterator[Applicant], number: int) -> Applicant:
    """So many people who write with the address of the first."""
    first, *others = islice(newcomers, number)
    return replace(first, people=(*first.people, *(person for each in others for person in each.people)))


def _come_together(event: EventPage, newcomers: Iterator[Applicant], number: int, *, now: datetime) -> None:
    if number:
        party = _together(newcomers, number)
        write_down(event, party, at=asked_at(0, now=now), statuses=[Status.CONFIRMED] * number)


def _wait(
    event: EventPage, newcomers: Iterator[Applicant], parties: list[int], *, offered: int, now: datetime
) -> None:
    """``parties`` wait, in this order; ``offered`` seats are offered to the first, who may be more."""
    for place, number in enumerate(parties):
        at = now - timedelta(hours=5 * (len(parties) - place))
        party = _together(newcomers, number)
        first = offered if place == 0 else 0
        statuses = [Status.OFFERED] * first + [Status.WAITLISTED] * (number - first)
        write_down(event, party, at=at, statuses=statuses, queued_at=at)
    ends = offer_ends(event, now=now)
    Attendee.objects.filter(event=event, status=Status.OFFERED).update(held_until=ends, changed_at=now)


def _confirmed(event: EventPage, number: int) -> list[Attendee]:
    return list(Attendee.objects.filter(event=event, status=Status.CONFIRMED).order_by("pk")[:number])


def _follow_online(event: EventPage, number: int) -> None:
    """At a hybrid event, so many follow on line, the others come."""
    if not number:
        return
    people = Attendee.objects.filter(event=event)
    people.update(mode=Mode.ON_SITE)
    people.filter(pk__in=[person.pk for person in _confirmed(event, number)]).update(mode=Mode.ONLINE)


def _wish(event: EventPage, wishes: list[dict[str, str]], *, now: datetime) -> None:
    """The last of them come with a wish each: to be answered, or answered (``state``, ``reply``)."""
    people = Attendee.objects.filter(event=event, status=Status.CONFIRMED).exclude(mode=Mode.ONLINE)
    for person, wish in zip(people.order_by("-pk"), wishes, strict=False):
        replied = {"replied_at": now} if "reply" in wish else {}
        at = person.changed_at
        Arrangement.objects.create(attendee=person, consented_at=at, told_at=now, **wish, **replied)


def _answer(event: EventPage) -> None:
    """Two people in three answer, each in turn what the question offers."""
    people = list(Attendee.objects.filter(event=event).select_related("registration").order_by("pk"))
    answers, written = [], set()
    for use in EventQuestion.objects.filter(event=event).select_related("question"):
        for number, person in enumerate(people):
            once = (use.question_id, person.registration_id)
            value = _value(use.question, number)
            if number % 3 == 2 or value is None or (not use.of_each and once in written):
                continue
            written.add(once)
            whose = person if use.of_each else None
            answers.append(
                Answer(registration=person.registration, attendee=whose, question=use.question, value=value)
            )
    Answer.objects.bulk_create(answers)


def _value(question: Question, number: int) -> Any:
    options = question.options
    if question.kind == Question.Kind.YES_NO:
        return number % 2 == 0
    if question.kind == Question.Kind.NUMBER:
        return number % 4
    if not options:
        return None  # nothing that a person would have written is made up
    choice = options[number % len(options)]
    return [choice] if question.kind == Question.Kind.SEVERAL else choice
