"""Documents: each extension has its own proof."""

import zipfile
from collections.abc import Callable
from typing import BinaryIO

from django.conf import settings

from conference.core.uploads import refusals
from conference.core.uploads.archives import rewritten_archive

# What makes a browser take a text for a page (https://mimesniff.spec.whatwg.org/, 7.1).
_PAGE = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<iframe", b"<svg", b"<?xml", b"<object")
_SNIFFED = 1445  # bytes that a browser looks at


def accepted_document(file: BinaryIO, *, extension: str) -> bytes:
    """What is kept of a document: its content, checked. Raises ValidationError, in words."""
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        raise refusals.unknown_format(settings.WAGTAILDOCS_EXTENSIONS)
    return _PROOFS.get(extension, rewritten_archive)(file, extension=extension)


def _pdf(file: BinaryIO, *, extension: str) -> bytes:
    file.seek(0)
    content = file.read()
    if not content.startswith(b"%PDF-1.") and not content.startswith(b"%PDF-2."):
        raise refusals.not_what_it_says(extension)
    if _reads_like_a_page(content) or zipfile.is_zipfile(file):
        raise refusals.two_in_one()
    if b"%%EOF" not in content[-2048:]:
        raise refusals.damaged()
    return content


def _text(file: BinaryIO, *, extension: str) -> bytes:
    file.seek(0)
    content = file.read()
    if any(byte in content for byte in (b"\x00", b"\x1b", b"\x7f")):
        raise refusals.not_what_it_says(extension)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        try:
            content.decode("cp1252")  # what spreadsheets still write
        except UnicodeDecodeError as error:
            raise refusals.not_what_it_says(extension) from error
    if _reads_like_a_page(content):
        raise refusals.two_in_one()
    return content


def _reads_like_a_page(content: bytes) -> bool:
    beginning = content[:_SNIFFED].lower()
    return any(mark in beginning for mark in _PAGE)


def _film(file: BinaryIO, *, extension: str) -> bytes:
    """MP4 (ISO/IEC 14496-12: its first box is « ftyp ») or WebM (the EBML header)."""
    file.seek(0)
    content = file.read()
    begins = {"mp4": content[4:8] == b"ftyp", "webm": content.startswith(b"\x1a\x45\xdf\xa3")}
    if not begins[extension]:
        raise refusals.not_what_it_says(extension)
    if zipfile.is_zipfile(file):
        raise refusals.two_in_one()
    return content


def _subtitles(file: BinaryIO, *, extension: str) -> bytes:
    content = _text(file, extension=extension)
    if not content.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        raise refusals.not_what_it_says(extension)
    return content


_PROOFS: dict[str, Callable[..., bytes]] = {
    "pdf": _pdf,
    "csv": _text,
    "txt": _text,
    "mp4": _film,
    "webm": _film,
    "vtt": _subtitles,
}
