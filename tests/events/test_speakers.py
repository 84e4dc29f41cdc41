"""The people who speak, written by each team for itself."""

import pytest
from django.urls import reverse

from events.models import Speaker
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, relay
from tests.events.factories import SpeakerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne", "la-reunion"))


def test_a_new_speaker_is_written_from_the_event(tree: SiteTree) -> None:
    region = tree.regions["bretagne"].region
    client = browser_of(relay(region))
    url = reverse("wagtailsnippetchoosers_events_speaker:create")
    response = client.post(
        url, {"name": "Maëlle Exemple", "role": "déléguée", "organisation": "", "region": region.pk}
    )
    assert response.json()["step"] == "chosen"
    assert Speaker.objects.get().region == region


@pytest.mark.parametrize("region", ["la-reunion", ""])
def test_a_relay_writes_speakers_of_its_own_region_only(tree: SiteTree, region: str) -> None:
    client = browser_of(relay(tree.regions["bretagne"].region))
    elsewhere = tree.regions[region].region.pk if region else ""
    data = {"name": "Intruse", "role": "", "organisation": "", "region": elsewhere}
    for url in (
        reverse("wagtailsnippetchoosers_events_speaker:create"),
        reverse("wagtailsnippets_events_speaker:add"),
    ):
        client.post(url, data)
    assert not Speaker.objects.exists()


def test_a_speaker_cannot_be_handed_to_another_region(tree: SiteTree) -> None:
    region = tree.regions["bretagne"].region
    speaker = SpeakerFactory(region=region)
    client = browser_of(relay(region))
    url = reverse("wagtailsnippets_events_speaker:edit", args=[speaker.pk])
    client.post(url, {"name": speaker.name, "region": tree.regions["la-reunion"].region.pk})
    assert Speaker.objects.get().region == region
