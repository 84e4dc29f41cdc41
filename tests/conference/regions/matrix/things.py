"""What a side has, by name: the keys that the table of arguments (objects.py) speaks of."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Site,
    Task,
    UploadedFile,
    Workflow,
)
from wagtail.search.index import insert_or_update_object

from conference.accounts.models import AccountMail
from conference.core.models import Picture, Resource, SiteSettings
from conference.regions.models import DataController
from conference.regions.rights import REVIEW
from events.registrations.models import Attendee, MailKind, MailText, Notice
from events.registrations.states import Status
from home.models import MenuEntry
from measures.models import CorrectionRequest, Dimension, Tool
from tests.events.factories import EventPageFactory
from tests.events.registrations.factories import RegistrationFactory
from tests.measures.factories import (
    ChantierFactory,
    ContributionFactory,
    MeasureFactory,
    ProgressFactory,
    ReviewFactory,
    SourceFactory,
    TimelineEntryFactory,
)

from ..people import person
from ..world import Side

Things = dict[str, object]


def things_of(side: Side, shared: Things) -> Things:
    """The keys of everything that ``side`` has, in ways that each address can be asked about."""
    team = side.tree.region.team if side.tree.region else None
    colleague = person(f"collegue-{side.mark}", side.user.groups.get())
    submitted = EventPageFactory(
        title=f"{side.mark} soumis", slug="soumis", parent=side.tree.agenda, draft=True, owner=side.user
    )
    submitted.save_revision(user=side.user)
    state = Workflow.objects.get(name=REVIEW).start(submitted, side.user)
    planned = EventPageFactory(
        title=f"{side.mark} programmé", slug="programme", parent=side.tree.agenda, draft=True, owner=side.user
    )
    scheduled = planned.save_revision(user=side.user, approved_go_live_at=timezone.now() + timedelta(days=3))
    alias = side.alliance.create_alias(parent=side.tree.alliances, update_slug="alias", user=side.user)
    side.image.tags.add(f"{side.mark} étiquette")
    side.document.tags.add(f"{side.mark} étiquette")
    kept = private_document(side)
    return shared | {
        "live": side.live.pk,
        "draft": side.draft.pk,
        "agenda": side.tree.agenda.pk,
        "alliances": side.tree.alliances.pk,
        "region": side.tree.page.pk,
        "news": side.news.pk,
        "revision": side.revision.pk,
        "planned": planned.pk,
        "scheduled": scheduled.pk,
        "submitted": submitted.pk,
        "alias": alias.pk,
        "state": state.pk,
        "task_state": state.current_task_state.pk,
        "image": side.image.pk,
        "document": side.document.pk,
        "private": kept.pk,
        "kept_collection": kept.collection_id,
        "file": kept.filename,
        "speaker": side.speaker.pk,
        "series": side.of_series.series_id,
        "series_slug": side.of_series.series.slug,
        "of_series": side.of_series.pk,
        "registration": side.registration.pk,
        "attendee": side.registration.attendee.pk,
        "waiting": waiting_at(side).pk,
        "mail": side.mail.pk,
        "event": side.registration.event_id,
        "operation": side.operation.pk,
        "question": side.question.pk,
        "arrangement": side.arrangement.pk,
        "letter": letter_of(side).pk,
        "collection": side.image.collection_id,
        "user": side.user.pk,
        "group": side.user.groups.get().pk,
        "team": team.pk if team else 0,
        "controller": DataController.objects.get(region=side.tree.region).pk,
        **declared(side),
        "passkey": Authenticator.objects.create(
            user=colleague, type=Authenticator.Type.WEBAUTHN, data={"name": f"{side.mark} clé"}
        ).pk,
        "uploaded_image": upload(side, Picture).pk,
        "uploaded_document": upload(side, Resource).pk,
        "session": session_of(side).pk,
        "draft_path": side.draft.get_url().lstrip("/"),
        "restriction": CollectionViewRestriction.objects.get(collection=kept.collection).pk,
    }


def declared(side: Side) -> Things:
    """What a region does for a measure: corrected in secret, submitted, planned; the nation does none."""
    names = ("contribution", "submitted", "planned", "revision", "scheduled", "state", "task_state")
    if side.tree.region is None:
        return {name if name == "contribution" else f"declared_{name}": 0 for name in names}
    of_region = {"region": side.tree.region, "measure": MeasureFactory(number=16)}
    contribution = ContributionFactory(text=f"{side.mark} public", **of_region)
    submitted = ContributionFactory(text=f"{side.mark} soumise", live=False, **of_region)
    planned = ContributionFactory(text=f"{side.mark} programmée", live=False, **of_region)
    for each in (contribution, submitted):
        each.save_revision(user=side.user)
    contribution.text = f"{side.mark} contribution corrigée en secret"
    revision = contribution.save_revision(user=side.user, log_action=True)
    in_three_days = timezone.now() + timedelta(days=3)
    scheduled = planned.save_revision(user=side.user, approved_go_live_at=in_three_days)
    state = Workflow.objects.get(name=REVIEW).start(submitted, side.user)
    return {
        "contribution": contribution.pk,
        "declared_submitted": submitted.pk,
        "declared_planned": planned.pk,
        "declared_revision": revision.pk,
        "declared_scheduled": scheduled.pk,
        "declared_state": state.pk,
        "declared_task_state": state.current_task_state.pk,
    }


def private_document(side: Side) -> Resource:
    """A document in a collection that is kept for the side's own group."""
    # What is national may be chosen by all, and what lies below too: its private files lie elsewhere.
    above = side.image.collection if side.tree.region else Collection.get_first_root_node()
    collection = above.add_child(name=f"{side.mark} privé")
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    restriction.groups.set(side.user.groups.all())
    content = ContentFile(f"{side.mark} contenu".encode(), name=f"{side.mark}-secret.txt")
    document = Resource.objects.create(title=f"{side.mark} privé", file=content, collection=collection)
    document.get_file_size()
    insert_or_update_object(document)
    return document


