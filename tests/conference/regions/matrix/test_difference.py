"""The difference between two answers tells a relay nothing of what others keep to themselves."""

import difflib
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ReferenceIndex
from wagtail.search.index import insert_or_update_object

from conference.core.models import Picture, Resource
from events.models import EventPage, Speaker
from events.registrations.models import (
    Arrangement,
    MailKind,
    Notice,
    PeopleExport,
    Registration,
    RegistrationMail,
)
from events.registrations.states import Status
from measures.models import Measure
from tests.events.factories import EventPageFactory
from tests.events.registrations.factories import RegistrationFactory
from tests.events.registrations.questions.factories import QuestionFactory
from tests.measures.factories import ContributionFactory

from ..rows import undone
from ..world import Side
from .expectations import expected
from .objects import keys_in, urls_of
from .visits import visit
from .world import World, asked_addresses, make_matrix_world, questions

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]
NOWHERE = 987_654  # the number of nothing
# Made anew for each answer: the token of a form, the number of a block, that of who is editing.
_ANEW = re.compile(
    r"\b[A-Za-z0-9]{64}\b|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?<=editing-sessions/)(?:ping/\w+/\w+/\d+|release)/\d+"
    r"|(?<=key\\&quot;: \\&quot;)\w{5}"
    r"|(?<=key&quot;: &quot;)\w{5}"  # of a rich text that is in no block
    r"|[Cc]ité \d+ fois",  # a gap that is known: docs/decisions/0026-what-the-walls-still-tell.md
    re.IGNORECASE,
)
# A private document leads to a login, whoever asks; one must know its number and its name to be led there.
TELLS = {"wagtaildocs_serve"}
# What a number may stand for, and answers « is it there? » to whoever asks for a draft or a registrant.
SECRET = {
    "draft",
    "submitted",
    "planned",
    "alias",
    "registration",
    "attendee",
    "waiting",
    "arrangement",
    "letter",
    "question",
    "mail",
    "event",
    "speaker",
    "contribution",
    "declared_submitted",
    "declared_planned",
    "image",
    "document",
    "private",
}


@pytest.fixture
def world() -> World:
    return make_matrix_world()


def _words(text: str) -> list[str]:
    return re.split(r"[\n<>]|&quot;", text)  # the editor of a StreamField is one long line


def difference(one: tuple[int, str, str], other: tuple[int, str, str]) -> list[str]:
    """Where two answers part, in a few words."""
    if one == other:
        return []
    if one[:2] != other[:2]:
        return [f"{one[:2]} ≠ {other[:2]}"]
    lines = difflib.unified_diff(_words(one[2]), _words(other[2]), lineterm="", n=0)
    return [line[:200] for line in lines if not line.startswith(("---", "+++", "@@"))][:12]


def told(world: World, url: str, method: str, *numbers: object) -> tuple[int, str, str]:
    """What the relay of A is told, without the numbers that it asked for."""
    answer = visit(world.people["r"], url, before=world.before, method=method, data={})
    hidden = re.compile("|".join(rf"(?<!\d){number}(?!\d)" for number in numbers))
    return answer.status, hidden.sub("#", answer.location), _ANEW.sub("", hidden.sub("#", answer.text))


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_s_draft_and_nothing_get_the_same_answer(
    world: World, method: str, subtests: pytest.Subtests
) -> None:
    theirs = world.things["theirs"]
    for address in asked_addresses():
        asked = keys_in(address) & SECRET
        if not asked or address.name in TELLS:
            continue
        nothing = theirs | dict.fromkeys(SECRET, NOWHERE)
        with subtests.test(address.name):
            pairs = zip(urls_of(address, theirs), urls_of(address, nothing), strict=True)
            for (name, url), (_name, nowhere) in pairs:
                if url == nowhere or "r" in expected(name).at("theirs"):
                    continue
                numbers = {theirs[key] for key in asked} | {NOWHERE}
                there = told(world, url, method, *numbers)
                assert difference(there, told(world, nowhere, method, *numbers)) == [], name


def test_what_others_do_in_private_changes_nothing_of_what_a_relay_sees(
    world: World, subtests: pytest.Subtests
) -> None:
    """Counts, pages of a list, filters, search results, completions, menus, panels, reports."""
    asked = [
        (name, urls["own"])
        for address in asked_addresses()
        for name, urls in questions(world, address)
        if "r" in expected(name).at("own") and name != "metrics"  # says what this machine does
    ]
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False), undone():
        before = {url: told(world, url, "get", NOWHERE) for _name, url in asked}
        PeopleExport.objects.all().delete()  # those that the relay took just now
        for side in ("theirs", "national"):
            be_busy(world, side)
        for name, url in asked:
            with subtests.test(name):
                assert difference(before[url], told(world, url, "get", NOWHERE)) == []


def be_busy(world: World, side: str) -> None:
    """Somebody of that side writes drafts, sends files, moderates, registers people."""
    owner = world.sides[side]
    for number in range(3):
        draft = EventPageFactory(
            title=f"brouillon {number}",
            slug=f"b-{number}",
            parent=owner.tree.agenda,
            draft=True,
            owner=owner.user,
        )
        draft.save_revision(user=owner.user, log_action=True)
        insert_or_update_object(draft)
    live = EventPage.objects.get(pk=owner.live.pk)
    live.title = "titre que personne ne connaît"
    live.save_revision(user=owner.user, log_action=True)
    registration = RegistrationFactory(event=EventPage.objects.get(pk=owner.registration.event_id))
    RegistrationMail.objects.create(
        registration=registration,
        event=registration.event,
        kind=RegistrationMail.Kind.TICKET,
        subject="billet",
    )
    wait_and_ask(registration)
    if side == "theirs":  # what is national may be chosen by all
        declare(owner)
        where = owner.image.collection.add_child(name="collection de leur région")
        image = Picture.objects.create(title="image", file=get_test_image_file("i.png"), collection=where)
        document = Resource.objects.create(
            title="document", file=ContentFile(b"x", name="d.txt"), collection=where
        )
        speaker = Speaker.objects.create(name="personne", region=owner.tree.region)
        QuestionFactory(label="question", region=owner.tree.region)
        for file in (image, document):
            file.tags.add("Pas à vous")
        for made in (image, document, speaker):
            insert_or_update_object(made)
    quote(world, owner, draft)


def wait_and_ask(registration: Registration) -> None:
    """Somebody wishes for an arrangement, somebody else waits, a letter is about to leave."""
    event, now = registration.event, timezone.now()
    Arrangement.objects.create(attendee=registration.first_attendee, wish="une place en fauteuil")
    RegistrationFactory(event=event, status=Status.WAITLISTED, queued_at=now)
    facts = {"subject": "lettre", "text": "lettre"}
    Notice.objects.create(event=event, kind=MailKind.LETTER, facts=facts, leaves_at=now + timedelta(days=1))


def declare(owner: Side) -> None:
    """They write what their region does for a measure, and submit it."""
    contribution = ContributionFactory(
        region=owner.tree.region, measure=Measure.objects.get(number=16), text="contribution", live=False
    )
    contribution.save_revision(user=owner.user, log_action=True)
    contribution.get_workflow().start(contribution, owner.user)


def quote(world: World, owner: Side, draft: EventPage) -> None:
    """Their draft speaks of A's public event and of a national image."""
    link = world.sides["own"].live.page_ptr
    draft.share_image = world.sides["national"].image
    draft.body = [("call_to_action", {"text": "Voir", "page": link, "url": ""})]
    draft.save()
    ReferenceIndex.create_or_update_for_object(draft)  # otherwise the worker does it
