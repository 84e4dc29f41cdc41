"""The site that is shot at: the demonstration, one account a role, one of what the demonstration lacks."""

from datetime import timedelta
from io import BytesIO

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image as Picture
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from conference.core.models import Picture as CorePicture
from conference.core.models import Resource
from conference.regions.models import RelayTeam
from conference.regions.rights import set_publishes_directly
from events.models import EventPage
from events.registrations.models import Registration, RegistrationMail
from events.registrations.states import Status
from tests.conference.regions.people import person, superuser
from tests.events.factories import EventPageFactory
from tests.events.registrations.factories import RegistrationFactory

from .sending import cookie_of

# Role → slug of its region, and whether its team publishes without a moderator.
RELAYS = {"relais-bretagne": ("bretagne", False), "relais-la-reunion": ("la-reunion", True)}


def picture(kind: str = "PNG") -> bytes:
    """A small picture that is one."""
    file = BytesIO()
    Picture.new("RGB", (40, 30), "teal").save(file, kind)
    return file.getvalue()


def make_world() -> dict[str, bytes]:
    """Add to a demonstration's database what can be shot at; the cookie of each role."""
    cookies = {"anonymous": b""}
    for role, (slug, directly) in RELAYS.items():
        team = RelayTeam.objects.get(region__slug=slug)
        set_publishes_directly(team, publishes_directly=directly)
        cookies[role] = cookie_of(person(f"{role}-2", team.group))
    relay_groups = RelayTeam.objects.values("group")
    for group in Group.objects.exclude(pk__in=relay_groups).order_by("name"):  # the national teams
        if group.permissions.exists():
            cookies[group.name.lower()] = cookie_of(person(group.name.lower().replace(" ", "-"), group))
    cookies["superuser"] = cookie_of(superuser())
    add_what_lacks()
    DBTaskResult.objects.all().delete()  # no worker runs: /sante/pret would say so after ten minutes
    return cookies


def add_what_lacks() -> None:
    """A draft in moderation, files, registrations in every state, a failed mail, a private page."""
    team = RelayTeam.objects.select_related("region", "group", "collection").get(region__slug="bretagne")
    writer = team.group.user_set.order_by("pk").first()
    agenda = Page.objects.get(url_path__endswith="/regions/bretagne/agenda/")
    draft = EventPageFactory(
        parent=agenda, slug="essai-brouillon", title="Brouillon", draft=True, owner=writer
    )
    draft.save_revision(user=writer, log_action=True)
    draft.get_workflow().start(draft, writer)
    kept = EventPageFactory(parent=agenda, slug="essai-prive", title="Réservé")
    PageViewRestriction.objects.create(page=kept, restriction_type="password", password="secret")
    for collection in (team.collection, team.collection.get_root()):
        CorePicture.objects.create(
            title="Image", file=ContentFile(picture(), name="essai.png"), collection=collection
        )
        Resource.objects.create(
            title="Document", file=ContentFile(b"x", name="note.txt"), collection=collection
        )
    Redirect.objects.create(old_path="/ancienne", redirect_page=agenda)
    event = EventPage.objects.live().filter(over_at__gt=timezone.now(), registration_settings__enabled=True)[
        0
    ]
    for status in (Status.UNCONFIRMED, Status.CONFIRMED, Status.CANCELLED):
        limit = timezone.now() + timedelta(days=1) if status == Status.UNCONFIRMED else None
        RegistrationFactory(event=event, status=status, held_until=limit)
    RegistrationFactory(event=event, lapsed=True)
    RegistrationMail.objects.create(
        registration=Registration.objects.filter(event=event).order_by("pk").last(),
        event=event,
        kind=RegistrationMail.Kind.TICKET,
        to="a@exemple.invalid",
        state=RegistrationMail.State.FAILED,
        subject="Billet",
    )
