"""The programme in the form of an event, as a browser without JavaScript sends it; what its script asks."""

import json

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from events.models import EventPage, SessionSpeaker, Speaker
from tests.admin_forms import page_form
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator, relay
from tests.events.factories import EventPageFactory, SessionFactory, SpeakerFactory, at
from tests.events.registrations.factories import open_event

from .test_forms import ENOUGH, PUBLISH, add_url, edit_url, session, session_errors, with_settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne", "la-reunion"))


@pytest.fixture
def client(tree: SiteTree) -> Client:
    return browser_of(relay(tree.regions["bretagne"].region, publishes=True))


def sent(client: Client, tree: SiteTree, *items: dict[str, object], **changes: object):
    url = add_url(tree, "bretagne")
    rows = {"sessions-TOTAL_FORMS": len(items)}
    for number, values in enumerate(items):
        rows |= session(number, **{"title": f"Temps {number}", **values})
    return client.post(url, page_form(client, url, **{**ENOUGH, **PUBLISH, **rows, **changes}))


def told(response) -> list[str]:
    return [str(each).strip().replace("\u00a0", " ") for each in get_messages(response.wsgi_request)]


# --- Hours ---------------------------------------------------------------------------------------


def test_an_hour_alone_is_of_the_day_of_the_event(client: Client, tree: SiteTree) -> None:
    item = {"start": "", "start_hour": "9h15", "end": "", "end_hour": "10h"}
    assert sent(client, tree, item).status_code == 302
    (talk,) = EventPage.objects.get().sessions.all()
    assert (talk.start, talk.end) == (at("2027-03-10", "09:15"), at("2027-03-10", "10:00"))


def test_an_end_after_midnight_is_of_the_night(client: Client, tree: SiteTree) -> None:
    item = {"start": "", "start_hour": "22h", "end": "", "end_hour": "1h30"}
    assert sent(client, tree, item, end="2027-03-11 02:00").status_code == 302
    assert EventPage.objects.get().sessions.get().end == at("2027-03-11", "01:30")


def test_an_item_that_ends_before_it_begins_makes_no_sense(client: Client, tree: SiteTree) -> None:
    response = sent(client, tree, {"start": "", "start_hour": "10h", "end": "", "end_hour": "9h"})
    assert session_errors(response, "end") == ["La fin doit venir après le début."]


def test_an_item_of_another_day_is_told_and_kept(client: Client, tree: SiteTree) -> None:
    response = sent(client, tree, {"start": "2027-03-12 09:00"})
    assert response.status_code == 302
    assert "« Temps 0 » n’est pas un jour de l’événement (vendredi 12 mars 2027)." in " ".join(told(response))


# --- People --------------------------------------------------------------------------------------


def test_people_are_written_by_name_and_made_with_the_page(client: Client, tree: SiteTree) -> None:
    bretagne = tree.regions["bretagne"].region
    known = SpeakerFactory(name="Léa Martin", region=bretagne)
    item = {"start": "2027-03-10 09:00", "speakers": "lea martin, Zoé Roux (maire, Rennes)"}
    assert sent(client, tree, item).status_code == 302
    roles = EventPage.objects.get().sessions.get().session_speakers.all()
    assert [role.speaker.label for role in roles] == [known.label, "Zoé Roux (maire, Rennes)"]
    assert Speaker.objects.get(name="Zoé Roux").region == bretagne


def test_the_same_new_name_twice_is_one_person(client: Client, tree: SiteTree) -> None:
    items = [{"start": f"2027-03-10 {hour}:00", "speakers": "Zoé Roux"} for hour in ("09", "11")]
    assert sent(client, tree, *items).status_code == 302
    assert SessionSpeaker.objects.filter(speaker=Speaker.objects.get()).count() == 2


def test_people_of_the_same_name_are_told_apart(client: Client, tree: SiteTree) -> None:
    bretagne = tree.regions["bretagne"].region
    for role in ("maire", "chercheuse"):
        SpeakerFactory(name="Léa Martin", role=role, region=bretagne)
    item = {"start": "2027-03-10 09:00", "speakers": "Léa Martin"}
    (error,) = session_errors(sent(client, tree, item), "speakers")
    assert "« Léa Martin (chercheuse) » ou « Léa Martin (maire) »" in error.replace("\u00a0", " ")
    assert sent(client, tree, item | {"speakers": "Léa Martin (maire)"}).status_code == 302
    assert SessionSpeaker.objects.get().speaker.role == "maire"


