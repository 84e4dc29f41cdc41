"""The list of sessions: by date, its states, seats, verbs and filters; each team its own rows."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow
from wagtail.search.index import insert_or_update_object

from conference.regions.rights import REVIEW, ensure_review_workflow
from events.models import EventFormat, EventPage, EventStatus
from events.states import EventState, in_states, states_of
from tests.conference.factories import NationalConferencePageFactory, SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator, moderator, relay
from tests.events.factories import EventPageFactory
from tests.events.registrations.factories import RegistrationFactory, RegistrationSettingsFactory
from tests.queries import check_same, page_queries

from .test_page_lists import exported

pytestmark = pytest.mark.django_db
LIST = "/admin/evenements/"


@pytest.fixture
def tree() -> SiteTree:
    tree = make_site_tree()
    ensure_review_workflow()
    return tree


def session(tree: SiteTree, title: str, *, days: int | None, region: str = "bretagne", **values) -> EventPage:
    """A session that begins in so many days."""
    event = EventPageFactory(title=title, parent=tree.regions[region].agenda, **values)
    event.start = timezone.now() + timedelta(days=days) if days is not None else None
    event.end = event.start + timedelta(hours=2) if event.start else None
    event.save(clean=False)
    return event


def table(client: Client, query: str = "") -> list[dict[str, str]]:
    """The rows as they are read, by the head of their column."""
    answer = client.get(LIST + query)
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content, "html.parser")
    cells_of_head = soup.select("table.listing thead th")
    heads = [" ".join(head.get_text(" ").split()).split(" 1-")[0] for head in cells_of_head]
    found = []
    for row in soup.select("table.listing tbody tr"):
        cells = [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
        found.append(dict(zip(heads, cells, strict=True)))
        found[-1]["Titre"] = " ".join(row.select_one(".title-wrapper").get_text(" ").split())
    return found


def titles(client: Client, query: str = "") -> list[str]:
    return [row["Titre"] for row in table(client, query)]


def test_the_coming_ones_are_first_then_what_has_no_date_then_the_past_latest_first(tree: SiteTree) -> None:
    for title, days in (("Ancienne", -40), ("Loin", 20), ("Hier", -1), ("Demain", 1), ("Sans date", None)):
        session(tree, title, days=days)
    client = browser_of(relay(tree.regions["bretagne"].region))
    assert titles(client) == ["Demain", "Loin", "Sans date", "Hier", "Ancienne"]
    assert titles(client, "?when=a-venir") == ["Demain", "Loin"]
    assert titles(client, "?when=passees") == ["Hier", "Ancienne"]
    assert titles(client, "?when=sans-date") == ["Sans date"]
    assert titles(client, "?ordering=-start") == ["Loin", "Demain", "Hier", "Ancienne", "Sans date"]
    assert titles(client, "?ordering=start") == ["Ancienne", "Hier", "Demain", "Loin", "Sans date"]


def test_a_row_tells_date_state_seats_and_edition_and_names_its_verbs(tree: SiteTree) -> None:
    edition = NationalConferencePageFactory(title="Troisième édition", parent=tree.editions)
    event = session(tree, "Demain", days=1, edition=edition)
    event.start = event.start.replace(year=2031, month=12, day=1, hour=8, minute=30)
    event.end = event.start + timedelta(hours=2)
    event.save()
    RegistrationSettingsFactory(event=event, capacity=40)
    RegistrationFactory(event=event)
    client = browser_of(relay(tree.regions["bretagne"].region))
    [row] = table(client)
    assert row["Date"] == "lun. 1er déc. 2031, 9 h 30"
    assert row["État"] == "publiée"
    assert row["Places"] == "1/40"
    assert row["Édition"] == "Troisième édition"
    assert "Région" not in row
    assert table(browser_of(communicator()))[0]["Région"] == "Bretagne"
    soup = BeautifulSoup(client.get(LIST).content, "html.parser")
    verbs = [
        " ".join(each.get_text(" ").split()) for each in soup.select(".actions > li > a, .actions button")
    ]
    assert verbs[:5] == ["Modifier", "Tableau de bord", "Copier", "Inscriptions (1/40)", "Plus"]


def test_a_team_reads_only_its_own(tree: SiteTree) -> None:
    session(tree, "Bretonne", days=1)
    session(tree, "Réunionnaise", days=2, region="la-reunion")
    EventPageFactory(title="Nationale", national=True)
    client = browser_of(relay(tree.regions["bretagne"].region))
    assert titles(client) == ["Bretonne"]
    assert titles(client, "?region=la-reunion") == ["Bretonne"]  # no filter of theirs
    assert [row["Titre"] for row in exported(client, LIST + "?export=csv")] == ["Bretonne"]
    national = browser_of(communicator())
    assert len(titles(national)) == 3
    assert titles(national, "?region=la-reunion") == ["Réunionnaise"]


def test_each_state_is_told_and_found(tree: SiteTree) -> None:
    user = relay(tree.regions["bretagne"].region)
    happened = {
        EventState.ONLINE: EventStatus.SCHEDULED,
        EventState.POSTPONED: EventStatus.POSTPONED,
        EventState.MOVED_ONLINE: EventStatus.MOVED_ONLINE,
        EventState.CANCELLED: EventStatus.CANCELLED,
    }
    made = {state: session(tree, state.value, days=3, status=status) for state, status in happened.items()}
    for state in (EventState.DRAFT, EventState.MODERATION, EventState.SENT_BACK, EventState.SCHEDULED):
        made[state] = session(tree, state.value, days=3, live=False)
    made[EventState.MODEL] = session(tree, "modele", days=3, live=False, is_model=True)
    review = Workflow.objects.get(name=REVIEW)
    for state in (EventState.MODERATION, EventState.SENT_BACK):
        made[state].save_revision(user=user)
        review.start(made[state], user)
    made[EventState.SENT_BACK].current_workflow_task_state.reject(user=moderator(), comment="Où ?")
    made[EventState.SCHEDULED].go_live_at = timezone.now() + timedelta(days=1)
    made[EventState.SCHEDULED].save_revision().publish()
    assert set(made) == set(EventState)
    client = browser_of(user)
    told = {row["Titre"]: row["État"] for row in table(client)}
    for state, event in made.items():
        assert told[event.title] == state.label
        assert titles(client, f"?state={state.value}") == [event.title]
        assert states_of(EventPage.objects.get(pk=event.pk)) == [state]
    both = in_states(EventPage.objects.all(), [EventState.DRAFT, EventState.CANCELLED])
    assert {event.title for event in both} == {"brouillon", "annulee"}


def test_a_published_session_whose_draft_waits_is_told_as_both(tree: SiteTree) -> None:
    user = relay(tree.regions["bretagne"].region)
    event = session(tree, "Publique", days=3)
    event.save_revision(user=user)
    Workflow.objects.get(name=REVIEW).start(event, user)
    client = browser_of(user)
    [row] = table(client)
    assert row["État"] == "publiée, en modération"
    assert titles(client, "?state=en-ligne") == titles(client, "?state=en-moderation") == ["Publique"]
    assert titles(client, "?state=brouillon") == []


def test_what_is_missing_is_told_and_found_of_what_is_to_come(tree: SiteTree) -> None:
    online = {"format": EventFormat.ONLINE, "contact_email": "moi@example.org"}
    session(tree, "Sans lien", days=1, **online)
    session(tree, "Avec lien", days=2, online_url="https://visio.example.org/", **online)
    session(tree, "Passée", days=-3, **online)
    client = browser_of(relay(tree.regions["bretagne"].region))
    assert {row["Titre"]: row["Il manque"] for row in table(client)} == {
        "Sans lien": "Le lien de connexion",
        "Avec lien": "",
        "Passée": "",
    }
    assert titles(client, "?missing=link") == ["Sans lien"]
    assert titles(client, "?missing=link&missing=place") == ["Sans lien"]
    assert titles(client, "?missing=place") == []
    session(tree, "Sans rien", days=4, venue_name="", address="", format=EventFormat.HYBRID)
    lacks = {row["Titre"]: row["Il manque"] for row in table(client)}["Sans rien"]
    assert lacks.startswith("Le lien de connexion, le lieu")


def test_a_new_one_starts_from_a_model_or_another_session(tree: SiteTree) -> None:
    page = browser_of(relay(tree.regions["bretagne"].region)).get(LIST).content.decode()
    assert "Annoncer une session" in page
    assert f'href="{reverse("event_announce")}"' in page
    assert "choose_parent" not in page


def test_filters_and_a_search_hold_together(tree: SiteTree) -> None:
    edition = NationalConferencePageFactory(parent=tree.editions)
    for title, values in (("Le littoral", {"edition": edition}), ("Le littoral en ligne", {"online": True})):
        insert_or_update_object(session(tree, title, days=3, **values))
    client = browser_of(relay(tree.regions["bretagne"].region))
    assert titles(client, f"?edition={edition.pk}") == ["Le littoral"]
    assert titles(client, "?format=en-ligne") == ["Le littoral en ligne"]
    assert titles(client, "?q=littoral&format=en-ligne&when=a-venir") == ["Le littoral en ligne"]
    assert client.get(LIST + "?when=x&state=x&missing=x&edition=x&format=x&ordering=x").status_code == 200


def test_the_spreadsheet_reads_in_the_time_of_the_place_and_runs_nothing(tree: SiteTree) -> None:
    event = session(tree, "=1+1", days=3, region="la-reunion", time_zone="Indian/Reunion")
    event.start = event.start.replace(year=2031, month=1, day=9, hour=5, minute=0, second=0, microsecond=0)
    event.save()
    client = browser_of(communicator())
    [row] = exported(client, LIST + "?export=csv")
    assert row["Titre"] == "'=1+1"
    assert row["Début (heure du lieu)"] == "2031-01-09 09:00:00"
    assert (row["État"], row["Région"], row["Places prises"]) == ("publiée", "La Réunion", "0")
    assert client.get(LIST + "?export=xlsx").status_code == 200


def test_thirty_rows_ask_as_much_as_one(tree: SiteTree) -> None:
    user = relay(tree.regions["bretagne"].region)
    client = browser_of(user)

    def fill(number: int) -> None:
        for _each in range(number):
            event = session(tree, "Session", days=3)
            RegistrationSettingsFactory(event=event, capacity=3)
            RegistrationFactory(event=event)
            event.save_revision(user=user)
            Workflow.objects.get(name=REVIEW).start(event, user)

    fill(1)
    few, taken = page_queries(client, LIST), page_queries(client, LIST + "?missing=contact&state=en-ligne")
    fill(29)
    check_same(few, page_queries(client, LIST), of="the list")
    check_same(taken, page_queries(client, LIST + "?missing=contact&state=en-ligne"), of="the filters")
