"""The proof of an erasure: signed and dated, with numbers and names of fields, and nobody's name."""

import json
from collections import Counter
from datetime import UTC, datetime

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.core.signing import BadSignature, Signer

from events.models import EventPage

from ..models import ErasureRecord
from .held import name_of

SALT = "registrations.erasure"


def record_erasure(
    event: EventPage, *, reason: ErasureRecord.Reason, people: int, counts: Counter[str], now: datetime
) -> ErasureRecord | None:
    """Write down, in the transaction that erases, what is erased; None where nothing was."""
    counts = +counts
    if not (people or counts):
        return None
    record = ErasureRecord(event=event, at=now, reason=reason, people=people, counts=dict(counts))
    record.signature = Signer(salt=SALT).signature(_signed(record))
    record.save()
    return record


def fields_in_words(record: ErasureRecord) -> str:
    """« Personne inscrite, prénom : 2 ; … »: the fields as people name them, else as the record does."""
    named = ((_name(field), rows) for field, rows in sorted(record.counts.items()))
    return " ; ".join(f"{name} : {rows}" for name, rows in named if name)


def _name(field: str) -> str:
    model_name, _dot, name = field.partition(".")
    try:
        model = apps.get_model("registrations", model_name)
        words = name_of(model, name)
    except (LookupError, FieldDoesNotExist):
        return field
    return f"{model._meta.verbose_name}, {words}" if words else ""


def is_genuine(record: ErasureRecord) -> bool:
    """Whether the record is as this site wrote it (SECRET_KEY, or one of its fallbacks)."""
    try:
        Signer(salt=SALT).unsign(f"{_signed(record)}:{record.signature}")
    except BadSignature:
        return False
    return True


def _signed(record: ErasureRecord) -> str:
    facts = [record.event_id, record.at.astimezone(UTC).isoformat(), record.reason, record.people]
    return json.dumps([*facts, record.counts], sort_keys=True)
