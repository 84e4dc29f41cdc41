"""What a document is about is said on its own form, wherever it comes in."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conference.core.models import Resource, Sdg
from conference.regions.models import RelayTeam
from home.resources.models import ResourceTopics
from measures.models import Measure
from tests.conference.core.uploads.files import pdf
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator, relay
from tests.measures.factories import make_measures

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics() -> tuple[Measure, Sdg]:
    make_site_tree(regions=())
    make_measures(3)
    return Measure.objects.get(number=3), Sdg.objects.create(number=4, name="Éducation de qualité")


def facts(measure: Measure, sdg: Sdg) -> dict[str, Any]:
    return {
        "title": "Kit du relais",
        "collection": 1,
        "tags": "",
        "description": "Tout pour une session.",
        "kind": "kit",
        "date": "29/11/2026",
        "author": "Camille Exemple",
        "licence": "ouverte",
        "language": "fr",
        "listed": "on",
        "accessible": "False",
        "html_version": "https://site.invalid/kit/",
        "measures": [measure.pk],
        "sdgs": [sdg.pk],
    }


def test_a_description_has_a_length_that_the_form_says(topics: tuple[Measure, Sdg]) -> None:
    client = browser_of(communicator())
    form = BeautifulSoup(client.get(reverse("wagtaildocs:add")).content, "html.parser")
    assert "600 signes au plus" in form.text
    sent = facts(*topics) | {"file": SimpleUploadedFile("kit.pdf", pdf()), "description": "a" * 601}
    answer = client.post(reverse("wagtaildocs:add"), sent)
    assert "600" in BeautifulSoup(answer.content, "html.parser").select_one(".error-message").text
    assert not Resource.objects.exists()
    sent |= {"file": SimpleUploadedFile("kit.pdf", pdf()), "description": "a" * 600}
    client.post(reverse("wagtaildocs:add"), sent)
    assert len(Resource.objects.get().description) == 600


def test_a_document_says_what_it_is_and_what_it_is_about(topics: tuple[Measure, Sdg]) -> None:
    measure, sdg = topics
    client = browser_of(communicator())
    sent = facts(measure, sdg) | {"file": SimpleUploadedFile("kit.pdf", pdf())}
    answer = client.post(reverse("wagtaildocs:add"), sent)
    assert answer.status_code == 302, answer.content.decode()
    resource = Resource.objects.get()
    assert (resource.kind, resource.author, resource.listed, resource.accessible) == (
        *("kit", "Camille Exemple", True, False),
    )
    assert resource.html_version == "https://site.invalid/kit/"
    assert list(resource.topics.measures.all()) == [measure]
    assert list(resource.topics.sdgs.all()) == [sdg]

    page = client.get(reverse("wagtaildocs:edit", args=[resource.pk]))
    ticked = BeautifulSoup(page.content, "html.parser").select("input[type=checkbox][checked]")
    assert {(box["name"], box.get("value")) for box in ticked} == {
        ("listed", None),
        ("measures", str(measure.pk)),
        ("sdgs", str(sdg.pk)),
    }
    assert list(Resource.objects.filter(topics__measures=measure)) == [resource]


def test_topics_are_taken_away_and_go_with_the_document(topics: tuple[Measure, Sdg]) -> None:
    client = browser_of(communicator())
    client.post(reverse("wagtaildocs:add"), facts(*topics) | {"file": SimpleUploadedFile("kit.pdf", pdf())})
    resource = Resource.objects.get()
    client.post(reverse("wagtaildocs:edit", args=[resource.pk]), facts(*topics) | {"measures": []})
    resource = Resource.objects.get()
    assert not resource.topics.measures.exists()
    assert resource.topics.sdgs.exists()
    resource.delete()
    assert not ResourceTopics.objects.exists()


def test_the_page_that_takes_many_files_asks_for_nothing_else(topics: tuple[Measure, Sdg]) -> None:
    client = browser_of(communicator())
    file = SimpleUploadedFile("kit.pdf", pdf())
    answer = client.post(
        reverse("wagtaildocs:add_multiple"), {"title": "Kit", "collection": 1, "files[]": file}
    )
    assert answer.json()["success"]
    resource = Resource.objects.get()
    assert (resource.kind, resource.language, resource.accessible) == ("autre", "fr", None)
    assert not ResourceTopics.objects.exists()


def test_an_address_that_is_none_is_refused_at_its_field(topics: tuple[Measure, Sdg]) -> None:
    client = browser_of(communicator())
    sent = facts(*topics) | {"html_version": "javascript:alert(1)"}
    answer = client.post(reverse("wagtaildocs:add"), sent | {"file": SimpleUploadedFile("kit.pdf", pdf())})
    assert answer.status_code == 200
    assert not Resource.objects.exists()


@pytest.mark.parametrize("who", ["communication", "publie", "soumet"])
def test_only_who_may_publish_shows_a_document_in_the_resources(who: str) -> None:
    """Nobody moderates a document; a box that is ticked all the same is not heard."""
    bretagne = make_site_tree().regions["bretagne"].region
    user = {
        "communication": communicator,
        "publie": lambda: relay(bretagne, publishes=True),
        "soumet": lambda: relay(bretagne),
    }[who]()
    client = browser_of(user)
    form = BeautifulSoup(client.get(reverse("wagtaildocs:add")).content, "html.parser")
    assert form.select_one("input[name=listed]").has_attr("disabled") == (who == "soumet")
    team = RelayTeam.objects.filter(region=bretagne).first()
    collection = team.collection_id if team else 1
    sent = {"title": "Kit", "collection": collection, "kind": "kit", "language": "fr", "listed": "on"}
    answer = client.post(
        reverse("wagtaildocs:add"), sent | {"file": SimpleUploadedFile("kit.pdf", pdf()), "tags": ""}
    )
    assert answer.status_code == 302, answer.content.decode()
    assert Resource.objects.get().listed == (who != "soumet")


def test_what_a_relay_without_the_right_changes_is_read_again() -> None:
    """The communications team showed it: as it was, not as it becomes."""
    client = browser_of(relay(make_site_tree().regions["bretagne"].region))
    sent = {"title": "Kit", "kind": "kit", "language": "fr", "tags": ""}
    client.post(reverse("wagtaildocs:add"), sent | {"file": SimpleUploadedFile("kit.pdf", pdf())})
    Resource.objects.update(listed=True)
    resource = Resource.objects.get()
    client.post(reverse("wagtaildocs:edit", args=[resource.pk]), sent)
    assert Resource.objects.get().listed
    client.post(reverse("wagtaildocs:edit", args=[resource.pk]), sent | {"title": "Autre chose"})
    assert not Resource.objects.get().listed
