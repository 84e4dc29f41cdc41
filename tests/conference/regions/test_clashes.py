"""« Already taken » is said of one's own things only: what another region keeps to itself takes no name."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from taggit.models import Tag
from wagtail.models import Page

from conference.alliances.models import AlliancePage
from conference.core.models import Picture, Resource
from events.models import EventPage, Speaker
from events.registrations.models import Attendee
from tests.admin_forms import page_form
from tests.conference.core.uploads.files import pdf, picture
from tests.events.factories import EventPageFactory
from tests.events.registrations.factories import RegistrationFactory

from .rows import undone
from .world import Side, make_sides

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]
NAME, SLUG = "Réunion secrète", "reunion-secrete"
TAKEN = re.compile(r"déjà|existe|already|exist|en double|doublon|duplicate\"?: (?!false)", re.IGNORECASE)


@dataclass(frozen=True)
class Clash:
    """How ``side`` makes something of that name; ``made`` gives it back as it was named."""

    make: Callable[[Side], HttpResponse]
    made: Callable[[Side], str]


def page(kind: str, parent: str) -> Callable[[Side], HttpResponse]:
    def make(side: Side) -> HttpResponse:
        place = getattr(side.tree, parent)
        add = reverse("wagtailadmin_pages:add", args=[*kind.split("."), place.pk])
        data = page_form(side.client, add, title=NAME, slug=SLUG, summary="x")
        return side.client.post(add, data)

    return make


def page_slug(parent: str) -> Callable[[Side], str]:
    return lambda side: Page.objects.child_of(getattr(side.tree, parent)).get(title=NAME).slug


def send_document(side: Side) -> HttpResponse:
    file = SimpleUploadedFile("reunion.pdf", pdf())
    data = {"title": NAME, "collection": side.team.collection_id, "tags": "", "files[]": file}
    return side.client.post(reverse("wagtaildocs:add_multiple"), data)


def document_name(side: Side) -> str:
    return Resource.objects.get(title=NAME, collection=side.team.collection).filename


def send_image(side: Side) -> HttpResponse:
    file = SimpleUploadedFile("reunion.png", picture("PNG"))
    data = {"title": NAME, "collection": side.team.collection_id, "tags": "", "files[]": file}
    return side.client.post(reverse("wagtailimages:add_multiple"), data)


def image_title(side: Side) -> str:
    return Picture.objects.get(title=NAME, collection=side.team.collection).title


def tag_image(side: Side) -> HttpResponse:
    edit = reverse("wagtailimages:edit", args=[side.image.pk])
    data = {"title": side.image.title, "collection": side.team.collection_id, "tags": f'"{NAME}"'}
    return side.client.post(edit, data)


def add_speaker(side: Side) -> HttpResponse:
    add = reverse("wagtailsnippets_events_speaker:add")
    return side.client.post(add, {"name": NAME, "region": side.tree.region.pk})


def register(side: Side) -> HttpResponse:
    data = {
        "event": side.registration.event_id,
        "first_name": "Zoé",
        "last_name": "Hoarau",
        "email": "zoe@exemple.invalid",
        "organisation": "",
        "organisation_kind": "association",
    }
    return side.client.post(reverse("inscriptions:add"), data)


CLASHES = {
    "event": Clash(page("events.eventpage", "agenda"), page_slug("agenda")),
    "alliance": Clash(page("alliances.alliancepage", "alliances"), page_slug("alliances")),
    "document": Clash(send_document, lambda side: re.sub(r"-[0-9a-f]{8}\.", "-#.", document_name(side))),
    "image": Clash(send_image, image_title),
    "tag": Clash(tag_image, lambda side: side.image.tags.get().name),
    "speaker": Clash(add_speaker, lambda side: Speaker.objects.get(name=NAME, region=side.tree.region).name),
    "registration": Clash(
        register,
        lambda side: Attendee.objects.get(event=side.registration.event, first_name="Zoé").registration.email,
    ),
}


def prepare(side: Side, kind: str) -> None:
    """What ``side`` had, unseen by others, before anybody knocks."""
    if kind == "event":
        EventPageFactory(title=NAME, slug=SLUG, parent=side.tree.agenda, draft=True)
    elif kind == "alliance":
        draft = AlliancePage(title=NAME, slug=SLUG, summary="x", live=False)
        side.tree.alliances.add_child(instance=draft)
    elif kind == "registration":
        RegistrationFactory(event=side.registration.event, first_name="Zoé", email="zoe@exemple.invalid")
    else:
        assert CLASHES[kind].make(side).status_code in (200, 302)


def answered(answer: HttpResponse) -> tuple[int, str]:
    """The status, and what stands there beside numbers, tokens and names of files."""
    text = answer.content.decode()
    if text.startswith("{"):
        text = json.dumps({k: v for k, v in json.loads(text).items() if k != "form"}, sort_keys=True)
    return answer.status_code, re.sub(r"\d+|[0-9a-f]{8,}", "#", text + answer.headers.get("Location", ""))


@pytest.mark.parametrize("kind", CLASHES)
def test_what_others_keep_to_themselves_takes_no_name(kind: str, subtests: pytest.Subtests) -> None:
    for first, second in ((0, 1), (1, 0)):
        with subtests.test(f"{kind}: side {first} was first"), undone():
            sides = make_sides()
            prepare(sides[first], kind)
            answer = CLASHES[kind].make(sides[second])
            assert answer.status_code in (200, 302)
            assert not TAKEN.search(answered(answer)[1]), answered(answer)
            assert sides[first].mark not in answer.content.decode()
            expected = {
                "event": SLUG,
                "alliance": SLUG,
                "document": f"{SLUG}-#.pdf",
                "registration": "zoe@exemple.invalid",
            }
            assert CLASHES[kind].made(sides[second]) == expected.get(kind, NAME)


def test_ones_own_clashes_are_said() -> None:
    """Else the silence above would prove nothing. (Of two drafts of an event, one takes another address.)"""
    ours, _theirs = make_sides()
    prepare(ours, "alliance")
    answer = CLASHES["alliance"].make(ours)
    assert answer.status_code == 200
    assert TAKEN.search(answer.content.decode())
    prepare(ours, "event")
    assert CLASHES["event"].make(ours).status_code == 302
    assert EventPage.objects.filter(title=NAME).exclude(slug=SLUG).exists()
    assert CLASHES["image"].make(ours).json()["duplicate"] is False
    assert CLASHES["image"].make(ours).json()["duplicate"] is True


def test_two_regions_share_a_tag_and_neither_is_told(client: Client) -> None:
    ours, theirs = make_sides()
    tag_image(theirs)
    address = "/admin/tag-autocomplete/?term=R"
    assert ours.client.get(address).json() == []
    tag_image(ours)
    assert Tag.objects.get().name == NAME
    for side in (ours, theirs):
        assert side.client.get(address).json() == [NAME]
