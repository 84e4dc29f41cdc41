"""The one rule, line by line: the owner, a team-mate, a stranger, and the national teams."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from conference.regions.permission_policies import RegionPermissionPolicy
from conference.regions.rights import ensure_all_rights, ensure_relay_team
from conference.regions.scoping import NOTHING, own_regions, scope_of
from events.models import EventPage, Speaker
from tests.conference.factories import SiteTree, make_site_tree
from tests.events.factories import EventPageFactory, SpeakerFactory

from .people import communicator, moderator, person, relay, superuser

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    tree = make_site_tree(regions=("bretagne", "la-reunion"))
    ensure_all_rights()
    return tree


@pytest.fixture
def speakers(tree: SiteTree) -> dict[str, Speaker]:
    return {
        "ours": SpeakerFactory(region=tree.regions["bretagne"].region),
        "theirs": SpeakerFactory(region=tree.regions["la-reunion"].region),
        "national": SpeakerFactory(region=None),
    }


def test_a_relay_touches_its_own_and_chooses_what_is_national(
    tree: SiteTree, speakers: dict[str, Speaker]
) -> None:
    scope = scope_of(relay(tree.regions["bretagne"].region))
    assert list(scope.filter(Speaker.objects.all())) == [speakers["ours"]]
    assert set(scope.filter_choosable(Speaker.objects.all())) == {speakers["ours"], speakers["national"]}
    assert [scope.may_touch(speakers[whose]) for whose in ("ours", "national", "theirs")] == [
        True,
        False,
        False,
    ]


def test_a_team_mate_sees_the_same(tree: SiteTree) -> None:
    region = tree.regions["bretagne"].region
    assert scope_of(relay(region)) == scope_of(relay(region, username="collegue"))


@pytest.mark.parametrize("somebody", [communicator, moderator, superuser])
def test_the_national_teams_see_everything(tree: SiteTree, speakers: dict[str, Speaker], somebody) -> None:
    scope = scope_of(somebody())
    assert scope.filter(Speaker.objects.all()).count() == 3
    assert all(scope.may_touch(speaker) for speaker in speakers.values())


def test_whoever_has_no_team_touches_nothing(tree: SiteTree, speakers: dict[str, Speaker]) -> None:
    nobody = person("personne", Group.objects.create(name="Autres"))
    gone = relay(tree.regions["bretagne"].region)
    gone.is_active = False
    for user in (nobody, gone, AnonymousUser()):
        assert scope_of(user) == NOTHING
        assert not scope_of(user).filter(Speaker.objects.all()).exists()
        assert not own_regions(user).exists()
        assert not scope_of(user).may_touch(speakers["ours"])


def test_somebody_of_two_teams_has_both_regions(tree: SiteTree) -> None:
    user = relay(tree.regions["bretagne"].region)
    user.groups.add(ensure_relay_team(tree.regions["la-reunion"].region).group)
    assert {region.slug for region in own_regions(user)} == {"bretagne", "la-reunion"}


def test_the_region_may_be_reached_through_a_relation(tree: SiteTree) -> None:
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda)
    national = EventPageFactory(parent=tree.agenda)
    scope = scope_of(relay(tree.regions["bretagne"].region))
    assert [e.pk for e in scope.filter(EventPage.objects.all())] == [event.pk]
    assert not scope.may_touch(national)


def test_drafts_of_another_part_of_the_tree_cannot_be_chosen(tree: SiteTree) -> None:
    ours = EventPageFactory(parent=tree.regions["bretagne"].agenda, draft=True)
    theirs = EventPageFactory(parent=tree.regions["la-reunion"].agenda, draft=True)
    live = EventPageFactory(parent=tree.regions["la-reunion"].agenda)
    national = EventPageFactory(parent=tree.agenda, draft=True)
    scope = scope_of(relay(tree.regions["bretagne"].region))
    choosable = set(scope.filter_choosable_pages(EventPage.objects.all()).values_list("pk", flat=True))
    assert choosable == {ours.pk, live.pk}
    assert [scope.may_choose_page(page) for page in (ours, live, theirs, national)] == [
        True,
        True,
        False,
        False,
    ]
    assert [page.pk for page in scope.filter_pages(EventPage.objects.all())] == [ours.pk]


def test_a_region_whose_name_begins_like_another_is_another(tree: SiteTree) -> None:
    """Paths of the tree are compared by their beginnings: none of ours begins another's."""
    scope = scope_of(relay(tree.regions["bretagne"].region))
    assert not scope.owns_page(tree.regions["la-reunion"].page)
    assert not scope.owns_page(tree.home)
    assert scope.owns_page(tree.regions["bretagne"].page)


def test_the_rule_costs_one_query_a_request(tree: SiteTree, django_assert_num_queries) -> None:
    user = relay(tree.regions["bretagne"].region)
    with django_assert_num_queries(1):
        scope_of(user)
        scope_of(user)


def test_wagtail_s_policy_asks_the_rule(tree: SiteTree, speakers: dict[str, Speaker]) -> None:
    ours = relay(tree.regions["bretagne"].region)
    theirs = relay(tree.regions["la-reunion"].region)
    policy = RegionPermissionPolicy(Speaker)
    assert list(policy.instances_user_has_any_permission_for(ours, ["change"])) == [speakers["ours"]]
    for may in (
        lambda speaker: policy.user_has_permission_for_instance(ours, "change", speaker),
        lambda speaker: policy.user_has_any_permission_for_instance(ours, ["change"], speaker),
        lambda speaker: ours in policy.users_with_any_permission_for_instance(["change"], speaker),
    ):
        assert [may(speakers[whose]) for whose in ("ours", "theirs", "national")] == [True, False, False]
    assert list(policy.users_with_any_permission_for_instance(["change"], speakers["theirs"])) == [theirs]
