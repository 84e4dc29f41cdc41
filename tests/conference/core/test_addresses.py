"""A button leads to an address of the site, to a part of the page, or to another site."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail import blocks

from conference.core.addresses import AddressField
from conference.core.blocks import CallToActionBlock
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator

TAKEN = [
    "/agenda/",
    "/agenda/?region=bretagne&format=en-ligne#t-mars",
    "/",
    "#programme-2",
    "https://site.invalid/page",
    "http://site.invalid",
]
REFUSED = [
    "agenda",
    "//ailleurs.invalid/",
    "/\\ailleurs.invalid/",
    "#",
    "# programme",
    "/agenda /",
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://site.invalid/",
    '/"onclick="x',
]


@pytest.mark.parametrize("text", TAKEN)
def test_an_address_is_taken(text: str) -> None:
    assert AddressField().clean(f" {text} ") == text


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_address_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValidationError, match="/agenda/"):
        AddressField().clean(text)


@pytest.mark.django_db
def test_a_redirect_leads_to_an_address_of_the_site(client: Client) -> None:
    make_site_tree(regions=())
    form = {"old_path": "/vieux/", "site": "", "is_permanent": "on", "redirect_page": ""}
    desk = browser_of(communicator())
    told = desk.post("/admin/redirects/add/", {**form, "redirect_link": "ailleurs"})
    assert "/agenda/" in str(told.context["form"].errors["redirect_link"])
    to = "/agenda/?region=bretagne"
    assert desk.post("/admin/redirects/add/", {**form, "redirect_link": to}).status_code == 302
    answer = client.get("/vieux/")
    assert (answer.status_code, answer.headers["Location"]) == (301, to)


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/agenda/", "#programme"])
def test_a_button_leads_there(url: str) -> None:
    block = CallToActionBlock()
    value = block.clean(block.to_python({"text": "Y aller", "page": None, "url": url}))
    assert f'href="{url}"' in block.render(value)


@pytest.mark.django_db
def test_a_button_leads_nowhere_else() -> None:
    block = CallToActionBlock()
    with pytest.raises(blocks.StructBlockValidationError) as refusal:
        block.clean(block.to_python({"text": "Y aller", "page": None, "url": "//ailleurs.invalid/"}))
    assert list(refusal.value.block_errors) == ["url"]
