"""Who asked to be erased, remembered outside the database: a backup restored later brings them back.

One small file for each in the media storage (which nothing serves from there), named after the number
that the registration had in its link: it leads nowhere any more and names nobody.
"""

import logging
import uuid
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

logger = logging.getLogger(__name__)

FOLDER = "effacements"


def remember(number: uuid.UUID, *, now: datetime) -> None:
    """Write the erasure down once it is committed; a storage that refuses is logged, no more."""
    name, content = f"{FOLDER}/{number}", now.isoformat().encode()

    def write() -> None:
        try:
            default_storage.save(name, ContentFile(content))
        except Exception:
            logger.exception("L’effacement %s n’a pas pu être noté hors de la base.", number)

    transaction.on_commit(write)


def remembered() -> set[uuid.UUID]:
    """The numbers of all registrations erased on request."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:  # nobody ever asked
        return set()
    return {uuid.UUID(name) for name in names if name}
