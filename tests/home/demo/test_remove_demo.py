"""Taking the demonstration away: everything fictional, and only that."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import GroupPagePermission, Page

from conference.alliances.models import AlliancePage
from conference.core.models import SiteSettings
from conference.models import LocalConferencePage, NationalConferencePage
from conference.regions.models import RelayTeam
from events.models import AgendaPage, EventPage, RegionalAgendaPage, Speaker
from events.registrations.actions.applicants import Applicant, Person
from events.registrations.actions.signup import register
from events.registrations.models import Registration, RegistrationMail
from home.demo.load import PagesThere, load_demo
from home.demo.models import DemoAccount, FilledField
from home.demo.quoted import load_alliances, load_past_events
from home.demo.remove import NothingToRemove, remove_demo
from home.models import HomePage
from home.reference.indexing import indexed_at_the_end
from home.reference.load import load_reference

from .snapshots import differences, snapshot

pytestmark = pytest.mark.django_db


def add_event(parent: Page, title: str) -> EventPage:
    now = timezone.now()
    return parent.add_child(instance=EventPage(title=title, start=now, end=now, summary="À nous."))


@pytest.mark.long
@pytest.mark.reference
def test_the_database_is_as_if_it_had_never_been_there():
    now = timezone.now()
    SiteSettings.load().save()
    with indexed_at_the_end():
        load_alliances(now=now)
        load_past_events(now=now)
    before = snapshot()
    load_demo(now=now, force=True)
    assert differences(before, snapshot())
    remove_demo()
    pictures = (
        "conference.core.pictures.renditions.",
        "conference.core.pictures.share.",
        "conference.core.pictures.thumbnails.",
    )
    for path in pictures:  # they hold a key, find nothing, and are pruned like every task
        DBTaskResult.objects.filter(task_path__startswith=path).delete()
    assert differences(before, snapshot()) == {}
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.reference
def test_the_demonstration_refuses_where_somebody_made_pages():
    add_event(AgendaPage.objects.get(), "Le nôtre")
    with pytest.raises(PagesThere, match="déjà 1 page"):
        load_demo(now=timezone.now())
    with pytest.raises(CommandError, match="--force"):
        call_command("load_demo")
    assert not SiteSettings.load().demo


@pytest.mark.long
@pytest.mark.reference
def test_the_demonstration_that_is_forced_calls_nothing_real_fictional():
    ours = add_event(AgendaPage.objects.get(), "Le nôtre")
    LocalConferencePage.objects.filter(slug="corse").update(contact_email="corse@exemple.invalid")
    RelayTeam.objects.filter(region__slug="corse").update(contact_name="L’équipe de Corse")
    call_command("load_demo", "--force", "--verbosity=0")
    assert SiteSettings.load().demo
    assert EventPage.objects.get(pk=ours.pk).fictional is False
    page = LocalConferencePage.objects.get(slug="corse")
    assert (page.fictional, page.host_team, page.contact_email) == (False, "", "corse@exemple.invalid")
    assert RelayTeam.objects.get(region__slug="corse").fictional is False
    assert LocalConferencePage.objects.get(slug="bretagne").fictional is True


@pytest.mark.reference
def test_there_is_nothing_to_remove_where_nothing_was_loaded():
    with pytest.raises(NothingToRemove):
        remove_demo()
    with pytest.raises(CommandError, match="pas de contenu de démonstration"):
        call_command("remove_demo")


@pytest.mark.demo
def test_what_is_fictional_goes_and_what_the_team_made_stays(subtests: pytest.Subtests, capsys):
    """One removal, which takes seconds, after everything that it must tell apart was planted."""
    home = HomePage.objects.get()
    home.headline = "Notre accroche"
    home.save_revision().publish()
    draft = LocalConferencePage.objects.get(slug="bretagne")
    draft.introduction = "Une introduction à l’essai"
    draft.save_revision()
    settings = SiteSettings.load()
    settings.contact_email = "equipe@exemple.fr"
    settings.save()
    ours = add_event(RegionalAgendaPage.objects.get(url_path="/home/regions/bretagne/agenda/"), "Le nôtre")
    event = EventPage.objects.get(slug="forum-francilien-du-faire-ensemble")
    person = Person(first_name="Zéphyrine", last_name="Quartaud")
    applicant = Applicant(email="zephyrine@exemple.invalid", people=(person,))
    register(event, applicant=applicant, now=timezone.now())
    users = get_user_model().objects
    DemoAccount.objects.create(user=users.create_user("camille", email="camille@exemple.fr"))  # renamed
    users.create_user("moderation", email="anne@exemple.fr")  # a real person who happens to be called so
    assert "Zéphyrine" in str(snapshot())
    assert RegistrationMail.objects.exists()
    assert DBTaskResult.objects.filter(queue_name="mail").exists()

    call_command("remove_demo")

    with subtests.test("the real alliances and events stay, the fictional ones go"):
        assert "Les alliances et les événements réels restent." in capsys.readouterr().out
        assert AlliancePage.objects.count() == 12
        others = EventPage.objects.exclude(pk=ours.pk)
        assert others.count() == others.filter(organised_by_others=True).count() == 12
        left = [NationalConferencePage, Speaker, Registration, FilledField]
        assert [model.objects.count() for model in left] == [0, 0, 0, 0]
        assert not SiteSettings.load().demo
    with subtests.test("what the team wrote in place of a fictional text stays"):
        for shown in (HomePage.objects.get(), HomePage.objects.get().get_latest_revision_as_object()):
            assert (shown.headline, shown.introduction) == ("Notre accroche", "")
        settings = SiteSettings.load()
        assert (settings.contact_email, settings.publisher) == ("equipe@exemple.fr", "")
    with subtests.test("a draft of the team keeps what is its own"):
        page = LocalConferencePage.objects.get(slug="bretagne")
        draft = page.get_latest_revision_as_object()
        assert (page.introduction, page.contact_email) == ("", "")
        assert (draft.introduction, draft.contact_email) == ("Une introduction à l’essai", "")
    with subtests.test("pages that the team made stay"):
        assert EventPage.objects.get(pk=ours.pk).title == "Le nôtre"
        assert Page.find_problems() == ([], [], [], [], [])
    with subtests.test("a visitor of a fictional session goes with it and with the mail"):
        assert not RegistrationMail.objects.exists()
        assert not DBTaskResult.objects.filter(queue_name="mail").exists()
        assert "Zéphyrine" not in str(snapshot())
    with subtests.test("the right to publish goes with the setting that gave it"):
        assert not RelayTeam.objects.filter(publishes_directly=True).exists()
        teams = RelayTeam.objects.values_list("group", flat=True)
        publishing = GroupPagePermission.objects.filter(permission__codename="publish_page")
        assert not publishing.filter(group__in=teams).exists()
    with subtests.test("accounts of the demonstration go and others stay"):
        assert list(users.values_list("username", flat=True)) == ["moderation"]


@pytest.mark.long
@pytest.mark.demo
def test_nothing_fictional_is_left_in_words_and_it_can_be_loaded_again():
    remove_demo()
    rows = [row for table in snapshot().values() for row in table]
    assert len(rows) > 500
    signs = ("fictif)", "fictive)", "conference.invalid")
    assert [row for row in rows if any(sign in row for sign in signs)] == []
    load_demo(now=timezone.now(), force=True)
    assert AlliancePage.objects.count() == 12
    assert EventPage.objects.filter(organised_by_others=True).count() == 12
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.demo
def test_loading_the_reference_again_leaves_the_demonstration_alone():
    before = snapshot()
    assert load_reference().sentences() == ["Rien à ajouter : tout est déjà là."]
    assert differences(before, snapshot()) == {}
