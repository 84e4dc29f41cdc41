"""A PDF that the resources list shows its first page; no other document has a picture."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw
from wagtail.models import Collection, CollectionViewRestriction

from conference.core.models import Resource
from tests.conference.platform.worker import run_queue

pytestmark = pytest.mark.django_db


def pdf_of(size: tuple[int, int] = (595, 842)) -> bytes:
    """One page, red above and blue below; one point a pixel."""
    page = Image.new("RGB", size, "red")
    ImageDraw.Draw(page).rectangle((0, size[1] // 2, *size), fill="blue")
    made = BytesIO()
    page.save(made, "PDF", resolution=72)
    return made.getvalue()


def make_resource(content: bytes | None = None, *, name: str = "kit.pdf", **values: object) -> Resource:
    file = SimpleUploadedFile(name, pdf_of() if content is None else content)
    resource = Resource.objects.create(**{"title": "Kit", "listed": True, **values}, file=file)
    run_queue()
    resource.refresh_from_db()
    return resource


def test_the_first_page_is_drawn_by_the_worker() -> None:
    resource = make_resource()
    assert resource.thumbnail.name.startswith("images/resources/kit")
    with resource.thumbnail.open() as file, Image.open(file) as image:
        assert image.format == "WEBP"
        assert image.size == (453, 640)
        above, below = (image.convert("RGB").getpixel((200, y)) for y in (100, 600))
    assert above[0] > 200 > 60 > above[2]
    assert below[2] > 200 > 60 > below[0]


def test_a_document_that_is_not_listed_has_none_and_loses_it(
    django_capture_on_commit_callbacks: object,
) -> None:
    assert not make_resource(listed=False).thumbnail
    resource = make_resource()
    name = resource.thumbnail.name
    resource.listed = False
    resource.save()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        run_queue()
    resource.refresh_from_db()
    assert not resource.thumbnail
    assert not default_storage.exists(name)


def test_a_document_that_is_kept_for_some_has_none() -> None:
    kept = Collection.get_first_root_node().add_child(name="Réservé")
    CollectionViewRestriction.objects.create(collection=kept, restriction_type="login")
    assert not make_resource(collection=kept).thumbnail


@pytest.mark.parametrize(
    ("name", "content"),
    [("note.txt", b"Bonjour"), ("abime.pdf", b"%PDF-1.7\n%%EOF"), ("vide.pdf", b"%PDF-1.7\n")],
)
def test_what_has_no_first_page_has_no_thumbnail_and_no_task_fails(name: str, content: bytes) -> None:
    from django_tasks_db.models import DBTaskResult  # an app must be ready

    assert not make_resource(content, name=name).thumbnail
    assert not DBTaskResult.objects.failed().exists()


def test_an_endless_page_is_drawn_small() -> None:
    with make_resource(pdf_of((10, 9000))).thumbnail.open() as file, Image.open(file) as image:
        assert image.height <= 640


def test_it_goes_with_its_document(django_capture_on_commit_callbacks: object) -> None:
    resource = make_resource()
    name = resource.thumbnail.name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        resource.delete()
    assert not default_storage.exists(name)


def test_it_is_shown_where_pictures_are(client: Client) -> None:
    assert make_resource().thumbnail.url.startswith("/media/images/")
