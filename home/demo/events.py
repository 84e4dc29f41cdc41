"""The fictional events: each with its agenda, its speakers, its place and its seats."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from wagtail.models import Page

from conference.core.times.zoned import PARIS
from conference.models import LocalConferencePage, NationalConferencePage
from conference.regions.models import Region
from conference.regions.rights import REVIEW
from events.cloths import facts_of
from events.days import limits
from events.lifecycle import cancel_event
from events.models import (
    AgendaPage,
    EventPage,
    EventSeries,
    EventSpeaker,
    EventStatus,
    RegionalAgendaPage,
    Session,
    SessionSpeaker,
    Speaker,
    YesNo,
)
from events.registrations.seats.gates import close_registration
from measures.models import Measure

from .accounts import author
from .content import texts, verbatim
from .days import moment, working_day
from .drawings import cover
from .pages import hold, publish, short_slug
from .registrants import register_fictional_people
from .requests import ask_for_more, questions_of, settings_of

# Parts of an agenda at which somebody is announced, in the order in which speakers are given to them.
SPOKEN = ("temoignage", "table-ronde", "atelier", "visite")
# The fields of an event that data/events.json tells as they are, under the field's own name. A field that is
# new to events is told by adding it there.
PLAIN_FIELDS = {
    field.name for field in EventPage._meta.concrete_fields if field.editable and not field.is_relation
}


@dataclass(frozen=True)
class Stage:
    """What the events need, read once."""

    agendas: dict[str, Page]
    regions: dict[str, Region]
    measures: dict[int, Measure]
    editions: dict[str, NationalConferencePage]
    speakers: dict[str, list[Speaker]]
    now: datetime


def load_events(
    *, editions: dict[str, NationalConferencePage], speakers: dict[str, list[Speaker]], now: datetime
) -> None:
    """Past and coming ones (of each state, one in a series), models, a draft, and one to moderate."""
    stage = Stage(
        agendas=agendas_by_region(),
        regions={region.slug: region for region in Region.objects.all()},
        measures={measure.number: measure for measure in Measure.objects.all()},
        editions=editions,
        speakers=speakers,
        now=now,
    )
    events = texts("events")
    for facts in events["past"]:
        announced = now + timedelta(days=facts["in_days"] - 45)
        publish(stage.agendas[facts["region"]], build(facts, stage), at=announced)
    for facts in events["coming"]:
        event = publish(stage.agendas[facts["region"]], build(facts, stage), at=now)
        register_fictional_people(event, count=facts.get("registrants", 0), now=now)
        ask_for_more(event, facts, now=now)
        if reason := facts.get("cancelled"):
            cancel_event(event, by=None, reason=reason, now=now)
        _tell_what_happened(event, facts, now=now)
        if facts.get("closed"):
            close_registration(event, by=None, now=now)
        repeat_in_a_series(event, facts, stage)
    for facts in events["models"]:
        hold(stage.agendas[""], model_page(facts, stage), by=None)
    for facts in events["draft"]:
        by = author(f"relais-{facts['region']}")
        hold(stage.agendas[facts["region"]], build(facts, stage), by=by)
    for facts in events["submitted"]:
        by = author(f"relais-{facts['region']}")
        submit(hold(stage.agendas[facts["region"]], build(facts, stage), by=by), by=by)


def _tell_what_happened(event: EventPage, facts: dict, *, now: datetime) -> None:
    """Postponed or moved on line, as the verbs leave an event that nobody had registered for."""
    happened: dict[str, Any] = {}
    if postponed := facts.get("postponed"):
        start, end = limits(event)
        before = working_day(now.date(), after=postponed["in_days"]) - start.date()
        happened = {
            "status": EventStatus.POSTPONED,
            "status_reason": postponed["reason"],
            "previous_start": start + before,
            "previous_end": end + before,
        }
    elif reason := facts.get("moved_online"):
        happened = {"status": EventStatus.MOVED_ONLINE, "status_reason": reason}
    if happened:
        EventPage.objects.filter(pk=event.pk).update(**happened, status_changed_at=now, sequence=1)


def repeat_in_a_series(event: EventPage, facts: dict, stage: Stage) -> None:
    """The same event on other days (``again_in_days``), as one series with it."""
    again = facts.get("again_in_days", [])
    if not again:
        return
    series = EventSeries.objects.create(
        title=event.title, slug=event.slug, summary=event.summary, region=event.region, fictional=True
    )
    EventPage.objects.filter(pk=event.pk).update(series=series)
    for number, days in enumerate(again, 2):
        another = build(facts | {"in_days": days}, stage)
        another.slug, another.series = f"{another.slug}-{number}", series
        publish(stage.agendas[facts["region"]], another, at=stage.now)


def model_page(facts: dict, stage: Stage) -> EventPage:
    """A page to start from: a programme, neither a place nor people."""
    event = build(facts, stage)
    event.is_model = True
    event.venue_name = event.online_url = ""
    event.event_speakers.clear()
    for part in event.sessions.all():
        part.session_speakers = []
    return event


def build(facts: dict, stage: Stage) -> EventPage:
    """An event as ``facts`` tell it (data/events.json), not yet in the tree."""
    region = stage.regions.get(facts["region"])
    zone = region.time_zone if region else PARIS
    day = _day(facts, stage)
    agenda = texts("agendas")[facts.get("agenda", facts["kind"])]
    parts = [_part(part, facts, day, zone) for part in agenda["parts"]]
    slug = short_slug(facts["title"])
    event = EventPage(
        slug=slug,
        start=parts[0].start,
        end=parts[-1].end,
        time_zone=zone,
        edition=stage.editions.get(facts["edition"]),
        fictional=True,
        **{name: facts[name] for name in PLAIN_FIELDS & facts.keys()},
        **_place(facts, slug),
    )
    if event.sign_language == YesNo.YES:
        event.interpretation_until = day - timedelta(days=10)
    event.measures = [stage.measures[number] for number in facts["measures"]]
    event.sessions.set(parts)
    if motif := facts.get("cover"):
        event.cover = cover(facts_of(event), motif=motif)
    _announce(event, parts, stage.speakers[facts["region"]] + stage.speakers[""])
    capacity = verbatim("past_events")["usual_capacities"].get(agenda["capacity"])
    event.registration_settings.set([settings_of(facts, capacity=capacity)])
    event.registration_questions.set(questions_of(facts))
    return event


def _day(facts: dict, stage: Stage) -> date:
    """So many days from now, or a day of the edition itself."""
    first = stage.editions[facts["edition"]].start_date if "edition_day" in facts else None
    if first is not None:
        return first + timedelta(days=facts["edition_day"] - 1)
    return working_day(stage.now.date(), after=facts["in_days"])


def agendas_by_region() -> dict[str, Page]:
    """The page that holds the events of each region, by slug; the national one under ""."""
    holders = {page.path[: -Page.steplen]: page for page in RegionalAgendaPage.objects.all()}
    local_pages = LocalConferencePage.objects.select_related("region")
    return {"": AgendaPage.objects.get()} | {page.region.slug: holders[page.path] for page in local_pages}


def submit(event: EventPage, *, by: User | None) -> None:
    """Leave ``event`` to a moderator, as its relay does."""
    workflow = event.get_workflow()
    if workflow is not None and workflow.name == REVIEW:
        workflow.start(event, user=by)


def _place(facts: dict, slug: str) -> dict[str, str]:
    place = {}
    if facts["format"] != "en-ligne" and "venue" in facts:
        place = {"venue_name": _("%s (lieu fictif)") % facts["venue"]}
    if facts["format"] != "presentiel":
        place["online_url"] = f"https://visio.invalid/{slug}"
    return place


def _part(part: list, facts: dict, day: date, zone: str) -> Session:
    clock, minutes, kind, title, room = part
    start = moment(day, clock, zone)
    if facts["format"] == "en-ligne":
        room = ""
    return Session(
        start=start,
        end=start + timedelta(minutes=minutes),
        kind=kind,
        title=title.format_map(facts),
        room=room,
    )


def _announce(event: EventPage, parts: list[Session], speakers: list[Speaker]) -> None:
    """Give each spoken part one person, two at a round table; announce them for the event too."""
    turn = len(event.title)  # another beginning for each event, always the same for one
    announced: list[Speaker] = []
    for part in parts:
        if part.kind not in SPOKEN:
            continue
        people = 2 if part.kind == "table-ronde" else 1
        chosen = [speakers[(turn + step) % len(speakers)] for step in range(people)]
        turn += people
        part.session_speakers = [SessionSpeaker(speaker=speaker) for speaker in chosen]
        announced += [speaker for speaker in chosen if speaker not in announced]
    event.event_speakers.set([EventSpeaker(speaker=speaker) for speaker in announced])
