"""Days, hours and zones in French."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from events import wording
from tests.events.factories import at


@dataclass
class Dated:
    start: datetime | None
    end: datetime | None
    times_known: bool = True
    date_uncertain: bool = False
    time_zone: str = "Europe/Paris"


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def dated(start: str, end: str, zone: str = "Europe/Paris", **values: bool) -> Dated:
    return Dated(at(*start.split(), zone), at(*end.split(), zone), time_zone=zone, **values)


@pytest.mark.parametrize(
    ("event", "here", "in_paris"),
    [
        (
            dated("2026-12-15 08:30", "2026-12-15 16:00"),
            "mardi 15 décembre 2026, de 8 h 30 à 16 h",
            "",
        ),
        (
            dated("2026-12-15 08:30", "2026-12-15 16:00", "Indian/Reunion"),
            "mardi 15 décembre 2026, de 8 h 30 à 16 h",
            "heure de La Réunion (UTC+4) : de 5 h 30 à 13 h à Paris",
        ),
        (  # in summer Paris is two hours behind La Réunion, six ahead of Martinique
            dated("2027-07-01 09:00", "2027-07-01 12:00", "America/Martinique"),
            "jeudi 1er juillet 2027, de 9 h à 12 h",
            "heure de la Martinique (UTC−4) : de 15 h à 18 h à Paris",
        ),
        (  # the evening in Cayenne is the next day in Paris
            dated("2026-12-31 19:00", "2026-12-31 21:30", "America/Cayenne"),
            "jeudi 31 décembre 2026, de 19 h à 21 h 30",
            "heure de la Guyane (UTC−3) : de 23 h à 1 h 30 à Paris",
        ),
        (  # and so is the afternoon in Paris that is a night in Guadeloupe
            dated("2027-07-01 20:00", "2027-07-01 22:00", "America/Guadeloupe"),
            "jeudi 1er juillet 2027, de 20 h à 22 h",
            "heure de la Guadeloupe (UTC−4) : du vendredi 2 juillet 2027 à 2 h"
            " au vendredi 2 juillet 2027 à 4 h à Paris",
        ),
        (  # over midnight at La Réunion, not in Paris
            dated("2026-12-15 21:00", "2026-12-16 01:00", "Indian/Reunion"),
            "mardi 15 décembre 2026, de 21 h à 1 h",
            "heure de La Réunion (UTC+4) : de 18 h à 22 h à Paris",
        ),
        (dated("2026-12-18 20:00", "2026-12-19 00:00"), "vendredi 18 décembre 2026, de 20 h à minuit", ""),
        (dated("2026-12-18 20:00", "2026-12-19 01:30"), "vendredi 18 décembre 2026, de 20 h à 1 h 30", ""),
        (  # a night is one evening, a morning is another day
            dated("2026-12-18 20:00", "2026-12-19 09:00"),
            "du vendredi 18 décembre 2026 à 20 h au samedi 19 décembre 2026 à 9 h",
            "",
        ),
        (
            dated("2026-12-17 09:00", "2026-12-19 00:00"),
            "du jeudi 17 décembre 2026 à 9 h au vendredi 18 décembre 2026 à minuit",
            "",
        ),
        (dated("2026-12-18 00:00", "2026-12-18 02:00"), "vendredi 18 décembre 2026, de 0 h à 2 h", ""),
        (dated("2028-02-29 20:00", "2028-03-01 00:00"), "mardi 29 février 2028, de 20 h à minuit", ""),
        (  # the night in which clocks go back, and the one in which they go forward
            dated("2026-10-24 22:00", "2026-10-25 03:30"),
            "samedi 24 octobre 2026, de 22 h à 3 h 30",
            "",
        ),
        (
            dated("2027-03-27 22:00", "2027-03-28 03:30"),
            "samedi 27 mars 2027, de 22 h à 3 h 30",
            "",
        ),
        (Dated(at("2026-12-18", "20:00"), None), "vendredi 18 décembre 2026, à 20 h", ""),
        (
            dated("2026-12-15 09:00", "2026-12-16 16:00"),
            "du mardi 15 décembre 2026 à 9 h au mercredi 16 décembre 2026 à 16 h",
            "",
        ),
        (dated("2020-07-08 00:00", "2020-07-08 23:59", times_known=False), "mercredi 8 juillet 2020", ""),
        (dated("2020-07-08 00:00", "2020-07-09 00:00", times_known=False), "mercredi 8 juillet 2020", ""),
        (
            dated("2020-07-08 00:00", "2020-07-09 23:59", "Indian/Mayotte", times_known=False),
            "du mercredi 8 juillet 2020 au jeudi 9 juillet 2020",
            "",
        ),
        (dated("2022-11-23 09:00", "2022-11-23 18:00", date_uncertain=True), "date à confirmer", ""),
        (Dated(None, None), "date à confirmer", ""),
    ],
)
def test_when(event: Dated, here: str, in_paris: str) -> None:
    assert plain(wording.when_here(event)) == here
    assert plain(wording.when_in_paris(event)) == in_paris


def test_a_day_and_its_number_an_hour_and_its_letter_stay_together() -> None:
    words = wording.when_here(dated("2026-12-15 08:30", "2026-12-15 16:00"))
    assert words == (
        "mardi 15\N{NO-BREAK SPACE}décembre 2026, "
        "de 8\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30 à 16\N{NO-BREAK SPACE}h"
    )


# --- What happened -----------------------------------------------------------------------------


@dataclass
class Happened(Dated):
    status: str = "scheduled"
    previous_start: datetime | None = None


THEN, NOW = at("2026-12-08", "09:00"), at("2027-01-15", "09:00")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (Happened(NOW, NOW), ""),
        (Happened(NOW, NOW, status="cancelled"), "annulé"),
        (Happened(NOW, NOW, status="cancelled", previous_start=THEN), "annulé"),
        (Happened(NOW, NOW, status="moved_online"), "passé en ligne"),
        (Happened(THEN, THEN, status="postponed"), "reporté : prévu d’abord le mardi 8 décembre 2026"),
        (
            Happened(NOW, NOW, status="postponed", previous_start=THEN, date_uncertain=True),
            "reporté : prévu d’abord le mardi 8 décembre 2026",
        ),
        (
            Happened(NOW, NOW, status="postponed", previous_start=THEN),
            "reporté du mardi 8 décembre 2026 au vendredi 15 janvier 2027",
        ),
        (
            Happened(at("2026-12-08", "14:00"), NOW, status="postponed", previous_start=THEN),
            "reporté à une autre heure, le mardi 8 décembre 2026",
        ),
        (Happened(None, None, status="postponed"), ""),
        (
            Happened(NOW, NOW, status="moved_online", previous_start=THEN),
            "reporté du mardi 8 décembre 2026 au vendredi 15 janvier 2027, et passé en ligne",
        ),
    ],
)
def test_what_happened(event: Happened, words: str) -> None:
    assert plain(wording.what_happened(event)) == words
