"""The form of an event, as a relay and a moderator meet it in the admin."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from events.models import EventPage
from tests.admin_forms import page_form
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator, moderator, relay
from tests.events.factories import EventPageFactory, SessionFactory, at

pytestmark = pytest.mark.django_db
REUNION = "Indian/Reunion"


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne", "la-reunion"))


def add_url(tree: SiteTree, region: str) -> str:
    return reverse("wagtailadmin_pages:add", args=["events", "eventpage", tree.regions[region].agenda.pk])


def edit_url(event: EventPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[event.pk])


# The whole of what a relay must type for a complete local session in person.
ENOUGH = {
    "title": "Rencontre des alliances",
    "slug": "rencontre-des-alliances",
    "summary": "Une journée pour se relier.",
    "start": "2027-03-10 09:00",
    "end": "2027-03-10 17:30",
    "town": "Saint-Denis",
}
PUBLISH = {"action-publish": "1"}


def session(number: int, **values: object) -> dict[str, object]:
    """A part of the programme that somebody adds to the form."""
    given = {
        "id": "",
        "ORDER": number + 1,
        "DELETE": "",
        "kind": "",
        "room": "",
        "description": "",
        "end": "",
    }
    return {f"sessions-{number}-{name}": value for name, value in {**given, **values}.items()}


def with_settings(event: EventPage, **values: object) -> None:
    """Give ``event`` these registration settings, published, with a revision as in life."""
    fresh = EventPage.objects.get(pk=event.pk)
    fresh.registration_settings.add(fresh.registration_settings.model(**values))
    fresh.save_revision().publish()


def errors_at(response, name: str) -> list[str]:
    form = response.context["form"]
    return [str(message) for message in form.errors.get(name, [])]


def session_errors(response, name: str) -> list[str]:
    (form,) = response.context["form"].formsets["sessions"].forms
    return [str(message) for message in form.errors.get(name, [])]


# --- Zones -----------------------------------------------------------------------------------


def test_a_relay_types_the_hours_of_its_island(tree: SiteTree) -> None:
    client = browser_of(relay(tree.regions["la-reunion"].region, publishes=True))
    url = add_url(tree, "la-reunion")
    data = page_form(
        client,
        url,
        **ENOUGH,
        **PUBLISH,
        **{"sessions-TOTAL_FORMS": 1, "registration_settings-0-closes_at": "2027-03-09 18:00"},
        **session(0, title="Accueil", start="2027-03-10 09:30"),
    )
    assert data["time_zone"] == [REUNION]
    assert client.post(url, data).status_code == 302
    event = EventPage.objects.get()
    assert event.live
    assert event.time_zone == REUNION
    assert (event.start, event.end) == (
        at("2027-03-10", "09:00", REUNION),
        at("2027-03-10", "17:30", REUNION),
    )
    assert event.sessions.get().start == at("2027-03-10", "09:30", REUNION)
    assert event.registration_settings.get().closes_at == at("2027-03-09", "18:00", REUNION)


def test_a_moderator_in_paris_opens_it_and_saves_and_nothing_moves(tree: SiteTree) -> None:
    event = EventPageFactory(
        parent=tree.regions["la-reunion"].agenda,
        time_zone=REUNION,
        start=at("2027-03-10", "09:00", REUNION),
        end=at("2027-03-10", "17:30", REUNION),
    )
    SessionFactory(event=event, title="Accueil", start=at("2027-03-10", "09:30", REUNION), end=None)
    with_settings(event, closes_at=at("2027-03-09", "18:00", REUNION))
    times = times_of(event)
    user = moderator()
    UserProfile.objects.create(user=user, current_time_zone="Europe/Paris")
    client = browser_of(user)
    data = page_form(client, edit_url(event), **PUBLISH)

    def said_of(name: str) -> str:
        return " ".join(data[name] + data[f"{name}_hour"])

    assert said_of("start") == "10/03/2027 09:00"
    assert said_of("sessions-0-start") == "10/03/2027 09:30"
    assert said_of("registration_settings-0-closes_at") == "09/03/2027 18:00"
    data["title"] = "Relu depuis Paris"
    assert client.post(edit_url(event), data).status_code == 302
    assert EventPage.objects.get(pk=event.pk).title == "Relu depuis Paris"
    assert times_of(event) == times


def times_of(event: EventPage) -> list[datetime | None]:
    stored = EventPage.objects.get(pk=event.pk)
    return [
        stored.start,
        stored.end,
        *stored.sessions.values_list("start", flat=True),
        stored.registration_settings.get().closes_at,
    ]


def test_another_zone_keeps_the_hours_typed(tree: SiteTree) -> None:
    """Somebody corrects the zone: nine o’clock stays nine o’clock, there."""
    event = EventPageFactory(
        parent=tree.agenda, start=at("2027-03-10", "09:00"), end=at("2027-03-10", "17:00")
    )
    client = browser_of(communicator())
    data = page_form(client, edit_url(event), time_zone=REUNION, **PUBLISH)
    assert client.post(edit_url(event), data).status_code == 302
    assert EventPage.objects.get(pk=event.pk).start == at("2027-03-10", "09:00", REUNION)


def test_a_form_without_a_zone_keeps_that_of_the_region(tree: SiteTree) -> None:
    client = browser_of(relay(tree.regions["la-reunion"].region, publishes=True))
    url = add_url(tree, "la-reunion")
    assert client.post(url, page_form(client, url, **ENOUGH, **PUBLISH, time_zone="")).status_code == 302
    assert EventPage.objects.get().start == at("2027-03-10", "09:00", REUNION)


def test_a_zone_that_no_region_has_is_refused(tree: SiteTree) -> None:
    client = browser_of(relay(tree.regions["la-reunion"].region, publishes=True))
    url = add_url(tree, "la-reunion")
    response = client.post(url, page_form(client, url, **ENOUGH, **PUBLISH, time_zone="Mars/Olympus"))
    assert response.status_code == 200
    assert errors_at(response, "time_zone")


# --- What must hold --------------------------------------------------------------------------


def required_names(client: Client, url: str) -> list[str]:
    form = client.get(url).context["form"]
    every = [(name, field) for name, field in form.fields.items()]
    for formset in form.formsets.values():
        every += [(name, field) for child in formset.forms for name, field in child.fields.items()]
    return [name for name, field in every if field.required]


def test_a_session_asks_for_at_most_eight_things(tree: SiteTree) -> None:
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    url = add_url(tree, "bretagne")
    asked = {*required_names(client, url), "town"}
    assert asked == {"title", "slug", "summary", "start", "end", "format", "kind", "town"}
    emptied = {"registration_settings-0-party_size": ""}
    client.post(url, page_form(client, url, **{**ENOUGH, **PUBLISH, **emptied}))
    assert EventPage.objects.get().registration_settings.get().party_size == 4


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"end": "2027-03-10 08:00"}, "end", "La fin doit venir après le début."),
        ({"town": ""}, "town", "Indiquez la ville, ou choisissez le format « en ligne »."),
        ({"start": ""}, "start", "Champ requis."),
        ({"summary": ""}, "summary", "Champ requis."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    tree: SiteTree, changes: dict[str, str], field: str, said: str
) -> None:
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    url = add_url(tree, "bretagne")
    response = client.post(url, page_form(client, url, **{**ENOUGH, **PUBLISH, **changes}))
    assert response.status_code == 200
    assert [message.replace("\N{NO-BREAK SPACE}", " ") for message in errors_at(response, field)] == [said]
    assert not EventPage.objects.exists()


def test_an_online_session_needs_no_town(tree: SiteTree) -> None:
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    url = add_url(tree, "bretagne")
    data = page_form(client, url, **{**ENOUGH, **PUBLISH, "town": "", "format": "en-ligne"})
    assert client.post(url, data).status_code == 302
    assert EventPage.objects.get().live


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        (
            {"start": "2027-03-10 10:00", "end": "2027-03-10 09:00"},
            "end",
            "La fin doit venir après le début.",
        ),
        ({"start": ""}, "start", "Champ requis."),
    ],
)
def test_a_part_of_the_programme_that_makes_no_sense_is_refused(
    tree: SiteTree, values: dict[str, str], field: str, said: str
) -> None:
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    url = add_url(tree, "bretagne")
    data = page_form(
        client,
        url,
        **{**ENOUGH, **PUBLISH, "sessions-TOTAL_FORMS": 1, **session(0, title="Accueil", **values)},
    )
    response = client.post(url, data)
    assert response.status_code == 200
    assert session_errors(response, field) == [said]


def test_registration_closes_before_the_event_is_over(tree: SiteTree) -> None:
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    url = add_url(tree, "bretagne")
    late = {"registration_settings-0-closes_at": "2027-03-11 09:00"}
    response = client.post(url, page_form(client, url, **ENOUGH, **PUBLISH, **late))
    (form,) = response.context["form"].formsets["registration_settings"].forms
    assert form.errors["closes_at"] == ["Les inscriptions doivent fermer avant la fin de l’événement."]


def test_a_draft_may_be_incomplete(tree: SiteTree) -> None:
    client = browser_of(relay(tree.regions["bretagne"].region))
    url = add_url(tree, "bretagne")
    assert client.post(url, page_form(client, url, title="À préciser", slug="a-preciser")).status_code == 302
    draft = EventPage.objects.get()
    assert not draft.live
    assert client.get(edit_url(draft)).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])).status_code == 200


# --- Registration settings -------------------------------------------------------------------


def test_settings_left_as_they_are_open_registration_without_limit(tree: SiteTree) -> None:
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    url = add_url(tree, "bretagne")
    assert client.post(url, page_form(client, url, **ENOUGH, **PUBLISH)).status_code == 302
    settings = EventPage.objects.get().registration_settings.get()
    assert (settings.enabled, settings.capacity, settings.closes_at) == (True, None, None)


def test_settings_are_edited_in_drafts_and_stay_one(tree: SiteTree) -> None:
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    url = add_url(tree, "bretagne")
    client.post(url, page_form(client, url, **ENOUGH, **PUBLISH))
    event = EventPage.objects.get()
    limited = {"registration_settings-0-capacity": "40"}
    assert client.post(edit_url(event), page_form(client, edit_url(event), **limited)).status_code == 302
    assert event.registration_settings.get().capacity is None
    data = page_form(client, edit_url(event), **PUBLISH)
    assert data["registration_settings-0-capacity"] == ["40"]
    assert client.post(edit_url(event), data).status_code == 302
    assert EventPage.objects.get().registration_settings.get().capacity == 40


def test_an_event_without_settings_is_published_again(tree: SiteTree) -> None:
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda)
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    data = page_form(client, edit_url(event), **PUBLISH)
    assert client.post(edit_url(event), data).status_code == 302
    assert EventPage.objects.get().registration_settings.count() == 1


def test_the_settings_of_registration_are_one_form_neither_added_nor_removed(tree: SiteTree) -> None:
    client = browser_of(relay(tree.regions["bretagne"].region))
    page = client.get(add_url(tree, "bretagne")).content.decode()
    assert 'name="registration_settings-0-capacity"' in page
    assert "Ouvrir les inscriptions" in page
    assert 'id="id_registration_settings-ADD"' not in page
    assert 'id="id_registration_settings-0-DELETE-button"' not in page
