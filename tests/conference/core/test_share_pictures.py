"""What other sites show of a page: its title, its type, its picture drawn by the worker."""

from collections.abc import Callable
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image
from wagtail.models import Page, PageViewRestriction

from conference.core.chores import make_missing_share_pictures
from conference.core.models import SharePicture
from conference.core.pictures.painting import fitted, font
from conference.core.pictures.share import SIZE, card_of, make_share_picture
from tests.conference.alliances.factories import make_alliance
from tests.conference.factories import NationalConferencePageFactory, make_site_tree
from tests.conference.platform.worker import run_queue
from tests.events.factories import EventPageFactory

from .shown import make_picture, page_with

pytestmark = pytest.mark.django_db


def said(path: str) -> dict[str, str]:
    soup = BeautifulSoup(Client().get(path).content, "html.parser")
    return {meta["property"]: meta["content"] for meta in soup.select("meta[property]")}


def publish(page: Page) -> Page:
    page.save_revision().publish()
    return page


def drawn(page: Page) -> Image.Image:
    with SharePicture.objects.get(page=page.pk).file.open() as file:
        return Image.open(BytesIO(file.read()))


def edition() -> Page:
    return NationalConferencePageFactory(slug="edition", theme="Tenir ensemble", place="Paris")


def local_page() -> Page:
    return make_site_tree().regions["bretagne"].page


@pytest.mark.parametrize("make", [edition, local_page, EventPageFactory, make_alliance])
def test_a_picture_is_drawn_once_a_page_is_published(
    make: Callable[[], Page], django_capture_on_commit_callbacks: Callable
) -> None:
    page = make()
    before = said(page.url)
    assert before["og:image"] == "https://conference.test/static/images/partage.png"
    assert before["og:image:alt"] == "Conférence des alliances stratégiques"
    publish(page)
    assert not SharePicture.objects.exists(), "drawn for whoever publishes"
    run_queue()
    picture = drawn(page)
    assert (picture.size, picture.format) == (SIZE, "PNG")
    shared = said(page.url)
    assert shared["og:image"].startswith(f"https://conference.test/media/images/partage/{page.pk}-")
    assert shared["og:image:alt"] == page.title


def test_a_visitor_makes_no_picture() -> None:
    page = EventPageFactory()
    said(page.url)
    assert not DBTaskResult.objects.filter(task_path=make_share_picture.module_path).exists()
    assert not SharePicture.objects.exists()


def test_what_stands_on_it_is_the_subject() -> None:
    event = EventPageFactory(title="L’eau en partage", kind="atelier")
    card = card_of(event)
    assert card is not None
    assert (card.kind, card.title) == ("Atelier", "L’eau en partage")
    assert card.lines[1] == "Maison commune, 35000 Rennes"
    assert card.cloth is not None
    assert card.cloth.name == "L’eau en partage"


def test_a_change_is_drawn_anew_and_the_old_file_goes(django_capture_on_commit_callbacks: Callable) -> None:
    page = publish(EventPageFactory())
    run_queue()
    old = SharePicture.objects.get().file.name
    publish(page)
    run_queue()
    assert SharePicture.objects.get().file.name == old, "nothing changed"
    page.title = "Un autre titre"
    publish(page)
    with django_capture_on_commit_callbacks(execute=True):
        run_queue()
    new = SharePicture.objects.get().file.name
    assert new != old
    assert default_storage.exists(new)
    assert not default_storage.exists(old)


def test_a_cover_takes_the_place_of_the_cloth() -> None:
    page = publish(EventPageFactory())
    run_queue()
    cloth = drawn(page).convert("RGB")
    page.cover = make_picture()
    publish(page)
    run_queue()
    assert drawn(page).convert("RGB").getpixel((1000, 300)) != cloth.getpixel((1000, 300))
    assert said(page.url)["og:image:alt"] == f"{page.title}. Un port vide."


def test_a_page_of_text_has_one_with_a_cover_only() -> None:
    page = publish(page_with())
    run_queue()
    assert not SharePicture.objects.exists()
    page.cover = make_picture()
    publish(page)
    run_queue()
    assert drawn(page).size == SIZE


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_it_goes_when_the_page_is_withdrawn(how: str, django_capture_on_commit_callbacks: Callable) -> None:
    page = publish(EventPageFactory())
    run_queue()
    name = SharePicture.objects.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        getattr(page, how)()
    assert not SharePicture.objects.exists()
    assert not default_storage.exists(name)


def test_what_is_kept_for_some_is_not_drawn() -> None:
    page = EventPageFactory()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    publish(page)
    run_queue()
    assert not SharePicture.objects.exists()


@pytest.mark.parametrize("how", ["page", "above", "moved"])
def test_it_goes_when_the_page_is_kept_for_some(
    how: str, django_capture_on_commit_callbacks: Callable
) -> None:
    page = publish(EventPageFactory())
    run_queue()
    name = SharePicture.objects.get().file.name
    kept = page
    if how == "above":
        kept = page.get_parent()
    elif how == "moved":
        kept = edition()
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=kept, restriction_type=PageViewRestriction.LOGIN)
        if how == "moved":
            page.move(kept, pos="last-child")
    assert not SharePicture.objects.exists()
    assert not default_storage.exists(name)


def test_what_can_have_none_is_not_asked_for_each_day() -> None:
    publish(page_with())  # a page of text without a cover
    kept = EventPageFactory()
    PageViewRestriction.objects.create(page=kept, restriction_type=PageViewRestriction.LOGIN)
    make_missing_share_pictures(now=timezone.now())
    run_queue()
    DBTaskResult.objects.all().delete()
    make_missing_share_pictures(now=timezone.now())
    assert not DBTaskResult.objects.exists()


def test_pages_published_without_a_revision_get_theirs_within_a_day() -> None:
    page = EventPageFactory()
    EventPageFactory(draft=True)
    make_missing_share_pictures(now=timezone.now())
    run_queue()
    assert page.pk in SharePicture.objects.values_list("page", flat=True)
    assert not SharePicture.objects.filter(page__live=False).exists()


def test_the_picture_that_the_team_chose_comes_first() -> None:
    page = EventPageFactory()
    page.share_image = make_picture()
    publish(page)
    run_queue()
    shared = said(page.url)
    assert "fill-1200x630" in shared["og:image"]
    assert shared["og:image:alt"] == "Un port vide."


def test_the_home_page_is_shared_under_the_name_of_the_site() -> None:
    home = make_site_tree().home
    assert said("/")["og:title"] == "Conférence des alliances stratégiques"
    home.seo_title = "Tisser des alliances"
    home.save()
    assert said("/")["og:title"] == "Tisser des alliances"


def test_each_page_says_what_it_is() -> None:
    kinds = {page.url: said(page.url)["og:type"] for page in (EventPageFactory(), make_alliance(), edition())}
    assert list(kinds.values()) == ["event", "article", "event"]
    assert said("/")["og:type"] == said("/regions/bretagne/")["og:type"] == "website"


def test_a_long_title_stays_within_its_box() -> None:
    title = " ".join(["Coopérer"] * 40)
    chosen, lines = fitted(title, name="bricolage-titre", sizes=range(92, 36, -4), width=560, height=260)
    assert len(lines) * chosen.size <= 260
    assert lines[-1].endswith("…")
    assert font("radio-canada-texte", 28).getlength("œ«»’€") > 0
