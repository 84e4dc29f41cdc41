"""A part of a video, as players ask for it (RFC 9110, 14): without, Safari plays none, others cannot seek."""

import re
from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from wagtail.documents.models import AbstractDocument

from conference.core.videos import is_film

CHUNK = 64 * 1024  # bytes
_ONE_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


def part_of(document: AbstractDocument, *, asked: str) -> HttpResponseBase | None:
    """The answer to the ``Range`` asked of a video; None for the whole file, as for any other document."""
    found = _ONE_RANGE.fullmatch(asked)
    if found is None or not is_film(document):
        return None
    size: int = document.file.size
    first = int(found[1])
    last = min(int(found[2]), size - 1) if found[2] else size - 1
    if first >= size or last < first:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    answer = StreamingHttpResponse(
        _bytes(document, first=first, length=last - first + 1), status=206, content_type=document.content_type
    )
    answer.headers["Content-Length"] = str(last - first + 1)
    answer.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    answer.headers["Content-Disposition"] = document.content_disposition
    return answer


def _bytes(document: AbstractDocument, *, first: int, length: int) -> Iterator[bytes]:
    with document.file.storage.open(document.file.name) as file:
        file.seek(first)
        while length > 0 and (chunk := file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
