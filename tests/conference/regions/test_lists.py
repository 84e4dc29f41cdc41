"""The admin's lists and choosers ask as much of the database for eight rows as for two."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.search.index import insert_or_update_object

from conference.core.models import Picture, Resource
from conference.regions.rights import ensure_review_workflow
from events.models import Speaker
from tests.conference.factories import LocalTree, make_site_tree
from tests.events.registrations.factories import RegistrationFactory, open_event
from tests.measures.factories import ContributionFactory, MeasureFactory
from tests.queries import check_same, queries_of

from .people import browser_of, communicator, relay

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]


def lists(tree: LocalTree) -> dict[str, str]:
    agenda = tree.agenda.pk
    return {
        "explorer": reverse("wagtailadmin_explore", args=[tree.page.pk]),
        "explorer, searched": reverse("wagtailadmin_explore", args=[tree.page.pk]) + "?q=rencontre",
        "page search": reverse("wagtailadmin_pages:search") + "?q=rencontre",
        "events": reverse("wagtailadmin_pages:type_use", args=["events", "eventpage"]),
        "page chooser": f"/admin/choose-page/{agenda}/",
        "page chooser, searched": "/admin/choose-page/search/?q=rencontre",
        "measures": reverse("wagtailsnippets_measures_measure:list"),
        "measure chooser": reverse("wagtailsnippetchoosers_measures_measure:choose"),
        "contributions": reverse("wagtailsnippets_measures_regionalcontribution:list"),
        "contribution chooser": reverse("wagtailsnippetchoosers_measures_regionalcontribution:choose"),
        "speakers": reverse("wagtailsnippets_events_speaker:list"),
        "speaker chooser": reverse("wagtailsnippetchoosers_events_speaker:choose"),
        "images": reverse("wagtailimages:index"),
        "image chooser": reverse("wagtailimages_chooser:choose"),
        "documents": reverse("wagtaildocs:index"),
        "document chooser": reverse("wagtaildocs_chooser:choose"),
        "registrations": reverse("inscriptions:index"),
        "mails": reverse("courriels:index"),
        "aging pages": reverse("wagtailadmin_reports:aging_pages"),
    }


def add_rows(tree: LocalTree, numbers: range) -> None:
    collection = tree.region.team.collection
    for number in numbers:
        event = open_event(title=f"Rencontre {number}", parent=tree.agenda, capacity=40)
        event.save_revision()
        open_event(title=f"Brouillon {number}", parent=tree.agenda, live=False).save_revision()
        insert_or_update_object(event)
        RegistrationFactory(event=event)
        Speaker.objects.create(name=f"Personne {number}", region=tree.region)
        measure = MeasureFactory(number=number + 1)
        ContributionFactory(region=tree.region, measure=measure).save_revision()
        image = Picture.objects.create(
            title=f"Image {number}", file=get_test_image_file(f"{number}.png"), collection=collection
        )
        document = Resource.objects.create(
            title=f"Note {number}", file=ContentFile(b"x", name=f"{number}.txt"), collection=collection
        )
        for file in (image, document):
            file.get_file_size()


def queries(browser: Client, address: str) -> list[str]:
    def ask() -> None:
        assert browser.get(address).status_code in (200, 302)

    return queries_of(ask)


def test_eight_rows_ask_as_much_as_two(subtests: pytest.Subtests) -> None:
    tree = make_site_tree(regions=("bretagne", "la-reunion")).regions["bretagne"]
    ensure_review_workflow()
    people = {"relay": browser_of(relay(tree.region)), "communication": browser_of(communicator())}
    add_rows(tree, range(2))
    few = {
        (person, name): queries(browser, address)
        for person, browser in people.items()
        for name, address in lists(tree).items()
    }
    add_rows(tree, range(2, 8))
    for (person, name), asked in few.items():
        with subtests.test(f"{person}: {name}"):
            check_same(asked, queries(people[person], lists(tree)[name]), of=name)
