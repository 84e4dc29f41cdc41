"""Uploaded files in a bucket: private there, shown by the site under its own addresses."""

from collections.abc import Iterator

import environ
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404
from django.test import RequestFactory
from moto import mock_aws
from pytest_django.fixtures import Settings

from conference.platform.media import picture
from conference.settings.media import media_storage

BUCKET = {"MEDIA_S3_BUCKET": "medias", "MEDIA_S3_ACCESS_KEY": "cle", "MEDIA_S3_SECRET_KEY": "secret"}


def storage_for(monkeypatch: pytest.MonkeyPatch, **variables: str) -> dict:
    for name in ("BUCKET", "ENDPOINT", "REGION", "ACCESS_KEY", "SECRET_KEY", "PREFIX", "ADDRESSING"):
        monkeypatch.delenv(f"MEDIA_S3_{name}", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return media_storage(environ.Env())


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    with mock_aws():
        stored = storage_for(monkeypatch, **BUCKET, MEDIA_S3_PREFIX="site", MEDIA_S3_REGION="us-east-1")
        settings.STORAGES = {**settings.STORAGES, "default": stored}
        default_storage.connection.create_bucket(Bucket="medias")
        yield


def test_files_stay_on_the_disk_when_no_bucket_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert storage_for(monkeypatch) == {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def shown(name: str):  # type: ignore[no-untyped-def]
    return picture(RequestFactory().get(f"/media/images/{name}"), name)


def test_a_picture_of_the_bucket_is_shown_under_the_sites_own_address(bucket: None) -> None:
    name = default_storage.save("images/forêt.png", ContentFile(b"\x89PNG"))
    assert default_storage.url(name) == "/media/images/for%C3%AAt.png"
    assert [kept.key for kept in default_storage.bucket.objects.all()] == ["site/images/forêt.png"]
    answer = shown("forêt.png")
    assert b"".join(answer.streaming_content) == b"\x89PNG"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert answer["Cache-Control"] == "public, max-age=2592000, immutable"
    assert "attachment" not in answer.get("Content-Disposition", "")


@pytest.mark.parametrize("name", ["page.html", "dessin.svg", "sans-nom"])
def test_what_is_no_picture_is_downloaded_and_never_run(bucket: None, name: str) -> None:
    default_storage.save(f"images/{name}", ContentFile(b"<script>1</script>"))
    answer = shown(name)
    answer.close()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_two_files_of_one_name_are_two_files(bucket: None) -> None:
    names = {default_storage.save("images/a.png", ContentFile(text)) for text in (b"1", b"2")}
    assert len(names) == 2


@pytest.mark.parametrize("name", ["rien.png", "../documents/liste.pdf", "a/../../documents/liste.pdf"])
def test_neither_what_is_missing_nor_a_document_is_shown(bucket: None, name: str) -> None:
    default_storage.save("documents/liste.pdf", ContentFile(b"%PDF"))
    with pytest.raises(Http404):
        shown(name)
