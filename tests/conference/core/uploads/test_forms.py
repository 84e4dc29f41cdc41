"""Wherever a relay sends a file from, it is checked, renamed and served so that it can harm nobody."""

import json
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction, UploadedFile

from conference.core.models import Picture, Resource
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, relay

from .files import MARK, pdf, picture, signed_picture

pytestmark = pytest.mark.django_db
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
DOORS = ["add", "many", "chooser", "edit"]
MOVING = picture("PNG", save_all=True, append_images=[Image.new("RGB", (60, 40), "green")])


@pytest.fixture
def client() -> Client:
    return browser_of(relay(make_site_tree(regions=("bretagne",)).regions["bretagne"].region))


def own_collection() -> Collection:
    return Collection.objects.get(name__contains="Bretagne")


def send(
    client: Client, kind: str, door: str, name: str, content: bytes, title: str = "Le port"
) -> HttpResponse:
    """Send a file for an image or a document through one of the four doors."""
    app, singular = (f"wagtail{kind}s", kind) if kind == "image" else ("wagtaildocs", kind)
    file, collection = SimpleUploadedFile(name, content), own_collection().pk
    data: dict[str, Any] = {"title": title, "collection": collection, "tags": ""}
    if door == "many":
        return client.post(reverse(f"{app}:add_multiple"), {**data, "files[]": file})
    if door == "chooser":
        prefix = f"{singular}-chooser-upload"
        named = {f"{prefix}-{field}": value for field, value in {**data, "file": file}.items()}
        return client.post(reverse(f"{app}_chooser:create"), named)
    if door == "edit":
        model, before = (Picture, picture("PNG")) if kind == "image" else (Resource, pdf())
        made = model.objects.create(
            title="avant", collection_id=collection, file=SimpleUploadedFile(f"avant.{name[-3:]}", before)
        )
        return client.post(reverse(f"{app}:edit", args=[made.pk]), {**data, "file": file})
    return client.post(reverse(f"{app}:add"), {**data, "file": file})


def said(response: HttpResponse) -> str:
    """What the person reads of what is wrong: in the page, or in what a script shows."""
    text = response.content.decode()
    if text.startswith("{"):
        answer = json.loads(text)
        text = answer.get("error_message") or answer["htmlFragment"]
        if "<" not in text:
            return text
    return " ".join(
        error.get_text(" ") for error in BeautifulSoup(text, "html.parser").select(".error-message")
    )


@pytest.mark.parametrize("door", DOORS)
def test_a_picture_is_rewritten_and_renamed_at_every_door(client: Client, door: str) -> None:
    answer = send(client, "image", door, "IMG_Camille_Secrete.jpg", signed_picture("JPEG", orientation=6))
    assert answer.status_code in (200, 302), said(answer)
    image = Picture.objects.get()
    assert image.title == "Le port"
    assert image.file.name.startswith("original_images/")
    assert "camille" not in image.file.name.lower()
    assert (image.width, image.height) == (40, 60)
    with image.open_file() as kept:
        content = kept.read()
    assert MARK.encode() not in content
    assert image.file_size in (None, len(content))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("name", "kind"), [("IMG_1.HEIC", "HEIF"), ("image.jfif", "JPEG")])
def test_what_telephones_and_browsers_save_is_kept_as_jpeg(
    client: Client, door: str, name: str, kind: str
) -> None:
    answer = send(client, "image", door, name, signed_picture(kind))
    assert answer.status_code in (200, 302), said(answer)
    image = Picture.objects.get()
    assert image.file.name.endswith(".jpg")
    with image.open_file() as kept:
        content = kept.read()
    assert MARK.encode() not in content
    with Image.open(BytesIO(content)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (60, 40))
        assert opened.getpixel((5, 20))[0] > 200


def test_a_photograph_of_fourteen_megabytes_and_48_megapixels_is_taken_and_reduced(client: Client) -> None:
    photograph = picture("JPEG", size=(8000, 6000)) + b"\0" * (14 * 1024 * 1024)
    answer = send(client, "image", "many", "IMG_2.jpg", photograph)
    assert answer.status_code == 200, said(answer)
    image = Picture.objects.get()
    assert (image.width, image.height) == (3200, 2400)
    assert image.file.size < 1024 * 1024


