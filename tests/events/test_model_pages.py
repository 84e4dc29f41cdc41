"""Model pages: each team announces a session from one; nobody publishes one, by any way."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from conference.core.chores import publish_scheduled
from conference.regions.rights import ensure_review_workflow
from events.models import EventPage
from events.models.model_pages import ModelPagePublished
from tests.admin_forms import page_form
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator, moderator, relay, superuser
from tests.events.factories import EventPageFactory, SessionFactory, at
from tests.events.test_forms import PUBLISH, edit_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne",))


@pytest.fixture
def model(tree: SiteTree) -> EventPage:
    event = EventPageFactory(
        parent=tree.agenda, title="Atelier type", live=False, is_model=True, start=at("2026-12-15")
    )
    SessionFactory(event=event, title="Tour de table", start=at("2026-12-15", "09:15"))
    event.save_revision()
    return EventPage.objects.get(pk=event.pk)


def is_published(model: EventPage) -> bool:
    model.refresh_from_db()
    return model.live or model.listed_until is not None or model.scheduled_revision is not None


def test_a_relay_announces_a_session_from_it_without_seeing_other_national_drafts(
    tree: SiteTree, model: EventPage
) -> None:
    EventPageFactory(parent=tree.agenda, title="Brouillon national", live=False)
    client = browser_of(relay(tree.regions["bretagne"].region))
    page = client.get(reverse("event_announce"), {"q": "type"}).content.decode()
    assert "Atelier type" in page
    assert "Brouillon national" not in page
    assert edit_url(model) not in page
    answer = client.post(reverse("event_copy", args=[model.pk]), {"day": "2027-04-06", "title": "Le nôtre"})
    copy = EventPage.objects.get(slug="le-notre")
    assert answer["Location"] == edit_url(copy)
    assert (copy.is_model, copy.region.slug, copy.town) == (False, "bretagne", model.town)
    assert copy.sessions.get().start == at("2027-04-06", "09:15")
    assert client.get(edit_url(model)).status_code in (302, 404)


def test_a_session_does_not_take_the_name_of_a_model(tree: SiteTree, model: EventPage) -> None:
    model.title = "Modèle : conférence locale"
    model.save_revision()
    client = browser_of(relay(tree.regions["bretagne"].region))
    page = BeautifulSoup(client.get(reverse("event_copy", args=[model.pk])).content, "html.parser")
    assert page.select_one("input[name=title]")["value"] == "Conférence locale"
    assert "Annoncer à partir de" in page.select_one("header").get_text(" ")


def test_no_form_publishes_it(model: EventPage) -> None:
    for person in (communicator(), superuser()):
        client = browser_of(person)
        assert "action-publish" not in client.get(edit_url(model)).content.decode()
        client.post(edit_url(model), page_form(client, edit_url(model), **PUBLISH))
        assert not is_published(model)


def test_no_bulk_action_publishes_it(model: EventPage) -> None:
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    for person in (communicator(), superuser()):
        browser_of(person).post(f"{bulk}?id={model.pk}", {"next": "/admin/"})
        assert not is_published(model)


def test_no_schedule_publishes_it(model: EventPage, caplog: Any) -> None:
    now = timezone.now()
    model.go_live_at = now + timedelta(minutes=5)
    with pytest.raises(ModelPagePublished):
        model.save_revision().publish()
    revision = model.save_revision(approved_go_live_at=now + timedelta(minutes=5))
    assert publish_scheduled(now=now + timedelta(minutes=10)) == (0, 0)
    revision.approved_go_live_at = now - timedelta(minutes=1)
    revision.save()
    with pytest.raises(ModelPagePublished):
        call_command("publish_scheduled")
    revision.approved_go_live_at = None
    revision.save()
    assert not is_published(model)


def test_no_approval_publishes_it(model: EventPage) -> None:
    EventPage.objects.filter(pk=model.pk).update(is_model=False)
    state = ensure_review_workflow().start(EventPage.objects.get(pk=model.pk), None)
    EventPage.objects.filter(pk=model.pk).update(is_model=True)
    approve = reverse(
        "wagtailadmin_pages:workflow_action", args=[model.pk, "approve", state.current_task_state.pk]
    )
    browser_of(moderator()).post(approve, {"comment": ""})
    assert not is_published(model)


def test_no_api_publishes_it(model: EventPage) -> None:
    for person in (communicator(), superuser()):
        answer = browser_of(person).post(f"/admin/api/main/pages/{model.pk}/action/publish/")
        assert answer.status_code == 403
        assert not is_published(model)


def test_no_code_puts_it_on_line(model: EventPage) -> None:
    model.live = True
    with pytest.raises(ModelPagePublished):
        model.save()
    assert not is_published(model)


def test_a_draft_keeps_no_word_of_whether_it_is_one(model: EventPage) -> None:
    """An old draft never makes an ordinary page of it."""
    model.is_model = False
    revision = Revision.objects.get(pk=model.save_revision().pk)
    assert revision.as_object().is_model
    with pytest.raises(ModelPagePublished):
        revision.publish()


# --- Becoming one -----------------------------------------------------------------------------


def test_the_communications_team_makes_a_national_draft_a_model_and_back(tree: SiteTree) -> None:
    event = EventPageFactory(parent=tree.agenda, live=False)
    client, url = browser_of(communicator()), reverse("event_model", args=[event.pk])
    assert url in client.get(edit_url(event)).content.decode()
    client.post(url)
    event.refresh_from_db()
    assert event.is_model
    client.post(url)
    event.refresh_from_db()
    assert not event.is_model


def test_nothing_else_becomes_a_model(tree: SiteTree) -> None:
    local = EventPageFactory(parent=tree.regions["bretagne"].agenda, live=False)
    published = EventPageFactory(parent=tree.agenda)
    client = browser_of(communicator())
    for event in (local, published):
        client.post(reverse("event_model", args=[event.pk]))
        assert not EventPage.objects.get(pk=event.pk).is_model
    national = EventPageFactory(parent=tree.agenda, live=False)
    for person in (relay(tree.regions["bretagne"].region, publishes=True), moderator()):
        browser_of(person).post(reverse("event_model", args=[national.pk]))
        assert not EventPage.objects.get(pk=national.pk).is_model
