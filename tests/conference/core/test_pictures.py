"""A picture is shown in sizes that the worker made and described."""

from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import blocks

from conference.core.blocks import ImageBlock
from conference.core.chores import make_missing_renditions
from conference.core.models import Licence, Picture
from conference.core.pictures.renditions import unfinished
from tests.conference.factories import make_site_tree
from tests.conference.platform.worker import run_queue
from tests.conference.regions.people import browser_of, communicator
from tests.queries import check_few, check_same, page_queries

from .shown import make_picture, page_with
from .uploads.files import picture as content

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 29)


def shown(picture: Picture, options: str = "") -> BeautifulSoup:
    tag = f"{{% load core_tags %}}{{% responsive_picture picture=picture {options} %}}"
    return BeautifulSoup(Template(tag).render(Context({"picture": picture})), "html.parser")


def image_of(html: bytes) -> Tag:
    found = BeautifulSoup(html, "html.parser").select_one(".illustration img")
    assert found is not None
    return found


# --- Sizes --------------------------------------------------------------------------------------


def test_the_sizes_are_made_by_the_worker_once_a_picture_is_uploaded() -> None:
    picture = make_picture()
    assert picture.renditions.count() == 0
    run_queue()
    assert picture.renditions.count() == 10, "three widths in three formats, and the one for shared pages"
    picture.save()
    run_queue()
    assert picture.renditions.count() == 10


def test_a_picture_that_is_replaced_gets_its_sizes_anew() -> None:
    picture = make_picture()
    run_queue()
    make_site_tree(regions=())
    sent = {"title": "Le port", "collection": picture.collection_id, "tags": ""}
    file = SimpleUploadedFile("autre.png", content("PNG", size=(300, 300)))
    browser_of(communicator()).post(reverse("wagtailimages:edit", args=[picture.pk]), {**sent, "file": file})
    run_queue()
    picture.refresh_from_db()
    assert {
        (size.width, size.height) for size in picture.renditions.filter(filter_spec__startswith="width")
    } == {(300, 300)}


def test_what_was_uploaded_before_there_were_sizes_gets_them() -> None:
    done, old = make_picture(), make_picture()
    run_queue()
    old.renditions.all().delete()
    assert list(unfinished()) == [old]
    make_missing_renditions(now=timezone.now())
    run_queue()
    assert not unfinished().exists()
    assert done.renditions.count() == old.renditions.count()


def test_a_picture_is_shown_in_three_formats_with_its_measures() -> None:
    picture = make_picture()
    run_queue()
    picture.refresh_from_db()
    html = shown(picture, 'sizes="(min-width: 60rem) 50vw, 100vw"')
    assert [source["type"] for source in html.select("source")] == ["image/avif", "image/webp"]
    for place in html.select("source, img"):
        assert [part.split()[1] for part in place["srcset"].split(", ")] == ["400w", "800w", "900w"]
        assert place["sizes"] == "(min-width: 60rem) 50vw, 100vw"
    image = html.img
    assert (image["width"], image["height"], image["alt"]) == ("900", "600", "Un port vide.")
    assert image["src"].endswith(".jpg")
    assert image["loading"] == "lazy"
    assert not image.has_attr("fetchpriority")


def test_the_picture_at_the_head_is_asked_for_first() -> None:
    image = shown(make_picture(), "lazy=False").img
    assert image["fetchpriority"] == "high"
    assert not image.has_attr("loading")


def test_the_first_visitor_waits_for_the_smallest_size_only_and_once(client: Client) -> None:
    picture = make_picture()
    page = page_with(picture)
    for _visit in range(2):
        image = image_of(client.get(page.url).content)
        assert (image["width"], image["height"]) == ("400", "266")
        assert image["src"].startswith("/media/images/"), "the uploaded file is the site's alone"
        assert [size.filter_spec for size in picture.renditions.all()] == ["width-400|format-jpeg"]


