"""A spreadsheet holds what was typed, and never runs it."""

from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import reverse

from conference.core.spreadsheets import harmless
from events.registrations.models import Attendee, PeopleExport, Registration
from events.registrations.states import Status
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, relay

from ..factories import RegistrationFactory, open_event


@pytest.mark.parametrize("typed", ["=1+1", "+33", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_what_a_spreadsheet_would_run_becomes_a_text(typed):
    assert harmless(typed) == f"'{typed}"


@pytest.mark.parametrize("typed", ["Le Goff", "12 = 3", "", None, 12])
def test_the_rest_stays_as_it_is(typed):
    assert harmless(typed) == typed


@pytest.fixture
def reunion():
    tree = make_site_tree(regions=("bretagne", "la-reunion"))
    side = tree.regions["la-reunion"]
    event = open_event(
        title="Rencontre de Saint-Denis",
        slug="rencontre",
        parent=side.agenda,
        time_zone="Indian/Reunion",
        start=datetime(2027, 3, 1, 4, 30, tzinfo=UTC),
        end=datetime(2027, 3, 1, 12, 0, tzinfo=UTC),
    )
    RegistrationFactory(
        event=event,
        first_name='=HYPERLINK("https://mal.invalid")',
        last_name="Hoarau",
        phone="+33 1 23 45 67 89",
        created_at=datetime(2027, 1, 15, 21, 5, 9, tzinfo=UTC),
    )
    return tree, browser_of(relay(side.region))


@pytest.mark.django_db
def test_the_csv_opens_with_accents_french_headings_and_the_event_s_own_clock(reunion):
    _tree, client = reunion
    response = client.get(reverse("inscriptions:index"), {"export": "csv"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Événement;Début (heure du lieu);État;Nom;Prénom;Courriel;Téléphone")
    assert "Rencontre de Saint-Denis;2027-03-01 08:30:00;confirmée;Hoarau;" in lines[1]
    assert "\"'=HYPERLINK" in lines[1]
    assert ";'+33 1 23 45 67 89;" in lines[1]
    assert "2027-01-16 01:05:09" in lines[1]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_never_holds_its_whole_list(reunion, kind, monkeypatch):
    """PostgreSQL's own memory is not in what tracemalloc counts (test_long_exports.py)."""
    held, fetch_all = [], QuerySet._fetch_all

    def noted(queryset):
        held.append(queryset.model)
        fetch_all(queryset)

    monkeypatch.setattr(QuerySet, "_fetch_all", noted)
    _tree, client = reunion
    response = client.get(reverse("inscriptions:index"), {"export": kind})
    assert b"".join(response.streaming_content)
    assert held
    assert Attendee not in held


@pytest.mark.django_db
def test_the_xlsx_holds_dates_and_no_formula(reunion):
    _tree, client = reunion
    response = client.get(reverse("inscriptions:index"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
    row = list(sheet[2])
    assert row[1].value.isoformat() == "2027-03-01T08:30:00"
    assert row[4].value.startswith("=HYPERLINK")
    assert row[6].value == "+33 1 23 45 67 89"
    assert "f" not in {cell.data_type for cell in row}


@pytest.mark.django_db
def test_an_export_holds_the_team_s_own_people_only(reunion):
    tree, _client = reunion
    stranger = browser_of(relay(tree.regions["bretagne"].region))
    response = stranger.get(reverse("inscriptions:index"), {"export": "csv"})
    assert len(b"".join(response.streaming_content).splitlines()) == 1


@pytest.mark.django_db
def test_the_file_is_named_after_the_event_and_the_day(reunion, time_machine):
    time_machine.move_to(datetime(2027, 1, 20, 9, 0, tzinfo=UTC))
    tree, _client = reunion
    event = tree.regions["la-reunion"].agenda.get_children().get()
    client = browser_of(get_user_model().objects.get(username="relais-la-reunion"))
    response = client.get(reverse("inscriptions:index"), {"export": "csv", "event": event.pk})
    assert response["Content-Disposition"] == 'attachment; filename="inscriptions-rencontre-2027-01-20.csv"'


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_control_sign_that_came_in_once_does_not_stop_the_export(reunion, kind):
    """I6: openpyxl refuses such a cell."""
    _tree, client = reunion
    Attendee.objects.update(organisation="Asso\x02Ciation")
    response = client.get(reverse("inscriptions:index"), {"export": kind})
    assert response.status_code == 200
    assert b"".join(response.streaming_content)


@pytest.mark.django_db
def test_each_state_has_its_sheet_by_name_and_ready_to_be_filtered(reunion):
    """I9."""
    _tree, client = reunion
    event = Attendee.objects.get().event
    people = {"Ana": "cancelled", "Évariste": "confirmed", "Zita": "confirmed", "Bo": "waitlisted"}
    for name, status in people.items():
        RegistrationFactory(event=event, last_name=name, status=Status(status))
    response = client.get(reverse("inscriptions:index"), {"export": "xlsx"})
    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames == ["Confirmée", "En liste d’attente", "Annulée"]
    confirmed = book["Confirmée"]
    assert [row[3].value for row in confirmed.iter_rows(min_row=2)] == ["Évariste", "Hoarau", "Zita"]
    assert confirmed.auto_filter.ref == "A1:O4"
    assert confirmed.column_dimensions["F"].width == 34


@pytest.mark.django_db
def test_each_export_of_people_is_noted(reunion):
    _tree, client = reunion
    event = Attendee.objects.get().event
    client.get(reverse("inscriptions:index"), {"export": "csv", "event": event.pk})
    noted = PeopleExport.objects.get()
    assert (noted.event, noted.kind, noted.rows) == (event, "inscriptions", 1)
    assert noted.user.username == "relais-la-reunion"


@pytest.mark.django_db
def test_an_export_of_several_events_is_noted_at_each_of_them(reunion):
    tree, client = reunion
    event, other = Attendee.objects.get().event, open_event(parent=tree.regions["la-reunion"].agenda)
    RegistrationFactory.create_batch(2, event=other)
    client.get(reverse("inscriptions:index"), {"export": "csv"})
    assert dict(PeopleExport.objects.values_list("event", "rows")) == {event.pk: 1, other.pk: 2}
    ledger = client.get(reverse("event_data", args=[other.pk])).content.decode()
    assert "Aucun fichier qui nomme des personnes" not in ledger


@pytest.mark.django_db
def test_more_people_than_one_query_may_name_are_exported(reunion):
    """SQLite refuses an expression of more than a thousand parts."""
    _tree, client = reunion
    event = Attendee.objects.get().event
    made = Registration.objects.bulk_create(Registration(event=event) for _number in range(1_001))
    Attendee.objects.bulk_create(Attendee(registration=each, event=event) for each in made)
    response = client.get(reverse("inscriptions:index"), {"export": "csv"})
    assert len(b"".join(response.streaming_content).splitlines()) == 1 + 1 + 1_001
