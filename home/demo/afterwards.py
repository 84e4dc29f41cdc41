"""What came out of the fictional past sessions: documents, slides and pictures, beside their own texts."""

from typing import Any

from conference.core.models import Resource
from events.cloths import facts_of
from events.models import EventDocument, EventPage

from .content import texts
from .drawings import MOTIFS, cover
from .pages import short_slug


def load_afterwards(documents: dict[str, Resource]) -> None:
    """Give each past session of data/events.json what it names: files of ``documents``, drawings by motif."""
    for facts in texts("events")["past"]:
        if "documents" not in facts:
            continue
        event = EventPage.objects.get(slug=short_slug(facts["title"]), fictional=True)
        event.documents.set([EventDocument(document=documents[name]) for name in facts["documents"]])
        drawings = {motif: cover(facts_of(event), motif=motif) for motif in facts["drawn"]}
        blocks: Any = [
            ("image", {"image": picture, "caption": str(MOTIFS[motif][1])})
            for motif, picture in drawings.items()
        ]
        event.photographs = blocks
        event.save()
        spoken = event.sessions.filter(session_speakers__isnull=False).order_by("start").first()
        if spoken is not None:
            spoken.slides = documents[facts["slides"]]
            spoken.save()
