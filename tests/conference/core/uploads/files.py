"""Files that people send, good and bad."""

import zipfile
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from pillow_heif import register_heif_opener

register_heif_opener()

MARK = "Camille-Secrete"  # planted wherever a file may hold something unseen


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """A red left half and a blue right half."""
    image = Image.new("RGB", size, "red")
    ImageDraw.Draw(image).rectangle((size[0] // 2, 0, *size), fill="blue")
    made = BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def signed_picture(kind: str, *, orientation: int = 1) -> bytes:
    """A picture that says by whom and where it was taken."""
    exif = Image.Exif()
    exif[0x013B] = MARK  # artist
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.0), 29: MARK})  # GPS
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{MARK}</x:xmpmeta>".encode()
    options: dict[str, Any] = {"exif": exif, "xmp": xmp}
    if kind == "GIF":
        options = {"comment": MARK.encode()}
    elif kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        text = PngInfo()
        text.add_text("Author", MARK)
        options = {"exif": exif, "pnginfo": text}
    return picture(kind, **options)


def archive(*entries: tuple[str, bytes], stored: bool = False) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as file:
        for name, content in entries:
            file.writestr(name, content)
    return made.getvalue()


def docx(*more: tuple[str, bytes]) -> bytes:
    return archive(
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<w:document>Bonjour</w:document>"),
        ("docProps/core.xml", f"<dc:creator>{MARK}</dc:creator>".encode()),
        *more,
    )


def odt() -> bytes:
    return archive(
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"<office:document-content/>"),
        ("meta.xml", f"<meta:initial-creator>{MARK}</meta:initial-creator>".encode()),
        stored=True,
    )


def pdf(inside: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n" + inside + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
