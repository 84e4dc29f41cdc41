"""A site whose files lie in a bucket is kept in another, and comes back from it into a third, all empty."""

import environ
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from conference.platform.backups.storage import BackupStorage, file_names
from conference.settings.media import media_storage
from tests.conference.platform.backups.conftest import Elsewhere, every_row

CONTENT = b"Entre nous\n" * 900_000  # more than one part of an upload


def contents() -> dict[str, bytes]:
    found = {}
    for name in file_names(default_storage):
        with default_storage.open(name, "rb") as stream:
            found[name] = stream.read()
    return found


@pytest.mark.long
@pytest.mark.demo
@pytest.mark.django_db(transaction=True)
def test_a_site_in_buckets_comes_back_with_the_same_rows_pages_and_files(
    bucket: BackupStorage, s3_server: str, elsewhere: Elsewhere, settings, monkeypatch, client, capsys
) -> None:
    def files_lie_in(name: str) -> None:
        bucket.files.connection.meta.client.create_bucket(Bucket=name)
        for key, value in {"BUCKET": name, "ENDPOINT": s3_server, "REGION": "us-east-1"}.items():
            monkeypatch.setenv(f"MEDIA_S3_{key}", value)
        settings.STORAGES = {**settings.STORAGES, "default": media_storage(environ.Env())}

    files_lie_in("medias")
    get_image_model().objects.create(title="Le port", file=get_test_image_file("port.png"))
    document = get_document_model()(title="Charte")
    document.file.save("charte.txt", ContentFile(CONTENT))
    document.save()
    rows, files = every_row(), contents()
    assert len(files) == 2
    call_command("backup", bucket.address)
    with elsewhere():
        files_lie_in("medias-ailleurs")
        assert contents() == {}
        call_command("restore", bucket.address)
        after = every_row()
        assert {table for table in rows if rows[table] != after[table]} <= {"platform_generation"}
        assert contents() == files
        assert client.get("/").status_code == 200
    assert "est restaurée" in capsys.readouterr().out
