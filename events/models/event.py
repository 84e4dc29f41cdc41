"""An event: a day, a place or a link, an agenda."""

import uuid
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, PageManager, Revision
from wagtail.search import index

from conference.core.blocks import OF_A_PLACE, BodyField
from conference.core.choice_lists import ChoiceListField
from conference.core.models import SiteSettings
from conference.core.pages import BasePage
from conference.core.pictures.covers import CoverPage
from conference.core.worlds import AUDIENCES
from conference.models import NationalConferencePage
from conference.regions.models import Region
from conference.regions.towns import settle_town
from conference.regions.tree import region_of
from measures.models import Citation, Measure

from ..choices import EventKind, EventStatus
from ..days import over_at
from ..panels import EVENT_PANELS
from ..querysets import EventQuerySet
from ..search.terms import write_terms
from .afterwards import AfterwardsMixin
from .model_pages import EventPagePermissions, ModelPagePublished
from .place import PlaceMixin
from .series import EventSeries

# What acts at once and belongs to the event, not to one of its drafts: publishing an old draft
# never brings a cancelled event back to life.
HAPPENED = (
    "status",
    "status_reason",
    "status_changed_at",
    "previous_start",
    "previous_end",
    "sequence",
)
OPERATIONAL_FIELDS = ("uuid", "region_id", "series_id", "is_model", *HAPPENED)

# What a calendar must learn anew when it changes (RFC 5545, 3.8.7.4).
CALENDAR_FIELDS = (
    "title",
    "start",
    "end",
    "times_known",
    "time_zone",
    "format",
    "venue_name",
    "address",
    "postcode",
    "town",
)

# Addresses below an agenda or an event that are not an event's (design.md §6).
RESERVED_SLUGS = ("archives", "inscription", "integration", "series")