def test_people_of_another_region_cannot_be_taken(client: Client, tree: SiteTree) -> None:
    stranger = SpeakerFactory(name="Ali Ben", region=tree.regions["la-reunion"].region)
    by_number = {"start": "2027-03-10 09:00", "speakers": str(stranger.pk)}
    assert session_errors(sent(client, tree, by_number), "speakers")
    assert sent(client, tree, by_number | {"speakers": "Ali Ben"}).status_code == 302
    assert SessionSpeaker.objects.get().speaker != stranger


def test_a_preview_makes_nobody(client: Client, tree: SiteTree) -> None:
    url = add_url(tree, "bretagne")
    rows = session(0, title="Temps", start="2027-03-10 09:00", speakers="Zoé Roux")
    data = page_form(client, url, **ENOUGH, **rows, **{"sessions-TOTAL_FORMS": 1})
    preview = reverse(
        "wagtailadmin_pages:preview_on_add", args=["events", "eventpage", tree.regions["bretagne"].agenda.pk]
    )
    assert client.post(preview, data).json()["is_valid"]
    assert "Zoé Roux" in client.get(preview).content.decode()
    assert not Speaker.objects.exists()


def test_somebody_unticked_speaks_no_more(client: Client, tree: SiteTree) -> None:
    bretagne = tree.regions["bretagne"].region
    first, second = (SpeakerFactory(region=bretagne) for _number in range(2))
    item = {"start": "2027-03-10 09:00", "speakers": [str(first.pk), str(second.pk)]}
    sent(client, tree, item)
    event = EventPage.objects.get()
    data = page_form(client, edit_url(event), **PUBLISH)
    assert set(data["sessions-0-speakers"]) == {str(first.pk), str(second.pk), ""}
    data["sessions-0-speakers"] = [str(second.pk)]
    assert client.post(edit_url(event), data).status_code == 302
    assert [role.speaker for role in SessionSpeaker.objects.all()] == [second]


def test_two_versions_are_compared_with_their_people(client: Client, tree: SiteTree) -> None:
    sent(client, tree, {"start": "2027-03-10 09:00", "speakers": "Zoé Roux"})
    event = EventPage.objects.get()
    data = page_form(client, edit_url(event), **PUBLISH)
    data["sessions-0-speakers"] = ["Ali Ben"]
    client.post(edit_url(event), data)
    versions = [event.pk, "earliest", "latest"]
    page = client.get(reverse("wagtailadmin_pages:revisions_compare", args=versions)).content.decode()
    assert "Zoé Roux" in page
    assert "Ali Ben" in page


# --- What follows the start ----------------------------------------------------------------------


@pytest.fixture
def event(tree: SiteTree) -> EventPage:
    event = EventPageFactory(
        parent=tree.regions["bretagne"].agenda, start=at("2027-03-10", "09:00"), end=at("2027-03-10", "17:00")
    )
    SessionFactory(event=event, start=at("2027-03-10", "09:30"), end=at("2027-03-10", "10:00"))
    SessionFactory(event=event, start=at("2027-03-10", "11:00"), end=None)
    with_settings(event, closes_at=at("2027-03-09", "18:00"))
    return event


def times_of(event: EventPage) -> list[str]:
    event = EventPage.objects.get(pk=event.pk)
    moments = [event.end, *event.sessions.values_list("start", flat=True)]
    moments.append(event.registration_settings.get().closes_at)
    return [f"{moment.astimezone(event.zone):%d/%m %H:%M}" for moment in moments]


def test_the_programme_follows_the_day(client: Client, event: EventPage) -> None:
    """Over a change of hour: what began at 9 h 30 begins at 9 h 30."""
    data = page_form(client, edit_url(event), **PUBLISH, start="2027-03-31", start_hour="09:00")
    response = client.post(edit_url(event), data)
    assert response.status_code == 302
    assert times_of(event) == ["31/03 17:00", "31/03 09:30", "31/03 11:00", "30/03 18:00"]
    assert "Le programme (2 temps) et la fin des inscriptions suivent." in told(response)


def test_it_stays_where_somebody_says_no(client: Client, event: EventPage) -> None:
    data = page_form(client, edit_url(event), **PUBLISH, start="2027-03-09", start_hour="09:00")
    del data["programme_follows"]
    assert client.post(edit_url(event), data).status_code == 302
    assert times_of(event) == ["10/03 17:00", "10/03 09:30", "10/03 11:00", "09/03 18:00"]


