"""The copy of an event: its programme, without dates, registrations or history."""

import pytest
from django.urls import reverse

from events.models import EventPage, Session
from tests.admin_forms import page_form
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, relay
from tests.events.factories import EventPageFactory, SessionFactory
from tests.events.test_forms import ENOUGH, PUBLISH, add_url, edit_url, with_settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne", "la-reunion"))


def test_a_copy_keeps_the_programme_and_forgets_the_dates(tree: SiteTree) -> None:
    local = tree.regions["bretagne"]
    event = EventPageFactory(parent=local.agenda, title="Modèle", slug="modele")
    SessionFactory(event=event, title="Accueil")
    with_settings(event, capacity=40, closes_at=event.start)
    client = browser_of(relay(local.region, publishes=True))
    url = reverse("wagtailadmin_pages:copy", args=[event.pk])
    assert "publish_copies" not in client.get(url).context["form"].fields
    data = {
        "new_title": "Copie",
        "new_slug": "copie",
        "new_parent_page": local.agenda.pk,
        "publish_copies": "on",
    }
    assert client.post(url, data).status_code == 302
    copy = EventPage.objects.get(slug="copie")
    draft = copy.get_latest_revision_as_object()
    assert not copy.live
    assert copy.uuid != event.uuid
    for version in (copy, draft):
        assert (version.start, version.end) == (None, None)
        assert [(s.title, s.start, s.end) for s in version.sessions.all()] == [("Accueil", None, None)]
        assert [(s.capacity, s.closes_at) for s in version.registration_settings.all()] == [(40, None)]
    assert copy.revisions.count() == 1
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[copy.pk])).status_code == 200
    again = page_form(client, edit_url(copy), **PUBLISH)
    assert client.post(edit_url(copy), again).status_code == 200
    dated = {"start": "2027-03-10 09:00", "end": "2027-03-10 17:00", "sessions-0-start": "2027-03-10 09:00"}
    assert client.post(edit_url(copy), {**again, **dated}).status_code == 302
    published = EventPage.objects.get(slug="copie")
    assert published.live
    assert Session.objects.filter(event=published).count() == 1
    assert published.uuid == copy.uuid


def test_a_copy_of_a_fictional_event_is_its_maker_s_own(tree: SiteTree) -> None:
    local = tree.regions["bretagne"]
    event = EventPageFactory(parent=local.agenda, slug="fictif", fictional=True)
    event.save_revision().publish()
    client = browser_of(relay(local.region, publishes=True))
    data = {"new_title": "À moi", "new_slug": "a-moi", "new_parent_page": local.agenda.pk}
    client.post(reverse("wagtailadmin_pages:copy", args=[event.pk]), data)
    copy = EventPage.objects.get(slug="a-moi")
    assert not copy.fictional
    assert not copy.get_latest_revision_as_object().fictional
    assert EventPage.objects.get(pk=event.pk).get_latest_revision_as_object().fictional


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