class EventPage(PlaceMixin, AfterwardsMixin, CoverPage):
    """An event. ``start`` and ``end`` are aware; they are typed and shown in ``time_zone``.

    ``times_known`` False: only the day is known (whole-day in calendars). ``date_uncertain``: the
    day itself is not sure. ``organised_by_others``: a real event quoted for the record, which
    takes no registration. ``is_model``: a model page, never published. ``previous_start``: when a
    postponed event was first to begin. ``over_at`` is when the event leaves the coming ones: its end,
    or the end of its last day where hours are not known. ``listed_until`` is the same while the event
    is published, else None: what the lists are found by
    (docs/decisions/0028-lists-found-by-one-index.md). ``sequence`` counts what calendars must learn anew.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    start = models.DateTimeField(_("début"), null=True, blank=False)
    end = models.DateTimeField(_("fin"), null=True, blank=False)
    times_known = models.BooleanField(_("heures connues"), default=True)
    date_uncertain = models.BooleanField(_("date à confirmer"), default=False)
    time_zone = models.CharField(_("fuseau horaire"), max_length=40, default="Europe/Paris")
    kind = models.CharField(_("type"), max_length=30, choices=EventKind.choices, default=EventKind.MEETING)
    audiences = ChoiceListField(_("publics"), options=AUDIENCES, blank=True)
    summary = models.TextField(_("résumé"), help_text=_("Deux ou trois phrases, montrées dans l’agenda."))
    body = BodyField(verbose_name=_("suite"), blank=True, without=OF_A_PLACE)
    contact_email = models.EmailField(
        _("contact"), blank=True, help_text=_("Vide : le contact de l’équipe de la région.")
    )
    edition = models.ForeignKey(
        NationalConferencePage,
        verbose_name=_("édition nationale"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        help_text=_("L’édition que cette session décline localement."),
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("région"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="events",
    )
    measures = ParentalManyToManyField(
        Measure, verbose_name=_("mesures servies"), blank=True, related_name="events"
    )
    organised_by_others = models.BooleanField(_("organisé par d’autres acteurs"), default=False)
    series = models.ForeignKey(
        EventSeries,
        verbose_name=_("série"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="events",
    )
    is_model = models.BooleanField(
        _("page modèle"),
        default=False,
        db_default=False,
        help_text=_("Jamais publiée : chaque équipe peut annoncer une session à partir d’elle."),
    )
    status = models.CharField(
        _("état"),
        max_length=20,
        choices=EventStatus.choices,
        default=EventStatus.SCHEDULED,
        editable=False,
    )
    status_reason = models.TextField(_("raison"), blank=True, editable=False)
    status_changed_at = models.DateTimeField(null=True, editable=False)
    previous_start = models.DateTimeField(null=True, editable=False)
    previous_end = models.DateTimeField(null=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    over_at = models.DateTimeField(null=True, editable=False)
    listed_until = models.DateTimeField(null=True, editable=False)

    objects = PageManager.from_queryset(EventQuerySet)()

    content_panels = EVENT_PANELS
    exclude_fields_in_copy: ClassVar = [
        *BasePage.exclude_fields_in_copy,
        "citations",
        *OPERATIONAL_FIELDS,
        "start",
        "end",
        "over_at",
        "listed_until",
        "is_model",
        "series",
        "report",
        "registered",
        "attended",
        "replay_url",
        "photographs",
        "documents",
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("town"),
        index.FilterField("region_id"),
    ]
    parent_page_types: ClassVar = ["events.AgendaPage", "events.RegionalAgendaPage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")
        indexes = [
            models.Index(fields=["over_at"], name="event_over_at"),
            models.Index(fields=["listed_until", "start"], name="event_listed"),
            models.Index(fields=["start", "page_ptr", "listed_until"], name="event_in_order"),
        ]

    def clean(self) -> None:
        """Refuse an address that the site needs."""
        super().clean()
        self._refuse_reserved_slug()

    def minimal_clean(self) -> None:
        """The same for a draft: it would already hide what stands at that address."""
        super().minimal_clean()
        self._refuse_reserved_slug()

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Keep what follows from the page: region, commune, when it is over, its words in the text filter."""
        if kwargs.get("update_fields") is not None:  # a draft is filed: what is published stays
            return super().save(*args, **kwargs)
        if self._state.adding and self.alias_of_id:
            self.uuid = uuid.uuid4()  # an alias copies every field, this one included
        if self.is_model and self.live:
            raise ModelPagePublished
        self.region = region_of(self)
        settle_town(self, region=self.region.slug if self.region else "")
        self.over_at = over_at(self)
        self.listed_until = self.over_at if self.live else None
        if self.live and self.last_published_at is None:  # put on line by a command, without a revision
            self.first_published_at = self.last_published_at = timezone.now()
        if not self._state.adding:
            self._follow_what_happened()
        saved = super().save(*args, **kwargs)
        write_terms(self)
        return saved

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish or schedule a version; ModelPagePublished for a model page."""
        if EventPage.objects.filter(pk=self.pk, is_model=True).exists():
            raise ModelPagePublished
        super().publish(revision, *args, **kwargs)

    def permissions_for_user(self, user: AbstractBaseUser) -> EventPagePermissions:
        """What ``user`` may do with this event; nobody publishes a model page."""
        return EventPagePermissions(user, self)

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the event's times are typed and shown."""
        return ZoneInfo(self.time_zone)

    @property
    def contact_in_force(self) -> str:
        """Whom a visitor writes to: its own contact, else its region's, else the national one."""
        if self.contact_email:
            return self.contact_email
        team = getattr(self.region, "team", None) if self.region_id else None
        if team is not None and team.contact_email:
            return team.contact_email
        return SiteSettings.current().contact_email

    def _follow_what_happened(self) -> None:
        """Keep the operational fields of the database, and count a change that calendars show.

        Only verbs (lifecycle.py, series.py, copies.py) write those fields, each with an update of its own.
        """
        # No key: whoever takes a seat holds the event as a key, and must not wait for us nor we for them.
        rows = EventPage.objects.select_for_update(of=("self",), no_key=True).filter(pk=self.pk)
        kept = ("series_id", "is_model", *HAPPENED)
        there = rows.values("first_published_at", *kept, *CALENDAR_FIELDS).get()
        for name in kept:
            setattr(self, name, there[name])
        changed = any(there[name] != getattr(self, name) for name in CALENDAR_FIELDS)
        if there["first_published_at"] is not None and changed:
            self.sequence += 1

    def _refuse_reserved_slug(self) -> None:
        if self.slug in RESERVED_SLUGS:
            raise ValidationError(
                {
                    "slug": _("« %(slug)s » est une adresse du site : choisissez-en une autre.")
                    % {"slug": self.slug}
                }
            )

    def with_content_json(self, content: dict) -> "EventPage":
        """A version from a revision, with the operational fields of the database (see above)."""
        page = super().with_content_json(content)
        for name in OPERATIONAL_FIELDS:
            setattr(page, name, getattr(self, name))
        return page


class EventCitation(Citation):
    """A public source of an event of others."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="citations")


class EventDocument(Orderable):
    """A document of an event, published after it."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        "core.Resource", verbose_name=_("document"), on_delete=models.CASCADE, related_name="+"
    )

    panels: ClassVar = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("document")

    def __str__(self) -> str:
        return str(self.document)