def upload(side: Side, model: type[Model]) -> UploadedFile:
    """A file that ``side`` is about to describe."""
    return UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(model),
        file=ContentFile(b"x", name=f"{side.mark}.txt"),
        uploaded_by_user=side.user,
    )


def waiting_at(side: Side) -> Attendee:
    """Somebody in the queue of the event."""
    event, now = side.registration.event, timezone.now()
    return RegistrationFactory(
        event=event, first_name=f"{side.mark} attente", status=Status.WAITLISTED, queued_at=now
    ).attendee


def letter_of(side: Side) -> Notice:
    """A letter that may still be stopped."""
    return Notice.objects.create(
        event=side.registration.event,
        kind=MailKind.LETTER,
        facts={"subject": f"{side.mark} lettre", "text": f"{side.mark} lettre"},
        recipients=[side.registration.pk],
        leaves_at=timezone.now() + timedelta(days=1),
    )


def session_of(side: Side) -> EditingSession:
    return EditingSession.objects.create(
        user=side.user, content_object=side.draft, last_seen_at=timezone.now(), is_editing=True
    )


def shared_things() -> Things:
    """What belongs to no region: the national teams' own models."""
    measure = MeasureFactory(number=16)
    revision = measure.save_revision()
    workflow = Workflow.objects.get(name=REVIEW)
    state = workflow.start(measure, None)
    page = Site.objects.get().root_page
    review = ReviewFactory()
    return {
        "measure": measure.pk,
        "measure_revision": revision.pk,
        "measure_state": state.pk,
        "measure_task_state": state.current_task_state.pk,
        "dimension": Dimension.objects.get().pk,
        "chantier": ChantierFactory().pk,
        "tool": Tool.objects.create(key="outil", name="Outil").pk,
        "timeline": TimelineEntryFactory().pk,
        "review": review.pk,
        "review_revision": review.save_revision().pk,
        "note": ProgressFactory(measure=measure, published_at=None).pk,
        "source": SourceFactory().pk,
        "correction": CorrectionRequest.objects.create(
            kind="error", measure=measure, text="Une date est fausse.", due_on=timezone.localdate()
        ).pk,
        "site": Site.objects.get().pk,
        "home": page.pk,
        "workflow": workflow.pk,
        "task": Task.objects.get(name=REVIEW).pk,
        "redirect": Redirect.objects.create(old_path="/ancienne", redirect_link="/").pk,
        "account_mail": AccountMail.objects.create(
            kind="invitation", state="failed", user=person("invitee"), to="invitee@site.invalid"
        ).pk,
        "mail_text": MailText.objects.get_or_create(kind=MailKind.TICKET)[0].pk,
        "settings": SiteSettings.objects.get_or_create()[0].pk,
        **{
            f"menu_{location}": MenuEntry.objects.create(page=page, location=location).pk
            for location in MenuEntry.Location.values
        },
    }