def test_a_visitor_makes_no_size_once_there_is_one(client: Client) -> None:
    picture = make_picture()
    page = page_with(picture)
    made = picture.get_renditions("width-800|format-jpeg", "width-400|format-webp")
    sizes = {spec: [each.file.name, each.width, each.height] for spec, each in made.items()}
    Picture.objects.update(sizes=sizes)
    html = client.get(page.url).content
    assert image_of(html)["srcset"].endswith("800w")
    assert [source["type"] for source in BeautifulSoup(html, "html.parser").select("source")] == [
        "image/webp"
    ]
    assert picture.renditions.count() == 2


def test_a_picture_whose_file_is_lost_leaves_the_page_in_its_place(client: Client) -> None:
    picture = make_picture()
    picture.file.delete(save=False)
    assert client.get(page_with(picture).url).status_code == 200


def test_thirty_pictures_ask_no_more_queries_than_one(client: Client) -> None:
    pictures = [make_picture(size=(40, 30)) for _ in range(30)]
    run_queue()
    page = page_with(pictures[0])
    few = page_queries(client, page.url)
    page.body = [{"type": "image", "value": {"image": picture.pk}} for picture in pictures]
    page.save()
    many = page_queries(client, page.url)
    check_few(many)
    check_same(few, many)
    assert len(BeautifulSoup(client.get(page.url).content, "html.parser").select("picture")) == 30


def test_the_picture_of_a_shared_page_is_not_made_for_whoever_shares_it(client: Client) -> None:
    picture = make_picture()
    page = page_with()
    page.share_image = picture
    page.save()

    def shared() -> str:
        html = BeautifulSoup(client.get(page.url).content, "html.parser")
        return str(html.select_one("meta[property='og:image']")["content"])

    assert shared().endswith("images/partage.png")
    assert picture.renditions.count() == 0
    run_queue()
    assert "fill-1200x630" in shared()


def test_credit_and_licence_stand_below() -> None:
    picture = make_picture(credit="Camille Exemple", licence=Licence.OPEN)
    line = "Camille Exemple, Licence Ouverte 2.0"
    assert line in shown(picture, "credit=True").select_one(".responsive-picture__credit").get_text()
    assert line not in shown(picture).get_text()
    assert make_picture(credit="A, sous licence X", licence=Licence.OTHER).credit_line == "A, sous licence X"


def test_the_block_shows_caption_and_credit(client: Client) -> None:
    page = page_with(make_picture(credit="Camille Exemple"), caption="Le port en hiver")
    caption = BeautifulSoup(client.get(page.url).content, "html.parser").select_one("figcaption").get_text()
    assert "Le port en hiver" in caption
    assert "Camille Exemple" in caption


# --- Described ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("picture", "block", "alt"),
    [
        ({}, {}, "Un port vide."),
        ({}, {"alternative": "Le quai nord, sans navire."}, "Le quai nord, sans navire."),
        ({}, {"decorative": True}, ""),
        ({"is_decorative": True}, {}, ""),
        ({"is_decorative": True}, {"alternative": "Le quai nord."}, "Le quai nord."),
        ({"description": ""}, {}, ""),
    ],
)
def test_the_description_is_the_text_unless_the_page_has_another(
    client: Client, picture: dict, block: dict, alt: str
) -> None:
    page = page_with(make_picture(**picture), **block)
    assert image_of(client.get(page.url).content)["alt"] == alt


@pytest.mark.parametrize(
    ("picture", "block", "fits"),
    [
        ({"description": ""}, {}, False),
        ({"description": ""}, {"alternative": "Un port."}, True),
        ({"description": ""}, {"decorative": True}, True),
        ({"description": "", "is_decorative": True}, {}, True),
        ({}, {}, True),
    ],
)
def test_a_picture_without_any_text_is_for_drafts_only(picture: dict, block: dict, fits: bool) -> None:
    image_block = ImageBlock()
    value = image_block.to_python({"image": make_picture(**picture).pk, **block})
    assert image_block.clean_deferred(value)["image"] == value["image"]
    if fits:
        image_block.clean(value)
        return
    with pytest.raises(blocks.StructBlockValidationError) as refusal:
        image_block.clean(value)
    [error] = refusal.value.block_errors["alternative"].messages
    assert "Le port" in error
