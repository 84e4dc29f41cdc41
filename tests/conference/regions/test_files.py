"""Where files lie is no address: the site gives out a document, to whoever may read it, or nobody does."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from tests.conference.core.shown import make_picture

from .matrix.visits import text_of
from .matrix.world import World, make_matrix_world
from .people import browser_of, communicator

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"),
]


def everybody(world: World) -> dict[str, Client]:
    return world.people | {"relay of the other region": world.sides["theirs"].client}


@pytest.mark.long
def test_nobody_reads_a_file_where_it_lies(subtests: pytest.Subtests) -> None:
    """As production serves the site; what the web server in front gives out, tests/deploy says."""
    world = make_matrix_world()
    for side, has in world.sides.items():
        private = type(has.document).objects.get(pk=world.things[side]["private"])
        secret = f"{has.mark} contenu"
        for file in (private.file, has.document.file, has.image.file):
            assert default_storage.exists(file.name)
            folder, _slash, name = file.name.rpartition("/")
            for address in (
                f"/media/{file.name}",
                f"/media/images/../{file.name}",
                f"/media/images/%2e%2e/{file.name}",
                f"/media//{file.name}",
                f"/media/{folder}/./{name}",
            ):
                for person, client in everybody(world).items():
                    answer = client.get(address)
                    # 301: a way to the same, without « // ».
                    assert answer.status_code in (301, 404), f"{person}: {address}"
                    assert secret not in text_of(answer), f"{person}: {address}"
        with subtests.test(f"by the site: {side}"):
            assert secret in text_of(has.client.get(private.url))
            for other, theirs in world.sides.items():
                if other != side:
                    answer = theirs.client.get(private.url)
                    assert answer.status_code == 403
                    assert secret not in text_of(answer)
            assert Client().get(private.url).status_code == 302


def test_a_picture_that_the_storage_has_lost_is_not_found_and_no_error_of_ours() -> None:
    picture = make_picture(title="Un port", description="Un port.")
    default_storage.delete(picture.file.name)
    shown = reverse("wagtailimages:preview", args=[picture.pk, "max-100x100"])
    assert browser_of(communicator()).get(shown).status_code == 404
