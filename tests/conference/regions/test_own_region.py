"""A relay writes in its own region: what it makes is never another's, nor the nation's."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission
from wagtail.permissions import policy_registry

from conference.regions.rights import grant_pages
from events.models import EventPage, Speaker
from events.registrations.access import may_run
from events.registrations.admin.event_links import registrations_url
from events.registrations.models import Registration, RegistrationMail
from events.registrations.outbox import write_to

from .world import Side, make_world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]
FORM = "wagtailsnippets_events_speaker:add"
CHOOSER = "wagtailsnippetchoosers_events_speaker:create"


@pytest.fixture
def sides() -> tuple[Side, Side, Side]:
    return make_world()


@pytest.mark.parametrize("address", [FORM, CHOOSER])
def test_a_speaker_is_placed_in_ones_own_region_only(sides: tuple[Side, Side, Side], address: str) -> None:
    ours, theirs, national = sides

    def add(side: Side, region: object) -> int:
        data = {"name": "Nouvelle personne", "region": region}
        side.client.post(reverse(address), data)
        return Speaker.objects.filter(name="Nouvelle personne").count()

    assert add(ours, theirs.tree.region.pk) == 0
    assert add(ours, "") == 0
    assert add(ours, ours.tree.region.pk) == 1
    assert Speaker.objects.get(name="Nouvelle personne").region == ours.tree.region
    assert add(national, theirs.tree.region.pk) == 2
    assert add(national, "") == 3


def test_a_speaker_is_not_moved_to_another_region(sides: tuple[Side, Side, Side]) -> None:
    ours, theirs, _national = sides
    url = reverse("wagtailsnippets_events_speaker:edit", args=[ours.speaker.pk])
    ours.client.post(url, {"name": "Partie", "region": theirs.tree.region.pk})
    assert Speaker.objects.get(pk=ours.speaker.pk).name == ours.speaker.name
    ours.client.post(url, {"name": "Restée", "region": ours.tree.region.pk})
    assert Speaker.objects.get(pk=ours.speaker.pk).name == "Restée"


def test_the_form_names_ones_own_region_only(sides: tuple[Side, Side, Side]) -> None:
    ours, theirs, national = sides
    for address in (reverse(FORM), reverse("wagtailsnippetchoosers_events_speaker:choose")):
        shown = ours.client.get(address).content.decode()
        choices = (theirs.tree.region.name.replace("é", "\\u00e9"), theirs.tree.region.name)
        assert [name for name in choices if f">{name}<" in shown] == []
        assert ours.tree.region.name in shown
    assert theirs.tree.region.name in national.client.get(reverse(FORM)).content.decode()


def test_who_may_not_write_an_event_is_not_offered_to_close_it(sides: tuple[Side, Side, Side]) -> None:
    ours = sides[0]
    url = reverse("inscriptions:index") + f"?event={ours.registration.event_id}"
    close = reverse("event_close_registration", args=[ours.registration.event_id])
    assert close in ours.client.get(url).content.decode()
    GroupPagePermission.objects.filter(group=ours.team.group).delete()
    assert close not in ours.client.get(url).content.decode()


def region_of(row: Registration | RegistrationMail) -> int:
    return row.event.region_id


def test_what_asks_wagtail_who_may_is_told_of_ones_own_registrants_and_their_mails(
    sides: tuple[Side, Side, Side],
) -> None:
    """Its generic views, choosers and reports ask the policy of a model, and not the views of ours."""
    for side in sides[:2]:
        write_to(side.registration, RegistrationMail.Kind.TICKET, now=timezone.now())
    for model in (Registration, RegistrationMail):
        policy, actions = policy_registry.get_by_type(model), ("view", "change")
        rows = {row: region_of(row) for row in model.objects.all()}
        assert len(set(rows.values())) > 1, model
        for side in sides[:2]:
            own = {row for row, region in rows.items() if region == side.tree.region.pk}
            assert set(policy.instances_user_has_any_permission_for(side.user, actions)) == own
            may = {
                row for row in rows if policy.user_has_any_permission_for_instance(side.user, actions, row)
            }
            assert may == own


def test_rights_on_pages_given_by_hand_do_not_pass_the_wall(sides: tuple[Side, Side, Side]) -> None:
    """Somebody gives the team a right on another region's pages: its registrants stay its own affair."""
    ours, theirs, _national = sides
    event = EventPage.objects.get(pk=theirs.registration.event_id)
    grant_pages(ours.team.group, theirs.tree.page, ("change",))
    assert (may_run(ours.user, event), may_run(theirs.user, event)) == (False, True)
    for page in (event.pk, theirs.tree.page.pk):  # the buttons of its page, those of its line in a list
        url = f"/admin/pages/{page}/"
        assert registrations_url(event) in theirs.client.get(url).content.decode()
        answer = ours.client.get(url)
        assert (answer.status_code, registrations_url(event) in answer.content.decode()) == (200, False)