def test_what_was_typed_too_stays_as_it_was_typed(client: Client, event: EventPage) -> None:
    typed = {
        "sessions-0-start": "17/03/2027",
        "sessions-0-start_hour": "14:00",
        "sessions-0-end_hour": "15:00",
    }
    data = page_form(client, edit_url(event), **PUBLISH, **typed, start="2027-03-17", start_hour="10:00")
    assert client.post(edit_url(event), data).status_code == 302
    assert times_of(event)[1:3] == ["17/03 12:00", "17/03 14:00"]


# --- What the page asks --------------------------------------------------------------------------


def test_names_are_suggested_within_the_scope(client: Client, tree: SiteTree) -> None:
    SpeakerFactory(name="Léa Martin", role="maire", region=tree.regions["bretagne"].region)
    SpeakerFactory(name="Léa Nationale", role="")
    SpeakerFactory(name="Léa d’Ailleurs", region=tree.regions["la-reunion"].region)
    found = client.get(reverse("programme_people"), {"q": "lea"}).json()["people"]
    assert [each["label"] for each in found] == ["Léa Martin (maire)", "Léa Nationale"]


def question(**values: object) -> dict[str, object]:
    item = {"start": ["", "9h"], "end": ["", "10h"], "title": "A", "room": "B", "kind": "", "people": []}
    return {
        "zone": "Europe/Paris",
        "start": ["10/03/2027", "09:00"],
        "end": ["10/03/2027", "17:00"],
        "items": [item, item | {"title": "C", "start": ["", "9h30"]}, item | {"start": ["", "soon"]}],
        **values,
    }


def ask(client: Client, body: object):
    return client.post(reverse("programme_warnings"), json.dumps(body), content_type="application/json")


def test_a_form_in_the_place_of_what_the_script_sends_is_refused(client: Client) -> None:
    assert client.post(reverse("programme_warnings"), {"zone": "Europe/Paris"}).status_code == 400


def test_the_server_says_what_to_look_at_as_one_types(client: Client) -> None:
    (warning,) = ask(client, question()).json()["warnings"]
    assert warning["keys"] == [0, 1]
    assert "en même temps" in warning["sentence"]


@pytest.mark.parametrize(
    "body",
    [
        [],
        "x",
        None,
        {},
        question(zone="Mars"),
        question(items=[1]),
        question(items=[{}] * 500),
        question(start=3),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(client: Client, body: object) -> None:
    assert ask(client, body).status_code == 400


def test_strangers_learn_nobody(tree: SiteTree) -> None:
    assert Client().get(reverse("programme_people"), {"q": "lea"}).status_code == 302
    nobody = browser_of(relay(tree.regions["bretagne"].region))
    nobody.get("/admin/")
    assert ask(Client(), question()).status_code == 302


# --- Tabs and previews ---------------------------------------------------------------------------


def test_all_that_is_required_stands_in_the_first_tab(client: Client, tree: SiteTree) -> None:
    page = client.get(add_url(tree, "bretagne")).content.decode()
    tabs = ["lessentiel", "programme", "inscriptions", "mesures_et_liens", "diffusion"]
    places = [page.index(f'id="tab-{tab}"') for tab in tabs]
    assert places == sorted(places)
    for name in ("title", "start", "end", "format", "kind", "town", "summary"):
        assert places[0] < page.index(f'name="{name}"') < places[1]


def test_a_draft_shows_its_registrations_as_they_will_be(tree: SiteTree) -> None:
    event = open_event(parent=tree.regions["bretagne"].agenda, live=False)
    client = browser_of(communicator())
    page = client.get(reverse("wagtailadmin_pages:view_draft", args=[event.pk])).content.decode()
    assert "Pas d’inscription sur ce site" not in page
    assert "S’inscrire" in page


def test_each_fact_of_access_is_yes_no_or_not_said(client: Client, tree: SiteTree) -> None:
    answers = {
        "lift": "oui",
        "captions": "non",
        "access_contact": "Léa",
        "filmed": "on",
        "shown_where": "Ici",
    }
    assert sent(client, tree, **answers).status_code == 302
    event = EventPage.objects.get()
    assert (event.lift, event.captions, event.parking) == ("oui", "non", "")
    assert (event.access_contact, event.filmed, event.recorded) == ("Léa", True, False)
    form = client.get(edit_url(event)).context["form"]
    assert [str(label) for _key, label in form.fields["parking"].choices] == ["non précisé", "oui", "non"]