@pytest.mark.parametrize("door", ["add", "add_multiple"])
def test_the_accepted_formats_stand_at_the_button(client: Client, door: str) -> None:
    def words(address: str) -> str:
        html = BeautifulSoup(client.get(address).content, "html.parser")
        return " ".join(html.get_text().split())

    assert "JPEG, PNG, WebP, AVIF, GIF ou HEIC, 30 Mo au plus" in words(reverse(f"wagtailimages:{door}"))
    assert "csv, docx, odp, ods, odt, pdf, pptx, txt, xlsx, zip" in words(reverse(f"wagtaildocs:{door}"))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("kind", "name", "content", "sentence"),
    [
        ("image", "logo.svg", SVG, "SVG peut contenir un programme"),
        ("image", "logo.png", SVG, "ne correspond pas au format"),
        ("image", "photo.png", picture("PNG")[:-40], "Ce fichier est abîmé"),
        ("image", "photo.heic", picture("HEIF")[:-20], "Ce fichier est abîmé"),
        ("image", "photo.heic", b"GIF89a", "n’est pas celui d’un fichier «\N{NO-BREAK SPACE}.heic"),
        ("image", "photo.tiff", picture("TIFF"), "JPEG, PNG, WebP, AVIF, GIF ou HEIC"),
        ("image", "moving.png", MOVING, "Ce PNG est animé. Enregistrez-en une image fixe"),
        ("document", "bilan.pdf", pdf(b"<script>1</script>"), "mêle deux formats"),
        (
            "document",
            "vieux.doc",
            b"\xd0\xcf\x11\xe0",
            "csv, docx, odp, ods, odt, pdf, pptx, txt",
        ),
        (
            "document",
            "note.md",
            b"# Note",
            "csv, docx, odp, ods, odt, pdf, pptx, txt",
        ),
    ],
    ids=["svg", "svg as png", "torn", "torn heic", "no heic", "tiff", "apng", "polyglot", "doc", "md"],
)
def test_a_refusal_is_said_in_words_at_every_door(
    client: Client, door: str, kind: str, name: str, content: bytes, sentence: str
) -> None:
    answer = send(client, kind, door, name, content)
    assert answer.status_code == 200
    assert sentence in said(answer)
    assert not Picture.objects.exclude(title="avant").exists()
    assert not Resource.objects.exclude(title="avant").exists()


@pytest.mark.parametrize("kind", ["image", "document"])
def test_what_is_too_large_is_said(client: Client, settings: Any, kind: str) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 100
    name, content = ("p.png", picture("PNG")) if kind == "image" else ("a.pdf", pdf(b"x" * 200))
    assert "trop gros" in said(send(client, kind, "many", name, content))


def test_a_picture_of_too_many_points_is_refused_before_it_is_opened(client: Client, settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1000
    assert "pixels" in said(send(client, "image", "add", "grand.png", picture("PNG")))
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("kind", "name", "content"), [("image", "a.png", picture("PNG")), ("document", "a.pdf", pdf())]
)
def test_nothing_is_kept_aside_as_it_came(client: Client, kind: str, name: str, content: bytes) -> None:
    answer = send(client, kind, "many", name, content, title="x" * 256)
    assert "255" in said(answer)
    assert not UploadedFile.objects.exists()


def test_a_document_is_kept_under_its_title_and_never_shown_in_the_sites_name(client: Client) -> None:
    send(client, "document", "add", "Scan Camille.pdf", pdf(), title="Guide du relais (2026)")
    document = Resource.objects.get()
    assert document.filename.startswith("guide-du-relais-2026-")
    answer = Client().get(document.url)
    assert answer.getvalue() == pdf()
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert Client().get(f"/media/{document.file.name}").status_code == 404, "by the site, or not at all"


def test_a_private_document_is_asked_for_in_vain(client: Client) -> None:
    send(client, "document", "add", "liste.pdf", pdf())
    document = Resource.objects.get()
    CollectionViewRestriction.objects.create(
        collection=own_collection(), restriction_type=CollectionViewRestriction.LOGIN
    )
    assert Client().get(document.url).status_code in (302, 403)
    assert client.get(document.url).getvalue() == pdf()


@pytest.mark.parametrize(
    ("app", "kind", "model"), [("images", "image", Picture), ("docs", "document", Resource)]
)
def test_a_file_that_waits_for_its_title_is_not_taken_unchecked(client, app: str, kind: str, model) -> None:
    waiting = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(model),
        file=SimpleUploadedFile("a.html", SVG),
        uploaded_by_user_id=client.session["_auth_user_id"],
    )
    address = reverse(f"wagtail{app}:create_multiple_from_uploaded_{kind}", args=[waiting.pk])
    fields = {"title": "Pris", "collection": own_collection().pk, "tags": ""}
    sent = {f"uploaded-{kind}-{waiting.pk}-{name}": value for name, value in fields.items()}
    assert client.post(address, sent).status_code == 404
    assert not model.objects.exists()
