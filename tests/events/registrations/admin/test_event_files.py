"""What one takes out of an event: numbers, contacts, the list for the door; and its queue."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from events.models import EventFormat, EventPage
from events.registrations.models import Arrangement, Attendee, PeopleExport
from events.registrations.privacy.erasure import erase
from events.registrations.seats.numbers import lines_of, total
from events.registrations.states import Status

from ..desk import Desk, make_desk
from ..factories import RegistrationFactory

pytestmark = pytest.mark.django_db
AT = timezone.now()


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def at(name: str, desk: Desk, *more: int) -> str:
    return reverse(f"event_{name}", args=[desk.event.pk, *more])


def lines(response) -> list[str]:
    return b"".join(response.streaming_content).decode("utf-8-sig").splitlines()


def test_another_region_takes_nothing_out(desk):
    for name in ("numbers", "contacts", "door_list", "queue"):
        assert desk.stranger.get(at(name, desk)).status_code == 404
        assert desk.mate.get(at(name, desk)).status_code == 200


def test_the_numbers_name_nobody_and_stay_after_erasure(desk):
    RegistrationFactory(event=desk.event, status=Status.WAITLISTED, organisation_kind="association")
    before = total(lines_of(desk.event))
    assert (before.asked, before.confirmed, before.waiting) == (2, 1, 1)
    text = "\n".join(lines(desk.owner.get(at("numbers", desk))))
    assert text.startswith("Jour;Au titre de;Demandées;Confirmées;En attente;Sur place;En ligne")
    assert "Goff" not in text
    Attendee.objects.filter(pk=desk.registration.first_attendee.pk).update(
        status=Status.ANONYMISED, first_name="", last_name=""
    )
    assert total(lines_of(desk.event)).confirmed == 1
    assert not PeopleExport.objects.exists()


def test_a_day_of_the_numbers_is_a_day_in_both_files(desk):
    day = timezone.localtime(desk.registration.created_at).date()
    assert f"{day:%d/%m/%Y};" in lines(desk.owner.get(at("numbers", desk)))[1]
    response = desk.owner.get(at("numbers", desk), {"format": "xlsx"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet["A2"].value.date() == day
    assert sheet["A2"].number_format == "dd/mm/yyyy"


def test_a_seat_given_back_by_an_erasure_is_not_counted_as_someone_who_comes(desk):
    erase(desk.registration, by=None, now=timezone.now())
    found = total(lines_of(desk.event))
    assert (found.asked, found.confirmed) == (1, 0)


def test_the_board_shows_the_numbers_in_a_table(desk):
    EventPage.objects.filter(pk=desk.event.pk).update(format=EventFormat.HYBRID)
    RegistrationFactory(event=desk.event, mode="en-ligne")
    page = BeautifulSoup(desk.owner.get(at("board", desk)).content, "html.parser")
    last = page.select("[aria-labelledby=board-numbers] table tr")[-1]
    assert [cell.get_text(strip=True) for cell in last.select("td")] == ["2", "2", "0", "1", "1"]


def test_the_contacts_are_those_who_follow_on_line(desk):
    EventPage.objects.filter(pk=desk.event.pk).update(format=EventFormat.HYBRID)
    RegistrationFactory(event=desk.event, mode="en-ligne", last_name="Îlien", email="il@exemple.invalid")
    RegistrationFactory(event=desk.event, mode="en-ligne", status=Status.WAITLISTED)
    assert lines(desk.owner.get(at("contacts", desk))) == [
        "Nom;Prénom;Courriel",
        "Îlien;Aïcha;il@exemple.invalid",
    ]
    assert PeopleExport.objects.get().rows == 1
    workbook = BytesIO(b"".join(desk.owner.get(at("contacts", desk), {"format": "xlsx"}).streaming_content))
    sheet = openpyxl.load_workbook(workbook)["Contacts"]
    assert [cell.value for cell in sheet[2]] == ["Îlien", "Aïcha", "il@exemple.invalid"]
    assert sheet.auto_filter.ref == "A1:C2"


def test_the_door_list_is_by_name_on_site_only_with_a_sign_and_never_the_wish(desk):
    EventPage.objects.filter(pk=desk.event.pk).update(format=EventFormat.HYBRID)
    first = RegistrationFactory(event=desk.event, last_name="Éon").attendees.get()
    RegistrationFactory(event=desk.event, last_name="Zoom", mode="en-ligne")
    RegistrationFactory(event=desk.event, last_name="Attend", status=Status.WAITLISTED)
    Arrangement.objects.create(attendee=first, wish="une boucle magnétique", consented_at=AT)
    page = BeautifulSoup(desk.owner.get(at("door_list", desk)).content, "html.parser")
    names = [" ".join(cell.get_text(" ").split()) for cell in page.select("tbody th")]
    assert names == ["Éon ◆", "Le Goff"]
    assert "boucle" not in page.get_text()
    assert PeopleExport.objects.get().kind == "liste d’accueil"


def test_the_queue_is_seen_in_order_and_changed_for_a_reason_alone(desk):
    waiting = [
        RegistrationFactory(
            event=desk.event,
            status=Status.WAITLISTED,
            last_name=name,
            queued_at=AT + timedelta(minutes=number),
        ).attendees.get()
        for number, name in enumerate(["Premier", "Second"])
    ]
    assert "2 personnes attendent une place." in " ".join(
        BeautifulSoup(desk.owner.get(at("board", desk)).content, "html.parser").get_text(" ").split()
    )

    def order() -> list[str]:
        page = BeautifulSoup(desk.owner.get(at("queue", desk)).content, "html.parser")
        return [cell.get_text(strip=True).split()[-1] for cell in page.select("table.listing tbody th")]

    assert order() == ["Premier", "Second"]
    move = at("queue_order", desk, waiting[1].pk)
    assert desk.stranger.post(move, {"reason": "ordre-trajet"}).status_code == 404
    desk.owner.post(move, {"before": waiting[0].pk})
    assert order() == ["Premier", "Second"]
    desk.owner.post(move, {"before": waiting[0].pk, "reason": "ordre-trajet"})
    assert order() == ["Second", "Premier"]
    assert "voyage à réserver de loin" in desk.owner.get(at("queue", desk)).content.decode()
