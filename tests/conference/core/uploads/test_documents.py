"""Each document is what its name says; authors, programs, mixtures and bombs stay outside."""

import struct
import tracemalloc
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from conference.core.uploads import archives
from conference.core.uploads.documents import accepted_document

from .files import MARK, archive, docx, odt, pdf, picture


def accepted(content: bytes, extension: str) -> bytes:
    return accepted_document(BytesIO(content), extension=extension)


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (pdf(), "pdf"),
        ("Nom;Région\nÉlan;Bretagne\n".encode(), "csv"),
        ("Prix : 3 €".encode("cp1252"), "txt"),
        ("\ufeffBonjour à tous".encode(), "txt"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(40), "mp4"),
        (b"\x1a\x45\xdf\xa3" + bytes(40), "webm"),
        ("\ufeffWEBVTT\n\n00:01.000 --> 00:04.000\nBonjour à tous\n".encode(), "vtt"),
    ],
)
def test_a_plain_document_is_kept_to_the_letter(content: bytes, extension: str) -> None:
    assert accepted(content, extension) == content


@pytest.mark.parametrize(
    ("content", "extension", "kept"),
    [
        (docx(), "docx", "word/document.xml"),
        (odt(), "odt", "content.xml"),
        (
            archive(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")),
            "xlsx",
            "xl/workbook.xml",
        ),
        (
            archive(("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<p/>")),
            "pptx",
            "ppt/presentation.xml",
        ),
        (archive(("affiche.png", picture("PNG")), ("lisez-moi.txt", b"Bonjour")), "zip", "affiche.png"),
    ],
)
def test_an_office_file_keeps_its_content_and_loses_its_authors(
    content: bytes, extension: str, kept: str
) -> None:
    with (
        zipfile.ZipFile(BytesIO(accepted(content, extension))) as after,
        zipfile.ZipFile(BytesIO(content)) as before,
    ):
        assert after.namelist() == before.namelist()
        assert after.read(kept) == before.read(kept)
        assert not [name for name in after.namelist() if MARK.encode() in after.read(name)]
        assert {entry.date_time[0] for entry in after.infolist()} == {1980}
        if extension == "odt":
            assert after.infolist()[0].compress_type == zipfile.ZIP_STORED


def test_what_stands_around_an_archive_is_gone() -> None:
    assert b"<script" not in accepted(docx() + b"<script>1</script>", "docx")
    with pytest.raises(ValidationError):
        accepted(b"<script>1</script>" + docx(), "docx")


def torn() -> bytes:
    content = docx()
    return content[:60] + b"\x00" * 20 + content[80:]


@pytest.mark.parametrize(
    ("content", "extension", "sentence"),
    [
        (b"<html><script>1</script></html>", "pdf", "n’est pas celui"),
        (b"\n<html>%PDF-1.7\n%%EOF", "pdf", "n’est pas celui"),
        (pdf(b"<script>1</script>"), "pdf", "mêle deux formats"),
        (pdf() + docx(), "pdf", "mêle deux formats"),
        (pdf()[:-8], "pdf", "abîmé"),
        (b"MZ\x90\x00 a program", "txt", "n’est pas celui"),
        (b"<!DOCTYPE html><p>1", "csv", "mêle deux formats"),
        (b"a\x81b", "csv", "n’est pas celui"),
        (pdf(), "mp4", "n’est pas celui"),
        (b"\x00\x00\x00\x20ftypisom", "webm", "n’est pas celui"),
        (b"\x00\x00\x00\x20ftypisom" + docx(), "mp4", "mêle deux formats"),
        (b"1\n00:00:01,000 --> 00:00:04,000\nBonjour\n", "vtt", "n’est pas celui"),
        (pdf(), "docx", "n’est pas celui"),
        (docx(), "xlsx", "n’est pas celui"),
        (docx(), "odt", "n’est pas celui"),
        (docx(("word/vbaProject.bin", b"macro")), "docx", "programme (macros)"),
        (docx()[:-30], "docx", "abîmé"),
        (torn(), "docx", "abîmé"),
        (archive(("../../etc/x", b"1")), "zip", "abîmé"),
        (archive(("jeu.exe", b"MZ")), "zip", "programme (jeu.exe)"),
        (archive(("page.html", b"<p>")), "zip", "programme (page.html)"),
        (archive(("encore.zip", archive(("a", b"1")))), "zip", "programme (encore.zip)"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused_in_words(
    content: bytes, extension: str, sentence: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        accepted(content, extension)
    assert sentence in refusal.value.messages[0]


def test_bombs_are_refused_before_they_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    grows = archive(("zeros.csv", b"0" * (archives.SMALL + 1)))
    large = archive(("a.bin", b"\x01\x02\x03" * 10))
    many = archive(*((f"{n}.txt", b"") for n in range(12)))
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was opened"))
    monkeypatch.setattr(archives, "MOST_OPENED", archives.SMALL * 2)
    monkeypatch.setattr(archives, "MOST_ENTRIES", 10)
    for content in (grows, many):
        with pytest.raises(ValidationError, match="démesuré"):
            accepted(content, "zip")
    monkeypatch.setattr(archives, "MOST_OPENED", 20)
    with pytest.raises(ValidationError, match="démesuré"):
        accepted(large, "zip")


def test_an_entry_that_lies_about_its_size_is_not_opened_beyond_it() -> None:
    held, declared = 30_000_000, 1_000
    liar = archive(("zeros.csv", b"0" * held)).replace(
        struct.pack("<L", held), struct.pack("<L", declared)
    )  # in the entry and in the list of entries
    tracemalloc.start()
    with pytest.raises(ValidationError, match="abîmé"):
        accepted(liar, "zip")
    assert tracemalloc.get_traced_memory()[1] < held / 10
    tracemalloc.stop()


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_can_only_be_opened_whole_is_refused(packing: int) -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", packing) as file:
        file.writestr("liste.csv", b"Nom;Prix\n")
    with pytest.raises(ValidationError, match="abîmé"):
        accepted(made.getvalue(), "zip")


def test_a_locked_archive_cannot_be_checked() -> None:
    content = bytearray(archive(("a.txt", b"1")))
    content[6] |= 1  # the flag of the entry, and that of the directory
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(ValidationError, match="mot de passe"):
        accepted(bytes(content), "zip")
