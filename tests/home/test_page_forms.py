"""Every page type as the communications team meets it: form in French, preview, description, share image."""

import gc
import warnings

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from conference.core.models import Picture
from home.models import ContentPage
from tests.admin_forms import NO_BLOCKS
from tests.conference.platform.worker import run_queue
from tests.conference.regions.people import browser_of, communicator
from tests.house.test_pages_and_blocks import our_pages

pytestmark = [pytest.mark.django_db, pytest.mark.reference]
EDITED = [page_type for page_type in our_pages() if not page_type._meta.abstract]
ids = {"ids": lambda page_type: page_type.__name__}


@pytest.fixture
def team() -> Client:
    return browser_of(communicator())


def some_page(page_type: type[Page]) -> Page:
    """A page of that type: the fixed one, or a new one below a page that may hold it."""
    if found := page_type.objects.first():
        return found
    parent = next(parent for parent in page_type.allowed_parent_page_models() if parent.objects.exists())
    page = page_type(title="Une page nouvelle", slug="une-page-nouvelle", live=False)
    parent.objects.first().add_child(instance=page)
    page.save_revision(clean=False)
    return page


def typed(html: str, **changes: object) -> dict:
    """What the editor's form would send, with some changes; its scripts send an empty body as « 0 block »."""
    query = querydict_from_html(html, form_id="page-edit-form")
    return {name: query.getlist(name) for name in query} | NO_BLOCKS | changes


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.parametrize("page_type", EDITED, **ids)
def test_the_form_opens_with_its_description_and_share_image(team: Client, page_type: type[Page]) -> None:
    html = team.get(edit_url(some_page(page_type))).content.decode()
    form = BeautifulSoup(html, "html.parser").find(id="page-edit-form")
    for field in ("title", "search_description", "share_image"):
        assert form.find(attrs={"name": field}) is not None, field


@pytest.mark.parametrize("page_type", [t for t in EDITED if t.preview_modes != []], **ids)
def test_the_preview_works_in_each_mode(team: Client, page_type: type[Page]) -> None:
    page = some_page(page_type)
    html = team.get(edit_url(page)).content.decode()
    data = typed(html, title="Titre en cours d’écriture")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    posted = team.post(address, data).json()
    assert posted["is_valid"], posted
    for mode, _name in page.specific.preview_modes:
        preview = team.get(address, {"mode": mode})
        assert preview.status_code == 200, mode
        assert "<main" in preview.content.decode()


@pytest.mark.parametrize("page_type", [t for t in EDITED if t.preview_modes == []], **ids)
def test_a_container_has_no_preview_and_its_form_opens(team: Client, page_type: type[Page]) -> None:
    page = some_page(page_type)
    assert page.serve(team.get("/").wsgi_request).status_code == 302
    assert team.get(edit_url(page)).status_code == 200


def test_a_new_page_is_previewed_before_it_is_saved(team: Client) -> None:
    home = Page.objects.get(depth=2)
    add = reverse("wagtailadmin_pages:add", args=["home", "contentpage", home.pk])
    data = typed(team.get(add).content.decode(), title="Pas encore", slug="pas-encore")
    address = reverse("wagtailadmin_pages:preview_on_add", args=["home", "contentpage", home.pk])
    assert team.post(address, data).json()["is_valid"]
    assert "Pas encore" in team.get(address).content.decode()
    assert not ContentPage.objects.filter(slug="pas-encore").exists()


def test_description_and_share_image_reach_those_who_share(client: Client) -> None:
    page = ContentPage.objects.exclude(role="").first()
    page.search_description = "Ce que dit la page."
    with warnings.catch_warnings(action="ignore"):  # Wagtail leaves the rendition's file to the collector
        page.share_image = Picture.objects.create(
            title="Partage", file=get_test_image_file("partage.png", size=(1300, 700))
        )
        page.save_revision().publish()
        run_queue()
        soup = BeautifulSoup(client.get(page.url).content, "html.parser")
        gc.collect()
    assert soup.find("meta", attrs={"name": "description"})["content"] == "Ce que dit la page."
    shared = soup.find("meta", property="og:image")["content"]
    assert shared.startswith("http")
    assert "fill-1200x630" in shared


def test_the_facts_of_the_legal_pages_come_from_the_site_settings(team: Client, client: Client) -> None:
    address = reverse("wagtailsettings:edit", args=["core", "sitesettings"])
    html = team.get(address, follow=True)
    form_url = html.redirect_chain[-1][0] if html.redirect_chain else address
    soup = BeautifulSoup(html.content, "html.parser")
    names = [each["name"] for each in soup.select("main form [name]")]
    data = dict.fromkeys(names, "") | {
        "banner_tone": "information",
        "social_links-count": "0",
        "publisher": "Éditeur d’essai",
        "host": "Hébergeur d’essai",
        "contact_email": "equipe@site.invalid",
        "accessibility_email": "acces@site.invalid",
    }
    assert team.post(form_url, data).status_code == 302
    shown = {role: client.get(f"/{role}/").content.decode() for role in ("mentions-legales", "accessibilite")}
    assert "Éditeur d’essai" in shown["mentions-legales"]
    assert "Hébergeur d’essai" in shown["mentions-legales"]
    assert "acces@site.invalid" in shown["accessibilite"]
    assert "controller" not in names  # who answers is written once, for each team (regions)
    assert "equipe@site.invalid" in client.get("/contact/").content.decode()
