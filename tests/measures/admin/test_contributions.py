"""What a region does for a measure, in the admin: declared by its relay, published as its team may."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from conference.accounts.models import AccountMail
from conference.regions.models import Region
from conference.regions.rights import ensure_all_rights, set_publishes_directly
from conference.regions.scoping import scope_of
from home.desk.submissions import open_submissions
from measures.models import RegionalContribution
from tests.conference.alliances.factories import make_alliance
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator, moderator, person, relay
from tests.conference.regions.rows import changed_since, every_row, undone
from tests.events.factories import EventPageFactory
from tests.home.desk.test_desk import desk_of, panel
from tests.measures.factories import ContributionFactory, MeasureFactory
from tests.queries import check_same, queries_of

pytestmark = pytest.mark.django_db
PUBLISH, SUBMIT = {"action-publish": "1"}, {"action-submit": "1"}


def at(name: str, *args: object) -> str:
    return reverse(RegionalContribution.snippet_viewset.get_url_name(name), args=args)


@pytest.fixture
def tree() -> SiteTree:
    tree = make_site_tree(regions=("bretagne", "la-reunion"))
    ensure_all_rights()
    MeasureFactory(number=16)
    return tree


def region(tree: SiteTree, slug: str = "bretagne") -> Region:
    return tree.regions[slug].region


def declared(
    of: Region, *, pages: tuple[Page, ...] = (), figures: tuple[dict, ...] = (), **words: object
) -> dict:
    """What the form sends."""
    values = {
        "region": of.pk,
        "measure": MeasureFactory(number=16).pk,
        "stage": "under_way",
        "text": "La région réunit ses partenaires.",
        "declared_on": "2026-03-03",
        "figures": inline_formset([*({"ORDER": place, **figure} for place, figure in enumerate(figures))]),
        "pages": inline_formset(
            [*({"page": page.pk, "ORDER": place} for place, page in enumerate(pages, start=1))]
        ),
    }
    return nested_form_data(values | words)


def made() -> RegionalContribution:
    return RegionalContribution.objects.get()


def errors(answer: object) -> str:
    soup = BeautifulSoup(answer.content, "html.parser")
    return " ".join(found.get_text(" ", strip=True) for found in soup.select(".error-message"))


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


# --- The wall ------------------------------------------------------------------------------------


@pytest.fixture
def theirs(tree: SiteTree) -> RegionalContribution:
    """What La Réunion has: public, corrected in secret, submitted."""
    owner = relay(region(tree, "la-reunion"), publishes=True)
    contribution = ContributionFactory(
        region=region(tree, "la-reunion"), measure=MeasureFactory(number=16), text="Piton public"
    )
    contribution.save_revision(user=owner, log_action=True)
    contribution.text = "Piton secret"
    contribution.save_revision(user=owner, log_action=True)
    contribution.get_workflow().start(contribution, owner)
    return RegionalContribution.objects.get(pk=contribution.pk)


def doors(contribution: RegionalContribution) -> Iterator[str]:
    pk = contribution.pk
    state = TaskState.objects.get()
    old = contribution.revisions.order_by("pk").first()
    for name in ("edit", "delete", "usage", "history", "workflow_history", "unpublish", "preview_on_edit"):
        yield at(name, pk)
    for name in ("lock", "unlock", "confirm_workflow_cancellation"):
        yield at(name, pk)
    yield at("workflow_history_detail", pk, state.workflow_state_id)
    yield at("revisions_view", pk, old.pk)
    yield at("revisions_revert", pk, old.pk)
    yield at("revisions_unschedule", pk, old.pk)
    yield at("revisions_compare", pk, old.pk, "latest")
    yield at("workflow_preview", pk, state.task_id)
    for action in ("approve", "reject"):
        yield at("workflow_action", pk, action, state.pk)
        yield at("collect_workflow_action_data", pk, action, state.pk)
    yield reverse("wagtailsnippetchoosers_measures_regionalcontribution:chosen", args=[pk])
    yield reverse("wagtail_bulk_action", args=["measures", "regionalcontribution", "delete"]) + f"?id={pk}"


def test_a_relay_reads_and_changes_nothing_of_another_region(
    tree: SiteTree, theirs: RegionalContribution, subtests: pytest.Subtests
) -> None:
    client = browser_of(relay(region(tree), publishes=True))
    client.get(at("list"))
    before = every_row()
    for address in doors(theirs):
        with subtests.test(address):
            for method in (client.get, client.post):
                answer = method(
                    address, declared(region(tree), text="Pris") if method == client.post else None
                )
                assert answer.status_code in (403, 404, 405) or answer.headers.get("Location") == "/admin/"
                assert "Piton" not in answer.content.decode()
                assert changed_since(before) == []


def test_lists_choosers_reports_and_the_home_name_ones_own_only(
    tree: SiteTree, theirs: RegionalContribution
) -> None:
    moderator()
    author = relay(region(tree))
    client = browser_of(author)
    client.post(at("add"), declared(region(tree)) | SUBMIT)
    chooser = "wagtailsnippetchoosers_measures_regionalcontribution"
    shown = {
        name: client.get(address).getvalue().decode()
        for name, address in {
            "list": at("list"),
            "results": at("list_results") + "?q=titre",
            "chooser": reverse(f"{chooser}:choose"),
            "workflows": reverse("wagtailadmin_reports:workflow"),
            "tasks": reverse("wagtailadmin_reports:workflow_tasks"),
            "workflows, exported": reverse("wagtailadmin_reports:workflow") + "?export=csv",
            "home": "/admin/",
        }.items()
    }
    for name, html in shown.items():
        text = BeautifulSoup(html, "html.parser").get_text(" ")
        assert "La Réunion – 16" not in text, name
        assert theirs.text not in text, name
        assert "Bretagne" in text, name
    both = browser_of(communicator())
    for address in ("wagtailadmin_reports:workflow", "wagtailadmin_reports:workflow_tasks"):
        assert "La Réunion – 16" in both.get(reverse(address)).content.decode()


def test_another_s_editing_session_is_not_told(tree: SiteTree, theirs: RegionalContribution) -> None:
    own = ContributionFactory(region=region(tree), measure=MeasureFactory(number=16))
    client = browser_of(relay(region(tree)))
    for contribution, status in ((own, 200), (theirs, 404)):
        session = ["measures", "regionalcontribution", contribution.pk, 1]
        answer = client.post(reverse("wagtailadmin_editing_sessions:ping", args=session))
        assert answer.status_code == status


def test_who_has_no_team_has_no_contribution(tree: SiteTree, theirs: RegionalContribution) -> None:
    client = browser_of(person("personne"))
    assert client.get(at("list")).status_code == 302
    assert client.get(at("edit", theirs.pk)).status_code in (302, 404)


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
