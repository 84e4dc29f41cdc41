"""Two regions, each with one of everything, named so that a leak is seen in any answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Revision
from wagtail.search.index import insert_or_update_object

from conference.alliances.models import AlliancePage
from conference.regions.models import RelayTeam
from conference.regions.rights import ensure_review_workflow
from events.models import EventPage, Speaker
from events.registrations.models import Registration, RegistrationMail
from tests.conference.factories import LocalTree, make_site_tree
from tests.events.factories import EventPageFactory, SessionFactory
from tests.events.registrations.factories import RegistrationFactory, RegistrationSettingsFactory

from .people import browser_of, relay


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
    image: Image
    document: Document
    speaker: Speaker
    registration: Registration
    mail: RegistrationMail

    @property
    def team(self) -> RelayTeam:
        return self.tree.region.team


def make_sides() -> tuple[Side, Side]:
    """Bretagne and La Réunion; both teams publish directly."""
    tree = make_site_tree(regions=("bretagne", "la-reunion"))
    ensure_review_workflow()
    return make_side("Armorique", tree.regions["bretagne"]), make_side("Piton", tree.regions["la-reunion"])


def make_side(mark: str, tree: LocalTree) -> Side:
    user = relay(tree.region, publishes=True)
    collection = tree.region.team.collection
    live = EventPageFactory(
        title=f"{mark} public", slug="public", parent=tree.agenda, time_zone=tree.region.time_zone
    )
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
    # An event of its own: one with registrations is neither unpublished nor deleted.
    held = EventPageFactory(title=f"{mark} public aussi", slug="public-aussi", parent=tree.agenda)
    RegistrationSettingsFactory(event=held)
    registration = RegistrationFactory(event=held, first_name=mark)
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
        image=Image.objects.create(
            title=f"{mark} image", file=get_test_image_file(f"{mark}.png"), collection=collection
        ),
        document=Document.objects.create(
            title=f"{mark} document", file=ContentFile(b"x", name="note.txt"), collection=collection
        ),
        speaker=Speaker.objects.create(name=f"{mark} personne", region=tree.region),
        registration=registration,
        mail=mail,
    )
    for found_by_search in (side.live, side.draft, side.image, side.document, side.speaker):
        insert_or_update_object(found_by_search)  # otherwise the worker does it
    return side


# What no door could change, and what reading alone writes: who looks at what, thumbnails, tasks.
NOT_COMPARED = {
    "auth.Permission",
    "contenttypes.ContentType",
    "sessions.Session",
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailimages.Rendition",
    "wagtailsearch.IndexEntry",
    "django_tasks_db.DBTaskResult",
}
COMPARED = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.managed and not model._meta.proxy and model._meta.label not in NOT_COMPARED
]


def every_row() -> dict[str, list[tuple]]:
    """Every row of the database, to be compared before and after."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in COMPARED
    }


def changed_since(before: dict[str, list[tuple]]) -> list[str]:
    """The models of which a row differs."""
    now = every_row()
    return [label for label in before if now[label] != before[label]]


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
