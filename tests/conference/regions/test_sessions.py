"""What announces other sessions: in which agenda, from whose session, and what its forms offer."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from events.announcing.import_files import COLUMNS
from events.models import EventPage
from tests.conference.factories import make_site_tree

from .people import browser_of, communicator
from .rows import changed_since, every_row
from .world import Side, make_sides

pytestmark = pytest.mark.django_db
NO_AGENDA = ["²", "١", "9" * 23, "-1", "", "x"]


@pytest.fixture
def sides() -> tuple[Side, Side]:
    return make_sides()


@pytest.fixture
def of_both(sides: tuple[Side, Side]) -> Client:
    """A relay of two regions, who is asked in which agenda."""
    ours, theirs = sides
    ours.user.groups.add(theirs.team.group)
    return ours.client


def copy(client: Client, event: Page, agenda: object) -> HttpResponse:
    data = {"day": "9 mars 2027", "title": "Copie", "agenda": agenda}
    return client.post(reverse("event_copy", args=[event.pk]), data)


def import_file(client: Client, agenda: object) -> HttpResponse:
    file = BytesIO(f"{';'.join(COLUMNS)}\n{';' * (len(COLUMNS) - 1)}".encode())
    file.name = "sessions.csv"
    return client.post(reverse("event_import"), {"agenda": agenda, "file": file})


def offered(answer: HttpResponse) -> set[str]:
    """What a form lets one choose as the agenda."""
    options = BeautifulSoup(answer.content, "html.parser").select("select[name=agenda] option")
    return {str(option["value"]) for option in options} - {""}


def test_wagtails_copy_of_a_session_leads_to_ours_which_is_behind_the_wall(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    before = every_row()
    for event in (ours.draft, theirs.draft, theirs.live):
        asked = reverse("wagtailadmin_pages:copy", args=[event.pk])
        data = {"new_title": "C", "new_slug": "c", "new_parent_page": ours.tree.agenda.pk}
        for answer in (ours.client.get(asked), ours.client.post(asked, data)):
            led = answer.headers.get("Location")
            assert led == reverse("event_copy", args=[event.pk]) or answer.status_code == 404
            assert theirs.mark not in answer.content.decode()
    assert ours.client.get(reverse("event_copy", args=[theirs.draft.pk])).status_code == 404
    assert changed_since(before) == []


def test_who_has_one_agenda_copies_to_it_whatever_is_sent(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    there = list(Page.objects.child_of(theirs.tree.agenda))
    for place in (theirs.tree.agenda.pk, theirs.draft.pk, make_site_tree(regions=()).agenda.pk, *NO_AGENDA):
        before = Page.objects.child_of(ours.tree.agenda).count()
        assert copy(ours.client, ours.draft, place).status_code == 302
        assert Page.objects.child_of(ours.tree.agenda).count() == before + 1
    assert list(Page.objects.child_of(theirs.tree.agenda)) == there
    assert offered(ours.client.get(reverse("event_copy", args=[ours.draft.pk]))) == set()


def test_who_has_several_chooses_among_them_alone(sides: tuple[Side, Side], of_both: Client) -> None:
    ours, theirs = sides
    national = make_site_tree(regions=()).agenda
    own = {str(side.tree.agenda.pk) for side in sides}
    assert offered(of_both.get(reverse("event_copy", args=[ours.draft.pk]))) == own
    assert offered(of_both.get(reverse("event_import"))) == own
    before = every_row()
    for place in (national.pk, ours.draft.pk, ours.tree.page.pk, *NO_AGENDA):
        assert copy(of_both, ours.draft, place).status_code == 200
        assert import_file(of_both, place).status_code == 200
    assert changed_since(before) == []
    assert copy(of_both, ours.draft, theirs.tree.agenda.pk).status_code == 302
    assert EventPage.objects.child_of(theirs.tree.agenda).get(title="Copie").region == theirs.tree.region


def test_what_is_published_elsewhere_is_copied_without_its_draft(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    asked = ours.client.get(reverse("event_copy", args=[theirs.live.pk]))
    assert f"{theirs.mark} public" in asked.content.decode()
    assert "corrigé en secret" not in asked.content.decode()
    assert copy(ours.client, theirs.live, theirs.tree.agenda.pk).status_code == 302
    copied = EventPage.objects.child_of(ours.tree.agenda).get(title="Copie")
    assert copied.region == ours.tree.region
    assert "corrigé en secret" not in str(copied.get_latest_revision().content)


def test_one_starts_from_what_one_may_read(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    for words in ("", "brouillon", "secret", "série", "public", theirs.mark):
        shown = ours.client.get(reverse("event_announce"), {"q": words}).content.decode()
        for secret in ("brouillon", "corrigé en secret", "de la série"):
            assert f"{theirs.mark} {secret}" not in shown
        assert (
            reverse("wagtailadmin_pages:add", args=["events", "eventpage", theirs.tree.agenda.pk])
            not in shown
        )


def test_nobody_but_the_communicators_makes_a_model(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    before = every_row()
    assert ours.client.post(reverse("event_model", args=[ours.draft.pk])).status_code == 302  # to the home
    assert ours.client.post(reverse("event_model", args=[theirs.draft.pk])).status_code == 404
    assert changed_since(before) == []
    national = browser_of(communicator())
    before = every_row()
    for draft in (ours.draft, theirs.draft):  # a model is national
        assert national.post(reverse("event_model", args=[draft.pk])).status_code == 302
    assert changed_since(before) == []


def test_a_series_and_a_repetition_are_of_their_team(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    weekly = "?rhythm=weekly&count=2"
    before = every_row()
    for name, query, data in (
        ("event_repeat", weekly, {"days": "2027-03-09", "outcome": "published"}),
        ("event_series", "", {"texts": ["title", "place"]}),
    ):
        for event in (theirs.of_series, theirs.live, theirs.draft):
            address = reverse(name, args=[event.pk]) + query
            for answer in (ours.client.get(address), ours.client.post(address, data)):
                assert answer.status_code == 404
                assert theirs.mark not in answer.content.decode()
    assert changed_since(before) == []


def test_an_operation_of_others_is_not_undone_through_an_event_of_ones_own(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    before = every_row()
    for event in (ours.registration.event_id, theirs.registration.event_id):
        for number in (theirs.operation.pk, 987_654, 9 * 10**18):
            address = reverse("event_undo", args=[event, number])
            for answer in (ours.client.get(address), ours.client.post(address)):
                assert answer.status_code == 404
                assert theirs.mark not in answer.content.decode()
    assert changed_since(before) == []


def test_names_are_suggested_of_ones_own_and_of_the_nation(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    found = ours.client.get(reverse("programme_people"), {"q": "personne"}).json()["people"]
    assert [one["name"] for one in found] == [f"{ours.mark} personne"]
    assert theirs.mark not in str(ours.client.get(reverse("programme_people"), {"q": theirs.mark}).json())
