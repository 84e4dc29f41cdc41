"""A session announced from another: its programme on the new day, without what happened to the other."""

import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conference.regions.models import Region
from conference.regions.rights import ensure_relay_team
from events.models import EventPage, EventSpeaker, EventStatus, SessionSpeaker
from tests.admin_forms import page_form
from tests.conference.core.shown import make_picture
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator, moderator, relay
from tests.events.factories import EventPageFactory, SessionFactory, SpeakerFactory, at
from tests.events.test_forms import ENOUGH, PUBLISH, add_url, edit_url, with_settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne", "la-reunion"))


def full_event(tree: SiteTree, region: str = "bretagne", **values: object) -> EventPage:
    """A published session of a whole day, with all that a copy has to think of."""
    day = "2026-12-15"
    given = {"title": "Journée", "slug": "journee", "start": at(day), "end": at(day, "17:00"), **values}
    event = EventPageFactory(parent=tree.regions[region].agenda, **given)
    SessionFactory(event=event, title="Accueil", start=at(day, "09:30"), end=at(day, "10:00"))
    with_settings(event, capacity=40, closes_at=at("2026-12-13", "20:00"))
    return EventPage.objects.get(pk=event.pk)


def copy_of(client: Client, event: EventPage, **values: object) -> EventPage:
    url = reverse("event_copy", args=[event.pk])
    answer = client.post(url, {"day": "2027-04-06", "title": event.title, **values})
    assert answer.status_code == 302, answer.content.decode()
    return EventPage.objects.latest("pk")


def test_the_copy_has_its_programme_closing_and_end_on_the_new_day(tree: SiteTree) -> None:
    event = full_event(tree)
    event.interpretation_until = date(2026, 12, 1)
    event.expire_at = event.go_live_at = timezone.now() + timedelta(days=400)
    event.save()
    EventPage.objects.filter(pk=event.pk).update(
        status=EventStatus.CANCELLED, status_reason="Neige", sequence=3, previous_start=event.start
    )
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    assert "programme" in client.get(reverse("event_copy", args=[event.pk])).content.decode()
    copy = copy_of(client, event)
    assert (copy.slug, copy.live, copy.uuid == event.uuid) == ("journee-2", False, False)
    assert (copy.status, copy.status_reason, copy.sequence) == (EventStatus.SCHEDULED, "", 0)
    assert (copy.previous_start, copy.expire_at, copy.go_live_at) == (None, None, None)
    assert copy.revisions.count() == 1
    for version in (copy, copy.get_latest_revision_as_object()):
        assert (version.start, version.end) == (at("2027-04-06"), at("2027-04-06", "17:00"))
        assert [(s.title, s.start, s.end) for s in version.sessions.all()] == [
            ("Accueil", at("2027-04-06", "09:30"), at("2027-04-06", "10:00"))
        ]
        assert [(s.capacity, s.closes_at) for s in version.registration_settings.all()] == [
            (40, at("2027-04-04", "20:00"))
        ]
        assert version.interpretation_until == date(2027, 3, 23)
    assert client.post(edit_url(copy), page_form(client, edit_url(copy), **PUBLISH)).status_code == 302
    assert EventPage.objects.get(pk=copy.pk).live
    assert event.sessions.count() == 1


def test_the_message_says_what_followed(tree: SiteTree) -> None:
    event = full_event(tree)
    client = browser_of(relay(tree.regions["bretagne"].region))
    url = reverse("event_copy", args=[event.pk])
    said = client.post(url, {"day": "2027-04-06", "title": "Encore"}, follow=True).content.decode()
    assert "Le programme (1 temps) et la fin des inscriptions suivent." in said


def test_a_day_is_asked_for_at_the_field(tree: SiteTree) -> None:
    event = full_event(tree)
    client = browser_of(relay(tree.regions["bretagne"].region))
    for day in ("", "31/11/2026", "demain peut-être"):
        answer = client.post(reverse("event_copy", args=[event.pk]), {"day": day, "title": "Encore"})
        assert answer.context["form"].errors.keys() == {"day"}
    assert EventPage.objects.count() == 1


def test_wagtail_s_own_copy_asks_for_the_day_too(tree: SiteTree) -> None:
    event = full_event(tree)
    client = browser_of(relay(tree.regions["bretagne"].region))
    url = reverse("wagtailadmin_pages:copy", args=[event.pk])
    for answer in (client.get(url), client.post(url, {"new_title": "X", "new_slug": "x"})):
        assert answer.status_code == 302
        assert answer["Location"] == reverse("event_copy", args=[event.pk])
    assert EventPage.objects.count() == 1


def test_one_s_own_draft_is_copied_as_it_is_written(tree: SiteTree) -> None:
    event = full_event(tree)
    event.summary = "Pas encore publié."
    event.save_revision()
    copy = copy_of(browser_of(relay(tree.regions["bretagne"].region)), event)
    assert copy.summary == "Pas encore publié."


