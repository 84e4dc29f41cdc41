"""A part of a video, as players ask for it (RFC 9110, 14): without, Safari plays none, others cannot seek."""

import re

from django.http import HttpResponse
from wagtail.documents.models import AbstractDocument

from conference.core.videos import is_film

LONGEST = 2 * 1024 * 1024  # bytes of one answer: a player then asks for what follows
_ONE_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


def part_of(document: AbstractDocument, *, asked: str) -> HttpResponse | None:
    """The answer to the ``Range`` asked of a video; None for the whole file, as for any other document."""
    found = _ONE_RANGE.fullmatch(asked)
    if found is None or not is_film(document):
        return None
    size: int = document.file.size
    first = int(found[1])
    last = min(int(found[2] or size), size - 1, first + LONGEST - 1)
    if first >= size or last < first:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with document.file.storage.open(document.file.name) as file:
        file.seek(first)
        content = file.read(last - first + 1)
    return HttpResponse(
        content,
        status=206,
        content_type=document.content_type,
        headers={
            "Content-Range": f"bytes {first}-{last}/{size}",
            "Content-Disposition": document.content_disposition,
        },
    )
