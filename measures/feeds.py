"""The published notes as Atom feeds (RFC 4287): of all measures, or of one."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from conference.core.feeds import SiteFeed
from conference.core.text import french
from conference.platform.links import absolute_url

from .cited import citations_of
from .models import Measure, Progress

LATEST = 50


class NotesFeed(SiteFeed):
    """``/mesures.atom``: the latest notes of all, those without a measure's number too."""

    def notes(self, measure: Measure | None) -> QuerySet[Progress]:
        notes = Progress.objects.public() if measure is None else measure.progress.public()
        shown = notes.select_related("measure", "corrects__measure")
        return shown.prefetch_related("citations", "withdrawn_passages").order_by("-published_at", "-pk")

    def title(self, measure: Measure | None) -> str:
        return _("Avancées des 21 mesures de la Conférence des alliances stratégiques")

    def link(self, measure: Measure | None) -> str:
        return absolute_url("/mesures/")

    def feed_url(self, measure: Measure | None) -> str:
        return absolute_url("/mesures.atom")

    def items(self, measure: Measure | None) -> list[Progress]:
        return list(self.notes(measure)[:LATEST])

    def item_title(self, note: Progress) -> str:
        about = str(note.measure) if note.measure else note.subject
        return french(f"{about} – {note.date_in_words}")

    def item_description(self, note: Progress) -> str:
        """What the page says of it, in HTML: what it corrects, its words, what was withdrawn, its sources."""
        sources = [
            f"{citation.source.title}, {citation.source.publisher} ({citation.source.url})"
            for citation in citations_of(note)
        ]
        parts = [
            _("Corrige : %s.") % note.corrects.name if note.corrects else "",
            note.text,
            *(_("Passage retiré : %s.") % passage.reason for passage in note.withdrawn_passages.all()),
            _("D’après : %s.") % " ; ".join(sources) if sources else "",
        ]
        return linebreaks(french("\n\n".join(part for part in parts if part)), autoescape=True)

    def item_link(self, note: Progress) -> str:
        return absolute_url(note.get_absolute_url())

    def item_guid(self, note: Progress) -> str:
        """It never changes, even when the page or the site moves."""
        return f"urn:uuid:{note.uuid}"

    def item_author_name(self, note: Progress) -> str:
        return note.author or self.author_name

    def item_pubdate(self, note: Progress) -> datetime | None:
        return note.published_at

    def item_updateddate(self, note: Progress) -> datetime | None:
        withdrawn = [passage.at for passage in note.withdrawn_passages.all()]
        return max(filter(None, [note.published_at, note.mended_at, *withdrawn]))


class MeasureFeed(NotesFeed):
    """``/mesures/3.atom``: the notes of one measure."""

    def get_object(self, request: HttpRequest, number: str, **kwargs: Any) -> Measure:
        measure = Measure.objects.live().filter(number=int(number)).first()
        if measure is None:
            raise Http404
        return measure

    def title(self, measure: Measure | None) -> str:
        return french(_("Avancées de la mesure %s") % measure)

    def link(self, measure: Any) -> str:
        return absolute_url(measure.get_absolute_url())

    def feed_url(self, measure: Any) -> str:
        return absolute_url(f"/mesures/{measure.number}.atom")
