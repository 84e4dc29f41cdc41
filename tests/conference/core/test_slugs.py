"""Ligatures and apostrophes in addresses: one rule on the server, for file names and in the browser."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conference.core.models import Resource
from home.models import ContentPage
from measures.models import Review
from tests.conference.core.uploads.files import pdf
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, superuser
from tests.measures.test_review_form import form as review_form

TITLE = "Main-d’œuvre & cœur de ville"


@pytest.mark.django_db
def test_a_page_made_without_an_address_gets_a_readable_one() -> None:
    home = make_site_tree(regions=()).home
    for slug in ("main-d-oeuvre-coeur-de-ville", "main-d-oeuvre-coeur-de-ville-2"):
        assert home.add_child(instance=ContentPage(title=TITLE)).slug == slug


@pytest.mark.django_db
def test_the_form_of_a_page_and_of_its_copy_know_the_rule() -> None:
    home = make_site_tree(regions=()).home
    page = home.add_child(instance=ContentPage(title=TITLE))
    browser = browser_of(superuser())
    add = reverse("wagtailadmin_pages:add", args=["home", "contentpage", home.pk])
    copy = reverse("wagtailadmin_pages:copy", args=[page.pk])
    for address, name in ((add, "slug"), (copy, "new_slug")):
        field = BeautifulSoup(browser.get(address).content, "html.parser").find("input", {"name": name})
        formatters = json.loads(field["data-w-slug-formatters-value"])
        assert [["œ", "gu"], "oe"] in formatters
        assert [["’", "gu"], "-"] in formatters


@pytest.mark.django_db
def test_a_review_and_a_document_are_named_alike() -> None:
    browser = browser_of(superuser())
    browser.post(reverse("bilans:add"), review_form(title=TITLE))
    assert Review.objects.get().slug == "main-d-oeuvre-coeur-de-ville"
    document = {"title": TITLE, "file": SimpleUploadedFile("a.pdf", pdf()), "collection": 1, "tags": ""}
    browser.post(reverse("wagtaildocs:add"), document)
    assert Resource.objects.get().filename.startswith("main-d-oeuvre-coeur-de-ville-")
