"""Archives (zip) and the office files that are archives: docx, xlsx, pptx, odt, ods, odp.

Each is read to its end and written anew: what stood around it is gone, and so are the names and dates
that an office program writes into it (author, company, last edit).
"""

import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from conference.core.uploads import refusals

# What one file may become once opened, and by how much it may grow: office files are text, which
# shrinks well; a bomb grows a thousandfold.
MOST_OPENED = 150 * 1024 * 1024
MOST_ENTRIES = 5000
MOST_GROWTH = 150
PART = 64 * 1024  # bytes opened at once
SMALL = 5 * 1024 * 1024  # below this, no growth is a danger

_OFFICE_FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_OPEN_DOCUMENTS = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
_PROGRAMS = {
    *("app", "bat", "cmd", "com", "cpl", "dll", "exe", "hta", "htm", "html", "jar", "js", "lnk", "mjs"),
    *("msi", "ps1", "reg", "scr", "sh", "svg", "svgz", "vbs", "wsf", "xhtml"),
}
_ARCHIVES = {"7z", "bz2", "gz", "rar", "tar", "tgz", "xz", "zip"}

# What the office programs write of people, replaced by nothing.
_BLANK = {
    "docProps/core.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
        b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    ),
    "docProps/app.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
        b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
    ),
    "docProps/custom.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
        b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
    ),
    "meta.xml": (
        b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta office:version="1.2" '
        b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:meta/></office:document-meta>'
    ),
}


def rewritten_archive(file: BinaryIO, *, extension: str) -> bytes:
    """The same archive, checked and rid of authors. Raises ValidationError, in words."""
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":  # from the first byte: nothing stands before it
        raise refusals.not_what_it_says(extension)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_size(entries)
            _check_packing(entries)
            _check_kind(archive, extension)
            _check_entries(entries, extension)
            return _copy(archive, entries, office=extension != "zip")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise refusals.damaged() from error


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    opened = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > MOST_ENTRIES or opened > MOST_OPENED:
        raise refusals.bomb()
    if opened > SMALL and opened / packed > MOST_GROWTH:
        raise refusals.bomb()


def _check_packing(entries: list[zipfile.ZipInfo]) -> None:
    """Two ways of packing, the ones that can be opened bit by bit: others are opened whole."""
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise refusals.damaged()


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo | str) -> bytes:
    """What an entry holds, opened as far as the size it declares, whose sum was checked.

    ``ZipFile.read`` opens an entry to its end before it cuts to that size: a lie of a few bytes would
    fill the memory. Raises BadZipFile (size and sum of control are compared at the end).
    """
    info = archive.getinfo(entry) if isinstance(entry, str) else entry
    parts, left = [], info.file_size
    with archive.open(info) as opened:
        while left > 0 and (part := opened.read(min(left, PART))):
            parts.append(part)
            left -= len(part)
    if left:
        raise zipfile.BadZipFile
    return b"".join(parts)


def _check_kind(archive: zipfile.ZipFile, extension: str) -> None:
    names = archive.namelist()
    if folder := _OFFICE_FOLDERS.get(extension):
        fits = "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
    elif kind := _OPEN_DOCUMENTS.get(extension):
        expected = f"application/vnd.oasis.opendocument.{kind}".encode()
        fits = names[:1] == ["mimetype"] and _read(archive, "mimetype").strip() == expected
    else:
        fits = bool(names)
    if not fits:
        raise refusals.not_what_it_says(extension)


def _check_entries(entries: list[zipfile.ZipInfo], extension: str) -> None:
    for entry in entries:
        name = PurePosixPath(entry.filename.replace("\\", "/"))
        ending = name.suffix.lower().lstrip(".")
        if entry.flag_bits & 0x1:
            raise refusals.locked()
        if name.is_absolute() or ".." in name.parts or ":" in entry.filename:
            raise refusals.damaged()
        if name.name.lower() == "vbaproject.bin" or name.parts[:1] in (("Basic",), ("Scripts",)):
            raise refusals.program("macros")
        if extension == "zip" and (ending in _PROGRAMS or ending in _ARCHIVES):
            raise refusals.program(name.name[:80])


def _copy(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], *, office: bool) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as copy:
        for entry in entries:
            content = _read(archive, entry)
            if office:
                content = _BLANK.get(entry.filename, content)
            kept = zipfile.ZipInfo(entry.filename, date_time=(1980, 1, 1, 0, 0, 0))
            kept.compress_type = (
                zipfile.ZIP_STORED if entry.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
            )
            copy.writestr(kept, content)
    return made.getvalue()