def test_another_team_s_session_gives_its_texts_and_programme_only(tree: SiteTree) -> None:
    theirs = SpeakerFactory(name="Leur voix", region=tree.regions["bretagne"].region)
    everybody = SpeakerFactory(name="Voix nationale")
    event = full_event(tree, online_url="https://visio.invalid/prive", contact_email="eux@site.invalid")
    event.cover = make_picture(
        title="Leur image", collection=ensure_relay_team(tree.regions["bretagne"].region).collection
    )
    for speaker in (theirs, everybody):
        event.event_speakers.add(EventSpeaker(speaker=speaker))
        event.sessions.get_object_list()[0].session_speakers.add(SessionSpeaker(speaker=speaker))
    event.body = json.dumps(
        [
            {"type": "paragraph", "value": "<p>Un texte.</p>"},
            {"type": "image", "value": {"image": event.cover.pk}},
        ]
    )
    event.save()
    event.sessions.get_object_list()[0].save()
    event.summary = "Brouillon secret"
    event.save_revision()
    client = browser_of(relay(tree.regions["la-reunion"].region))
    copy = copy_of(client, event)
    assert copy.get_parent().pk == tree.regions["la-reunion"].agenda.pk
    assert copy.summary != "Brouillon secret"
    assert (copy.online_url, copy.contact_email, copy.town, copy.venue_name) == ("", "", "", "")
    assert copy.cover is None
    assert [block.block_type for block in copy.body] == ["paragraph"]
    assert [row.speaker.name for row in copy.event_speakers.all()] == ["Voix nationale"]
    assert [row.speaker.name for row in copy.sessions.get().session_speakers.all()] == ["Voix nationale"]
    assert copy.time_zone == "Indian/Reunion"
    assert copy.start == at("2027-04-06", zone="Indian/Reunion")
    assert copy.sessions.get().start == at("2027-04-06", "09:30", zone="Indian/Reunion")
    saved = client.post(edit_url(copy), page_form(client, edit_url(copy), town="Saint-Denis"))
    assert saved.status_code == 302, "nothing stays that its author could not have chosen"


def test_another_team_s_draft_is_not_there(tree: SiteTree) -> None:
    event = full_event(tree, title="Secret")
    event.unpublish()
    client = browser_of(relay(tree.regions["la-reunion"].region))
    assert client.get(reverse("event_copy", args=[event.pk])).status_code == 404
    assert client.post(reverse("event_copy", args=[event.pk]), {"day": "2027-04-06"}).status_code == 404
    assert "Secret" not in client.get(reverse("event_announce"), {"q": "secre"}).content.decode()


def test_what_one_may_start_from_is_found_by_words_in_all_regions(tree: SiteTree) -> None:
    full_event(tree, title="Atelier des haies", slug="haies")
    client = browser_of(relay(tree.regions["la-reunion"].region))
    assert "Atelier des haies" not in client.get(reverse("event_announce")).content.decode()
    assert "Atelier des haies" in client.get(reverse("event_announce"), {"q": "haie"}).content.decode()
    for odd in ("x" * 5_000, "%", "é’"):
        assert client.get(reverse("event_announce"), {"q": odd}).status_code == 200


def test_the_national_team_chooses_the_agenda_and_the_moderation_announces_nothing(tree: SiteTree) -> None:
    event = full_event(tree)
    url = reverse("event_copy", args=[event.pk])
    client = browser_of(communicator())
    assert [name for _key, name in client.get(url).context["form"].fields["agenda"].choices] == [
        "Agenda national",
        "Bretagne",
        "La Réunion",
    ]
    there = tree.regions["la-reunion"]
    copy = copy_of(client, event, agenda=there.agenda.pk)
    assert copy.region == Region.objects.get(slug="la-reunion")
    refused = client.post(url, {"day": "2027-04-06", "title": "X", "agenda": "1"})
    assert refused.context["form"].errors.keys() == {"agenda"}
    client = browser_of(moderator())
    for address in (url, reverse("event_announce")):
        assert client.get(address).status_code == 302, "led to the start page, with a message"
    assert client.post(url, {"day": "2027-04-06", "title": "X"}).status_code == 302
    assert EventPage.objects.count() == 2


def test_a_session_without_a_date_is_announced_for_two_hours_from_nine(tree: SiteTree) -> None:
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda, start=None, end=None, live=False)
    copy = copy_of(browser_of(relay(tree.regions["bretagne"].region)), event)
    assert (copy.start, copy.end) == (at("2027-04-06", "09:00"), at("2027-04-06", "11:00"))


def test_a_copy_of_a_fictional_event_is_its_maker_s_own(tree: SiteTree) -> None:
    event = full_event(tree, fictional=True)
    copy = copy_of(browser_of(relay(tree.regions["bretagne"].region, publishes=True)), event)
    assert not copy.fictional
    assert not copy.get_latest_revision_as_object().fictional
    assert EventPage.objects.get(pk=event.pk).fictional


def test_a_title_that_is_an_address_of_the_site_gets_another(tree: SiteTree) -> None:
    copy = copy_of(browser_of(relay(tree.regions["bretagne"].region)), full_event(tree), title="Archives")
    assert copy.slug == "archives-2"


def test_an_alias_is_an_event_of_its_own_for_calendars(tree: SiteTree) -> None:
    """The form offers none, the admin's API does: it failed on the identifier that calendars keep."""
    local = tree.regions["bretagne"]
    event = EventPageFactory(parent=local.agenda, slug="modele")
    client = browser_of(relay(local.region, publishes=True))
    answer = client.post(
        f"/admin/api/main/pages/{event.pk}/action/create_alias/",
        {"destination_page_id": local.agenda.pk, "update_slug": "reflet"},
    )
    assert answer.status_code == 201
    alias = EventPage.objects.get(slug="reflet")
    assert alias.uuid != event.uuid
    event.title = "Corrigé"
    event.save_revision().publish()
    kept = EventPage.objects.get(slug="reflet")
    assert (kept.title, kept.uuid) == ("Corrigé", alias.uuid)


# --- Address ---------------------------------------------------------------------------------


def test_a_second_event_of_the_same_title_gets_an_address_of_its_own(tree: SiteTree) -> None:
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    for _turn in range(3):
        data = page_form(client, add_url(tree, "bretagne"), **ENOUGH, **PUBLISH)
        assert client.post(add_url(tree, "bretagne"), data).status_code == 302
    assert sorted(EventPage.objects.values_list("slug", flat=True)) == [
        "rencontre-des-alliances",
        "rencontre-des-alliances-2",
        "rencontre-des-alliances-3",
    ]
