"""A relay's home of the admin: what comes back, what comes next, what is missing, and nothing of another."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, TaskState

from conference.core.models import Picture
from conference.regions.models import RelayTeam
from conference.regions.rights import ensure_relay_team, ensure_review_workflow
from events.models import EventFormat, EventPage
from tests.conference.core.shown import make_picture
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, moderator, person, relay
from tests.conference.regions.world import make_world
from tests.events.factories import EventPageFactory
from tests.events.registrations.factories import RegistrationFactory, RegistrationSettingsFactory
from tests.events.registrations.questions.factories import wish_at
from tests.queries import check_few, check_same, page_queries

from .test_desk import FRAME, desk_of, panel, show_video, submit

pytestmark = pytest.mark.django_db


def verbs(soup: BeautifulSoup) -> dict[str, str]:
    return {link.get_text(strip=True): link["href"] for link in soup.select(".desk__verbs a")}


def bretagne(**values):
    tree = make_site_tree(regions=("bretagne",)).regions["bretagne"]
    ensure_review_workflow()
    user = relay(tree.region, **values)
    RelayTeam.objects.update(contact_email="bretagne@example.org")
    return tree, user


def soon(event: EventPage, days: int, **values) -> EventPage:
    event.start = timezone.now() + timedelta(days=days)
    event.end = event.start + timedelta(hours=2)
    for name, value in values.items():
        setattr(event, name, value)
    event.save()
    return event


def test_what_came_back_is_told_with_its_message_and_what_waits_with_its_delay() -> None:
    tree, user = bretagne()
    back = EventPageFactory(title="Revenue", parent=tree.agenda, live=False)
    submit(back, user).reject(user=moderator(), comment="Quel étage ?")
    late = submit(EventPageFactory(title="En attente", parent=tree.agenda, live=False), user)
    TaskState.objects.filter(pk=late.pk).update(started_at=timezone.now() - timedelta(days=9))
    soup = desk_of(user)
    [returned] = panel(soup, "a-corriger")
    assert returned.startswith("Revenue")
    assert "« Quel étage ? »" in returned
    assert "demandé par moderation" in returned
    assert "Bretagne" not in returned  # a relay has one region
    [waiting] = panel(soup, "en-moderation")
    assert waiting.startswith("En attente délai dépassé")
    assert "réponse attendue avant le" in waiting


def test_coming_sessions_tell_date_state_and_seats_and_lead_to_the_registrations() -> None:
    tree, user = bretagne()
    soon(EventPageFactory(title="Passée", parent=tree.agenda), -3)
    live = soon(EventPageFactory(title="Demain", parent=tree.agenda), 90)
    RegistrationSettingsFactory(event=live, capacity=40)
    RegistrationFactory(event=live, first_name="Alix")
    soon(EventPageFactory(title="Écrite", parent=tree.agenda, draft=True), 10)
    submit(soon(EventPageFactory(title="Soumise", parent=tree.agenda, draft=True), 20), user)
    soup = desk_of(user)
    draft, submitted, session = panel(soup, "prochaines-sessions")
    assert draft.startswith("Écrite")
    assert "brouillon" in draft
    assert "en modération" in submitted
    assert "publiée" in session
    assert "1 place prise sur 40" in session
    links = [link["href"] for link in soup.select("#prochaines-sessions .desk-row a")]
    assert links[2] == f"/admin/inscriptions/?event={live.pk}"
    [registered] = panel(soup, "dernieres-inscriptions")
    assert registered.startswith("Alix")
    assert "Demain" in registered


def test_what_is_missing_is_told_of_published_sessions_the_soonest_first() -> None:
    tree, user = bretagne()
    told = {"access_note": "De plain-pied."}
    soon(EventPageFactory(title="Complète", parent=tree.agenda), 2, **told)
    soon(EventPageFactory(title="Plus tard", parent=tree.agenda), 40, venue_name="", **told)
    soon(EventPageFactory(title="Bientôt", parent=tree.agenda), 2, format=EventFormat.HYBRID, **told)
    soon(EventPageFactory(title="Brouillon", parent=tree.agenda, draft=True), 2, venue_name="", **told)
    first, second = panel(desk_of(user), "il-manque")
    assert first.startswith("Bientôt dans moins d’une semaine")
    assert "Le lien de connexion manque" in first
    assert second.startswith("Plus tard")
    assert "dans moins" not in second
    assert "Le lieu manque" in second


def test_the_verbs_announce_copy_the_last_and_write() -> None:
    tree, user = bretagne(publishes=True)
    assert list(verbs(desk_of(user))) == [
        "Annoncer une session",
        "Écrire une actualité",
        "Ajouter une ressource",
    ]
    EventPageFactory(parent=tree.agenda, first_published_at=timezone.now() - timedelta(days=5))
    last = EventPageFactory(parent=tree.agenda, first_published_at=timezone.now())
    EventPageFactory(parent=tree.agenda, draft=True)
    found = verbs(desk_of(user))
    assert list(found)[:3] == ["Annoncer une session", "Copier la dernière session", "Écrire une actualité"]
    assert found["Annoncer une session"] == "/admin/evenements/annoncer/"
    assert f"/{last.pk}/" in found["Copier la dernière session"]
    for url in found.values():
        assert browser_of(user).get(url).status_code == 200


def test_a_new_team_is_told_in_words_that_there_is_nothing() -> None:
    _tree, user = bretagne()
    soup = desk_of(user)
    empty = {section["id"] for section in soup.select(".desk-panel") if not section.select(".desk-row")}
    assert empty == {
        "a-corriger",
        "amenagements",
        "prochaines-sessions",
        "il-manque",
        "en-moderation",
        "dernieres-inscriptions",
        "brouillons",
        "programme",
        "images-sans-description",
        "videos-sans-sous-titres",
    }


def test_nothing_of_another_region_is_on_a_relays_desk() -> None:
    ours, theirs, national = make_world()
    for side in (ours, theirs, national):
        submit(EventPage.objects.get(pk=side.draft.pk), side.user)
        Page.objects.filter(pk=side.live.pk).update(expire_at=timezone.now() + timedelta(days=3))
        soon(EventPage.objects.get(pk=side.live.pk), 3, venue_name="").save_revision(user=ours.user)
    html = browser_of(ours.user).get("/admin/").content.decode()
    assert html.count("Armorique") > 5
    for other in ("Piton", "Hexagone", "La Réunion", "national"):
        assert other not in html.split('<div class="desk">')[1].split("</main>")[0], other


def test_who_has_two_regions_reads_which_one() -> None:
    tree = make_site_tree()
    ensure_review_workflow()
    groups = [ensure_relay_team(tree.regions[slug].region).group for slug in ("bretagne", "la-reunion")]
    user = person("deux", *Group.objects.filter(pk__in=[group.pk for group in groups]))
    soon(EventPageFactory(parent=tree.regions["la-reunion"].agenda), 3)
    [session] = panel(desk_of(user), "prochaines-sessions")
    assert "La Réunion" in session


def test_few_queries_and_as_many_with_thirty_rows() -> None:
    tree, user = bretagne()
    client = browser_of(user)

    def fill(count: int) -> None:
        now = timezone.now()
        for number in range(count):
            event = EventPageFactory(parent=tree.agenda, slug=f"plein-{count}-{number}", owner=user)
            soon(event, 2, expire_at=now + timedelta(days=5), format=EventFormat.HYBRID)
            RegistrationSettingsFactory(event=event)
            wish_at(event)
            submit(event, user)
            show_video(event, title="Replay", coming_on=timezone.localdate())
            back = EventPageFactory(parent=tree.agenda, draft=True, slug=f"revenue-{count}-{number}")
            submit(back, user).reject(user=user, comment="Où ?")
            make_picture(description="")
        Picture.objects.update(collection=RelayTeam.objects.get().collection)

    fill(1)
    few = page_queries(client, "/admin/")
    fill(30)
    many = page_queries(client, "/admin/")
    check_few(many, most=FRAME + 15, of="the home of a relay")
    check_same(few, many, of="the home of a relay")
    assert [each["id"] for each in desk_of(user).select(".desk-panel") if not each.select(".desk-row")] == []
