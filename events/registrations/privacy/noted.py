"""Who was erased because they asked: noted outside the database, so that a restored backup does not undo it.

One small file an erasure in the media storage (which nothing serves from there), named after a number made of
what never changes: the key of the registration, or of the one person, and the instant of the request. It
leads nowhere and names nobody.
"""

import logging
import uuid
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from ..models import Attendee, Registration

logger = logging.getLogger(__name__)

FOLDER = "effacements"
NUMBERS = uuid.UUID("6f1d0e0c-6a52-4f0e-9d0b-0f3b0a6c7d11")


def erased_on_request() -> set[uuid.UUID]:
    """The numbers of all registrations and single people erased because they asked."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:  # nobody ever asked
        return set()
    return {uuid.UUID(name) for name in names if name}


def number_of(whose: Registration | Attendee) -> uuid.UUID:
    """A number that stays the same in every backup, whatever becomes of names, addresses and links.

    The instant of the request tells a row from another that gets its key after a restored backup.
    """
    if isinstance(whose, Attendee):
        return uuid.uuid5(number_of(whose.registration), f"person {whose.pk}")
    return uuid.uuid5(NUMBERS, f"{whose.pk} {int(whose.created_at.timestamp())}")


def note_erasure(number: uuid.UUID, *, now: datetime) -> None:
    """Note the erasure outside the database once it is committed; a storage that refuses is logged."""
    name, content = f"{FOLDER}/{number}", now.isoformat().encode()

    def write() -> None:
        try:
            default_storage.save(name, ContentFile(content))
        except Exception:
            logger.exception("L’effacement %s n’a pas pu être noté hors de la base.", number)

    transaction.on_commit(write)
