"""Thousands of events, each a copy of one of the demonstration's in another place, at another time."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from events.choices import EventKind
from events.search.terms import terms_in

from .store import Row, Store, as_json, without
from .tree import Container, containers

BATCH = 5_000
THEMES = """
    Écologie, Eau, emploi, logement, mobilité, énergie, santé, culture, sport, lecture, alimentation,
    jeunesse, vieillesse, numérique, handicap, réemploi, forêt, littoral, montagne, quartier, village,
    artisanat, commerce, tourisme, école, université, recherche, formation, insertion, accueil,
    voisinage
""".replace("\n", " ").split(", ")
TOWNS_OF_A_REGION = 120  # the largest ones
FORMATS = 14 * ["presentiel"] + 3 * ["en-ligne"] + 3 * ["hybride"]
KINDS = [kind.value for kind in EventKind]


@dataclass(frozen=True)
class Model:
    """A demonstration's event with all that hangs on it."""

    page: Row
    event: Row
    sessions: list[Row]
    speaking: dict[str, list[Row]]
    announced: list[Row]
    settings: list[Row]
    references: list[Row]
    terms: set[str]


class Events:
    """Adds events to a database; those of one number are the same each time."""

    def __init__(self, store: Store, *, now: datetime) -> None:
        self.store, self.now = store, now
        self.rows: dict[str, list[Row]] = defaultdict(list)

    @cached_property
    def models(self) -> list[Model]:
        """Four coming sessions of the demonstration, national and regional."""
        store = self.store
        keys = store.connection.execute(
            "SELECT page_ptr_id FROM events_eventpage JOIN wagtailcore_page ON id = page_ptr_id"
            " WHERE live AND over_at > %s AND status = 'scheduled' ORDER BY id LIMIT 4",
            [self.now],
        ).fetchall()
        return [self._model(key) for (key,) in keys]

    @cached_property
    def towns(self) -> dict[str | None, list[Row]]:
        """The largest communes of each region by its key; under None, those of the country."""
        query = (
            "SELECT commune.code, commune.name, latitude, longitude, department.name, region_id,"
            " (SELECT min(postcode) FROM regions_communepostcode WHERE commune_id = commune.code)"
            " FROM regions_commune AS commune"
            " JOIN regions_department AS department ON department.code = department_id"
            " ORDER BY population DESC, commune.code"
        )
        found: dict[str | None, list[Row]] = defaultdict(list)
        for code, name, north, east, department, region, postcode in self.store.connection.execute(query):
            town = {"commune_id": code, "town": name, "department": department, "postcode": postcode or ""}
            town |= {"latitude": north, "longitude": east}
            for each in (None, str(region)):
                if len(found[each]) < TOWNS_OF_A_REGION:
                    found[each].append(town)
        return found

    @cached_property
    def known_places(self) -> set[str]:
        """The words by which the models are found for where they are."""
        places = (row for towns in self.towns.values() for row in towns)
        said = {f"{row['town']} {row['department']} {row['postcode']}" for row in places}
        regions = {row["name"] for row in self.store.rows("regions_region")}
        return terms_in(" ".join(said | regions))

    def _model(self, key: int) -> Model:
        of_event = ("event_id = %s", key)
        sessions = self.store.rows("events_session", *of_event)
        return Model(
            page=self.store.rows("wagtailcore_page", "id = %s", key)[0],
            event=self.store.rows("events_eventpage", "page_ptr_id = %s", key)[0],
            sessions=sessions,
            speaking={
                each["id"]: self.store.rows("events_sessionspeaker", "session_id = %s", each["id"])
                for each in sessions
            },
            announced=self.store.rows("events_eventspeaker", *of_event),
            settings=self.store.rows("registrations_registrationsettings", *of_event),
            references=self.store.rows(
                "wagtailcore_referenceindex",
                "object_id = %s AND base_content_type_id = ("
                "SELECT id FROM django_content_type WHERE app_label = 'wagtailcore' AND model = 'page')",
                str(key),
            ),
            terms={row["term"] for row in self.store.rows("events_eventsearchterm", *of_event)},
        )

    def add(self, numbers: range, *, coming: int) -> None:
        """The events of these numbers; the first ``coming`` of them are still to come."""
        places = containers(self.store, holds="events")
        editions = [row["page_ptr_id"] for row in self.store.rows("conference_nationalconferencepage")]
        measures = self.store.rows("measures_measure")
        key = self.store.next_id("wagtailcore_page")
        session = self.store.next_id("events_session")
        for turn, number in enumerate(numbers):
            place = places[number % len(places)]
            session = self._one(
                key + turn, number, place, session, coming=turn < coming, editions=editions, measures=measures
            )
            if turn % BATCH == BATCH - 1:
                self._write()
        self._write()
        for place in places:
            place.count_children(self.store)
        self._index(key)

    def _one(
        self,
        key: int,
        number: int,
        place: Container,
        session: int,
        *,
        coming: bool,
        editions: list[str],
        measures: list[Row],
    ) -> int:
        model = self.models[number % len(self.models)]
        towns = self.towns[place.region_id]
        # The larger a town, the more is held there.
        town = towns[(number // 19 * 7 % len(towns)) ** 2 // len(towns)]
        title = f"Rencontre {number} : {THEMES[number % len(THEMES)]} à {town['town']}"
        if coming:
            start = self.now + timedelta(hours=3 + number * 7 % 2_900)
            announced = self.now - timedelta(hours=number * 13 % 2_160)
        else:
            start = self.now - timedelta(days=2 + number * 11 % 2_500, hours=number % 10)
            announced = start - timedelta(days=20 + number % 90)
        end = start + timedelta(hours=3)
        slug = f"rencontre-{number}"
        steps = {1, 5 if number % len(measures) else 1}
        served = [measures[number * step % len(measures)] for step in steps]
        add = self.rows
        add["wagtailcore_page"].append(
            model.page
            | place.below(slug, key=key)
            | {"title": title, "draft_title": title, "translation_key": uuid.uuid4()}
            | {"latest_revision_id": None, "live_revision_id": None, "first_published_at": announced}
        )
        add["events_eventpage"].append(
            model.event
            | {"page_ptr_id": key, "uuid": uuid.uuid4(), "region_id": place.region_id}
            | {
                "start": start,
                "end": end,
                "over_at": end,
                "listed_until": end,
                "format": FORMATS[number * 3 % len(FORMATS)],
                "kind": KINDS[number % len(KINDS)],
                "step_free": ("oui", "non", "")[number % 3],
                "hearing_loop": "oui" if number % 4 == 0 else "",
                "captions": "oui" if number % 5 == 0 else "",
            }
            | town
            | {"edition_id": editions[number % len(editions)] if number % 3 == 0 else None}
        )
        add["events_eventpage_measures"] += [
            {"eventpage_id": key, "measure_id": measure["id"]} for measure in served
        ]
        said = " ".join([title, town["town"], town["department"], town["postcode"], place.region_name])
        served_words = " ".join(f"mesure {measure['number']} : {measure['title']}" for measure in served)
        terms = terms_in(f"{said} {served_words}") | (model.terms - self.known_places)
        add["events_eventsearchterm"] += [{"event_id": key, "term": term} for term in sorted(terms)]
        add["registrations_registrationsettings"] += [
            without(row, "id") | {"event_id": key} for row in model.settings
        ]
        add["wagtailcore_pagelogentry"].append(self._logged(key, title, model))
        if coming or number % 5 == 0:
            session = self._programme(key, model, session, start - _moment(model.event["start"]))
        return session

    def _programme(self, key: int, model: Model, session: int, later: timedelta) -> int:
        for each in model.sessions:
            begins, ends = _moment(each["start"]), _moment(each["end"])
            self.rows["events_session"].append(
                each | {"id": session, "event_id": key, "start": begins + later, "end": ends + later}
            )
            self.rows["events_sessionspeaker"] += [
                without(row, "id") | {"session_id": session} for row in model.speaking[each["id"]]
            ]
            session += 1
        self.rows["events_eventspeaker"] += [
            without(row, "id") | {"event_id": key} for row in model.announced
        ]
        self.rows["wagtailcore_referenceindex"] += [
            without(row, "id") | {"object_id": str(key)} for row in model.references
        ]
        return session

    def _logged(self, key: int, title: str, model: Model) -> Row:
        return {
            "label": title,
            "action": "wagtail.publish",
            "data": as_json({}),
            "timestamp": self.now,
            "content_changed": True,
            "deleted": False,
            "content_type_id": model.page["content_type_id"],
            "page_id": key,
            "uuid": uuid.uuid4(),
        }

    def _write(self) -> None:
        for table, rows in self.rows.items():
            self.store.copy(table, rows)
        self.rows.clear()

    def _index(self, first_key: int) -> None:
        """What the admin's search and choosers look in."""
        self.store.connection.execute(
            "INSERT INTO wagtailsearch_indexentry"
            " (object_id, title_norm, content_type_id, autocomplete, title, body, title_text, body_text)"
            " SELECT id::text, 1, content_type_id, to_tsvector('simple', title),"
            " setweight(to_tsvector('simple', title), 'A'), to_tsvector('simple', search_description),"
            " title, search_description"
            " FROM wagtailcore_page WHERE id >= %s",
            [first_key],
        )


def _moment(said: Any) -> datetime:
    return datetime.fromisoformat(said)
