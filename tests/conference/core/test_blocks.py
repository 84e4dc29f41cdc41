"""The blocks of a page: each shows itself before it is added, and says what it lacks at the field."""

import pytest
from django.urls import reverse
from wagtail import blocks

from conference.core.blocks import BodyBlock, CallToActionBlock, MeasuresBlock
from conference.regions.rights import home_page
from home.models import ContentPage
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator
from tests.measures.factories import make_measures

NOTHING_CHOSEN = {"mode": "chosen", "title": "", "measures": [], "dimension": ""}
NO_DIMENSION = {"mode": "dimension", "title": "", "measures": [], "dimension": ""}
NOWHERE = {"text": "Venir", "page": None, "url": ""}
UNFINISHED = [
    (MeasuresBlock, NOTHING_CHOSEN, "mode"),
    (MeasuresBlock, NO_DIMENSION, "dimension"),
    (CallToActionBlock, NOWHERE, "page"),
]
unfinished = pytest.mark.parametrize(("block_class", "value", "field"), UNFINISHED)


@pytest.mark.django_db
@pytest.mark.parametrize("name", BodyBlock().child_blocks)
def test_each_block_shows_itself_before_it_is_added(name: str) -> None:
    make_site_tree(regions=())
    make_measures(1, 8, 15)
    block = ContentPage._meta.get_field("body").stream_block.child_blocks[name]
    address = reverse("wagtailadmin_block_preview")
    answer = browser_of(communicator()).get(address, {"id": block.definition_prefix})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "css/main.css" in html
    assert len(html.split('<main class="wrap body">')[1].split("</main>")[0].strip()) > 40


@unfinished
def test_an_unfinished_block_is_refused_at_its_field(
    block_class: type[blocks.StructBlock], value: dict, field: str
) -> None:
    with pytest.raises(blocks.StructBlockValidationError) as refusal:
        block_class().clean(block_class().to_python(value))
    assert list(refusal.value.block_errors) == [field]


@unfinished
def test_a_draft_may_leave_a_block_unfinished(
    block_class: type[blocks.StructBlock], value: dict, field: str
) -> None:
    block = block_class()
    assert block.clean_deferred(block.to_python(value))[field] == value[field]


@pytest.mark.django_db
def test_a_button_leads_to_one_place_only() -> None:
    make_site_tree(regions=())
    value = {"text": "Venir", "page": home_page().pk, "url": "https://site.invalid/"}
    with pytest.raises(blocks.StructBlockValidationError):
        CallToActionBlock().clean(CallToActionBlock().to_python(value))
