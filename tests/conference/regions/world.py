"""Two regions, each with one of everything, named so that a leak is seen in any answer."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import AbstractUser
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Revision
from wagtail.search.index import insert_or_update_object

from conference.alliances.models import AlliancePage
from conference.core.models import Picture, Resource
from conference.regions.models import RelayTeam
from conference.regions.rights import NATIONAL_COLLECTION, ensure_collection, ensure_review_workflow
from events.models import EventOperation, EventPage, EventSeries, Speaker
from events.operations import operate
from events.registrations.models import Arrangement, Question, Registration, RegistrationMail
from events.registrations.seats.gates import SetCapacity
from home.news.models import NewsPage
from tests.conference.factories import LocalTree, make_site_tree
from tests.conference.recorded import recorded
from tests.events.factories import EventPageFactory, SessionFactory
from tests.events.registrations.factories import RegistrationFactory, RegistrationSettingsFactory
from tests.events.registrations.questions.factories import QuestionFactory

from .people import browser_of, communicator, relay


@dataclass
class Side:
    """What one region has. ``mark`` stands in each title and name of it."""

    mark: str
    tree: LocalTree
    user: AbstractUser
    client: Client
    live: EventPage
    draft: EventPage
    revision: Revision
    alliance: AlliancePage
    news: NewsPage
    image: Picture
    document: Resource
    speaker: Speaker
    of_series: EventPage
    registration: Registration
    operation: EventOperation
    mail: RegistrationMail
    question: Question
    arrangement: Arrangement

    @property
    def team(self) -> RelayTeam:
        return self.tree.region.team


def make_sides() -> tuple[Side, Side]:
    """Bretagne and La Réunion; both teams publish directly."""
    return recorded("two sides", _sides)


def _sides() -> tuple[Side, Side]:
    tree = make_site_tree(regions=("bretagne", "la-reunion"))
    ensure_review_workflow()
    return regional("Armorique", tree.regions["bretagne"]), regional("Piton", tree.regions["la-reunion"])


def make_world() -> tuple[Side, Side, Side]:
    """The two, and what is national: its files and speakers may be chosen, its drafts are nobody else's."""
    return recorded("world", _world)


def _world() -> tuple[Side, Side, Side]:
    ours, theirs = make_sides()
    tree = make_site_tree(regions=())
    national = LocalTree(
        region=None, page=tree.home, agenda=tree.agenda, alliances=tree.alliances, news=tree.news
    )
    side = make_side(
        "Hexagone", national, user=communicator(), collection=ensure_collection(NATIONAL_COLLECTION)
    )
    return ours, theirs, side


def regional(mark: str, tree: LocalTree) -> Side:
    user = relay(tree.region, publishes=True)
    return make_side(mark, tree, user=user, collection=tree.region.team.collection)


def make_side(mark: str, tree: LocalTree, *, user: AbstractUser, collection: Collection) -> Side:
    zone = tree.region.time_zone if tree.region else "Europe/Paris"
    live = EventPageFactory(title=f"{mark} public", slug="public", parent=tree.agenda, time_zone=zone)
    SessionFactory(event=live, title=f"{mark} temps")
    live = EventPage.objects.get(pk=live.pk)
    live.save_revision(user=user).publish()
    live = EventPage.objects.get(pk=live.pk)
    live.title = f"{mark} corrigé en secret"
    revision = live.save_revision(user=user)
    draft = EventPageFactory(
        title=f"{mark} brouillon", slug="brouillon", parent=tree.agenda, draft=True, owner=user
    )
    draft.save_revision(user=user, log_action=True)
    alliance = tree.alliances.add_child(
        instance=AlliancePage(title=f"{mark} alliance", slug="alliance", summary="Ensemble.", live=False)
    )
    news = tree.news.add_child(
        instance=NewsPage(title=f"{mark} nouvelle", slug="nouvelle", summary="Secret.", live=False)
    )
    news.save_revision(user=user)
    # An event of its own: one with registrations is neither unpublished nor deleted.
    held = EventPageFactory(title=f"{mark} public aussi", slug="public-aussi", parent=tree.agenda)
    RegistrationSettingsFactory(event=held)
    registration = RegistrationFactory(event=held, first_name=mark)
    done = operate(held, SetCapacity(capacity=40), by=user, now=timezone.now())
    mail = RegistrationMail.objects.create(
        registration=registration,
        event=held,
        kind=RegistrationMail.Kind.TICKET,
        to=registration.email,
        state=RegistrationMail.State.FAILED,
        subject=f"{mark} billet",
    )
    side = Side(
        mark=mark,
        tree=tree,
        user=user,
        client=browser_of(user),
        live=EventPage.objects.get(pk=live.pk),
        draft=EventPage.objects.get(pk=draft.pk),
        revision=revision,
        alliance=alliance,
        news=news,
        image=Picture.objects.create(
            title=f"{mark} image", file=get_test_image_file(f"{mark}.png"), collection=collection
        ),
        document=Resource.objects.create(
            title=f"{mark} document", file=ContentFile(b"x", name="note.txt"), collection=collection
        ),
        of_series=series_of(mark, tree),
        speaker=Speaker.objects.create(name=f"{mark} personne", region=tree.region),
        registration=registration,
        operation=done,
        mail=mail,
        question=QuestionFactory(label=f"{mark} question", region=tree.region),
        arrangement=Arrangement.objects.create(attendee=registration.first_attendee, wish=f"{mark} vœu"),
    )
    for file in (side.image, side.document):
        file.get_file_size()  # else the first who looks writes it
    for found_by_search in (side.live, side.draft, side.image, side.document, side.speaker):
        insert_or_update_object(found_by_search)  # otherwise the worker does it
    return side


def series_of(mark: str, tree: LocalTree) -> EventPage:
    """The first of two drafts of one series."""
    series = EventSeries.objects.create(
        title=f"{mark} série", slug=f"{mark.lower()}-serie", region=tree.region
    )
    first, _next = (
        EventPageFactory(
            title=f"{mark} de la série {number}",
            slug=f"de-la-serie-{number}",
            parent=tree.agenda,
            draft=True,
            series=series,
            start=timezone.now() + timedelta(days=10 * number),
        )
        for number in (1, 2)
    )
    return EventPage.objects.get(pk=first.pk)
