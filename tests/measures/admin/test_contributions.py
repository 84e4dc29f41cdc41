"""What a region does for a measure, in the admin: declared by its relay, published as its team may."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conference.accounts.models import AccountMail
from conference.regions.rights import ensure_all_rights, set_publishes_directly
from conference.regions.scoping import scope_of
from home.desk.submissions import open_submissions
from measures.models import RegionalContribution
from tests.conference.alliances.factories import make_alliance
from tests.conference.factories import SiteTree
from tests.conference.regions.people import browser_of, communicator, moderator, relay
from tests.conference.regions.rows import undone
from tests.events.factories import EventPageFactory
from tests.home.desk.test_desk import desk_of, panel
from tests.measures.factories import ContributionFactory, MeasureFactory
from tests.queries import check_same, queries_of

from .declaring import PUBLISH, SUBMIT, at, declared, make_declaring_tree, region

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_declaring_tree()


def made() -> RegionalContribution:
    return RegionalContribution.objects.get()


def errors(answer: object) -> str:
    soup = BeautifulSoup(answer.content, "html.parser")
    return " ".join(found.get_text(" ", strip=True) for found in soup.select(".error-message"))


def test_the_list_gives_the_day_of_a_declaration(tree: SiteTree) -> None:
    client = browser_of(relay(region(tree), publishes=True))
    client.post(at("add"), declared(region(tree)) | PUBLISH)
    assert "3 mars 2026" in client.get(at("list")).content.decode()


# --- Who publishes -------------------------------------------------------------------------------


def test_a_team_that_publishes_directly_does(tree: SiteTree) -> None:
    client = browser_of(relay(region(tree), publishes=True))
    assert client.post(at("add"), declared(region(tree)) | PUBLISH).status_code == 302
    assert (made().live, made().region, made().measure.number) == (True, region(tree), 16)


def test_another_submits_to_a_moderator_whose_desk_and_mail_say_region_and_measure(tree: SiteTree) -> None:
    reader = moderator()
    author = relay(region(tree))
    client = browser_of(author)
    assert "action-publish" not in client.get(at("add")).content.decode()
    client.post(at("add"), declared(region(tree)) | PUBLISH)
    assert not made().live
    client.post(at("edit", made().pk), declared(region(tree)) | SUBMIT)
    state = made().current_workflow_task_state
    assert (state.task.name, made().live) == ("Relecture", False)
    [row] = panel(desk_of(reader), "a-moderer")
    assert "Bretagne – 16. Titre court 16" in row
    assert "soumis par relais-bretagne" in row
    mail = AccountMail.objects.filter(to=reader.email).latest("pk")
    assert mail.subject == "À relire : « Bretagne – 16. Titre court 16 » (Bretagne)"
    assert "vous soumet un texte" in mail.text
    assert f"https://conference.test{at('edit', made().pk)}" in mail.text

    approve = at("workflow_action", made().pk, "approve", state.pk)
    with undone():
        for stranger in (client, browser_of(relay(region(tree, "la-reunion"), publishes=True))):
            assert stranger.post(approve, {"comment": ""}).status_code != 200
            assert not made().live
    browser_of(reader).post(approve, {"comment": ""})
    assert made().live
    told = AccountMail.objects.filter(to=author.email).latest("pk")
    assert told.subject == "Accepté : « Bretagne – 16. Titre court 16 »"


def test_who_left_the_team_hears_nothing_of_its_submission(tree: SiteTree) -> None:
    author = relay(region(tree))
    browser_of(author).post(at("add"), declared(region(tree)) | SUBMIT)
    author.groups.clear()
    made().current_workflow_task_state.approve(user=moderator())
    assert not AccountMail.objects.filter(to=author.email).exists()


def test_a_correction_of_what_is_public_waits_too(tree: SiteTree) -> None:
    contribution = ContributionFactory(region=region(tree), measure=MeasureFactory(number=16), text="Avant.")
    client = browser_of(relay(region(tree)))
    client.post(at("edit", contribution.pk), declared(region(tree), text="Après.") | PUBLISH)
    assert made().text == "Avant."
    assert made().get_latest_revision_as_object().text == "Après."
    for view in ("unpublish", "delete"):
        client.post(at(view, contribution.pk))
        assert made().live
    many = reverse("wagtail_bulk_action", args=["measures", "regionalcontribution", "delete"])
    client.post(f"{many}?id={contribution.pk}")
    assert made().live


def test_the_right_follows_the_setting(tree: SiteTree) -> None:
    user = relay(region(tree))
    team = region(tree).team

    def may() -> bool:
        return User.objects.get(pk=user.pk).has_perm("measures.publish_regionalcontribution")

    assert not may()
    set_publishes_directly(team, publishes_directly=True)
    assert may()
    ensure_all_rights()
    assert may()
    set_publishes_directly(team, publishes_directly=False)
    assert not may()
    assert User.objects.get(pk=user.pk).has_perm("measures.change_regionalcontribution")


def test_whoever_is_in_two_teams_publishes_as_each_says(tree: SiteTree) -> None:
    direct = relay(region(tree, "la-reunion"), publishes=True)
    direct.groups.add(relay(region(tree)).groups.get())
    client = browser_of(User.objects.get(pk=direct.pk))
    answer = client.post(at("add"), declared(region(tree)) | PUBLISH)
    assert "ne publie pas directement" in errors(answer)
    assert not RegionalContribution.objects.exists()
    client.post(at("add"), declared(region(tree, "la-reunion")) | PUBLISH)
    assert made().live
    public = ContributionFactory(region=region(tree), measure=MeasureFactory(number=16))
    for view in ("unpublish", "delete"):
        client.post(at(view, public.pk))
        assert RegionalContribution.objects.get(pk=public.pk).live


def test_the_national_teams_correct_and_publish_everywhere(tree: SiteTree) -> None:
    for who in (communicator(), moderator()):
        contribution = ContributionFactory(region=region(tree), measure=MeasureFactory(number=16), live=False)
        client = browser_of(who)
        client.post(at("edit", contribution.pk), declared(region(tree), text=f"Relu : {who}.") | PUBLISH)
        contribution.refresh_from_db()
        assert (contribution.live, contribution.text) == (True, f"Relu : {who}.")


# --- What is declared ----------------------------------------------------------------------------


def test_figures_have_a_unit_a_date_and_a_source(tree: SiteTree) -> None:
    client = browser_of(relay(region(tree), publishes=True))
    figure = {
        "value": "12",
        "unit": "conventions",
        "date": "2026-02-01",
        "source": "Rapport",
        "source_url": "",
    }
    client.post(at("add"), declared(region(tree), figures=(figure,)) | PUBLISH)
    [kept] = made().figures.all()
    assert (kept.value, kept.unit, str(kept.date), kept.source) == (
        "12",
        "conventions",
        "2026-02-01",
        "Rapport",
    )
    RegionalContribution.objects.all().delete()
    for name in ("value", "unit", "date", "source"):
        client.post(at("add"), declared(region(tree), figures=(figure | {name: ""},)) | PUBLISH)
        assert not RegionalContribution.objects.exists(), name


def test_the_region_is_ones_own_and_stays(tree: SiteTree) -> None:
    client = browser_of(relay(region(tree), publishes=True))
    form = client.get(at("add")).content.decode()
    assert ("Bretagne</option>" in form, "La Réunion</option>" in form) == (True, False)
    client.post(at("add"), declared(region(tree, "la-reunion")) | PUBLISH)
    assert not RegionalContribution.objects.exists()
    client.post(at("add"), declared(region(tree)) | PUBLISH)
    browser_of(communicator()).post(at("edit", made().pk), declared(region(tree, "la-reunion")) | PUBLISH)
    assert made().region == region(tree)


def test_a_date_to_come_is_refused(tree: SiteTree) -> None:
    client = browser_of(relay(region(tree), publishes=True))
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    assert "à venir" in errors(
        client.post(at("add"), declared(region(tree), declared_on=str(tomorrow)) | PUBLISH)
    )


def test_it_links_to_events_and_alliances_of_its_region(tree: SiteTree) -> None:
    client = browser_of(relay(region(tree), publishes=True))
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda, slug="rencontre")
    alliance = make_alliance(slug="alliance", title="Alliance", parent=tree.regions["bretagne"].alliances)
    client.post(at("add"), declared(region(tree), pages=(event, alliance)) | PUBLISH)
    assert {row.page_id for row in made().pages.all()} == {event.pk, alliance.pk}


@pytest.mark.parametrize("who", ["relay", "communication"])
@pytest.mark.parametrize("live", [True, False])
def test_a_page_of_another_region_is_refused_without_being_named(
    tree: SiteTree, who: str, *, live: bool
) -> None:
    client = browser_of(relay(region(tree), publishes=True) if who == "relay" else communicator())
    theirs = EventPageFactory(
        parent=tree.regions["la-reunion"].agenda, slug="ailleurs", title="Piton secret", draft=not live
    )
    for action in (PUBLISH, {}):  # a draft may be unfinished, not cross the wall
        answer = client.post(at("add"), declared(region(tree), pages=(theirs,)) | action)
        assert "Choisissez un événement ou une alliance de la région" in errors(answer)
        assert not RegionalContribution.objects.exists()
        if who == "relay" and not live:
            assert "Piton secret" not in answer.content.decode()


def test_a_page_that_is_neither_event_nor_alliance_is_refused(tree: SiteTree) -> None:
    client = browser_of(relay(region(tree), publishes=True))
    answer = client.post(at("add"), declared(region(tree), pages=(tree.regions["bretagne"].page,)) | PUBLISH)
    assert "Choisissez un événement ou une alliance de la région" in errors(answer)


def test_the_desk_asks_as_much_for_many_contributions_as_for_one(tree: SiteTree) -> None:
    author = relay(region(tree))
    scope_owner = moderator()

    def submit(count: int) -> None:
        for _number in range(count):
            contribution = ContributionFactory(
                region=region(tree), measure=MeasureFactory(number=16), live=False
            )
            contribution.save_revision(user=author)
            contribution.get_workflow().start(contribution, author)

    scope = scope_of(scope_owner)
    submit(1)
    few = queries_of(lambda: open_submissions(scope))
    submit(5)
    many = queries_of(lambda: open_submissions(scope))
    check_same(few, many, of="open submissions")
    assert {one.region_slug for one in open_submissions(scope)} == {"bretagne"}
    assert open_submissions(scope_of(relay(region(tree, "la-reunion")))) == []


def test_its_preview_says_who_declares(tree: SiteTree) -> None:
    client: Client = browser_of(relay(region(tree)))
    sent = declared(region(tree), text="Un essai.")
    assert client.post(at("preview_on_add"), sent).json()["is_valid"]
    text = " ".join(
        BeautifulSoup(client.get(at("preview_on_add")).content, "html.parser").get_text(" ").split()
    )
    assert "Un essai." in text
    assert "Déclaré par le relais de Bretagne le 3 mars 2026 , non vérifié" in text
