"""The blocks of words, pictures and links: what visitors read, and what is asked of editors."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail import blocks

from conference.core.blocks import BodyBlock
from conference.core.models import Picture
from tests.conference.core.shown import make_picture

pytestmark = pytest.mark.django_db


def shown(kind: str, value: dict[str, Any]) -> BeautifulSoup:
    body = BodyBlock()
    return BeautifulSoup(body.render(body.to_python([{"type": kind, "value": value}])), "html.parser")


def clean(kind: str, value: dict[str, Any]) -> blocks.StructValue:
    block = BodyBlock().child_blocks[kind]
    return block.clean(block.to_python(value))


def refused_at(kind: str, value: dict[str, Any]) -> list[str]:
    with pytest.raises(blocks.StructBlockValidationError) as refusal:
        clean(kind, value)
    return list(refusal.value.block_errors)


def sentences(error: ValidationError) -> str:
    return " ".join(str(said) for said in error.as_json_data()["messages"])


def test_a_text_keeps_its_formatting_and_what_is_typed_stays_text() -> None:
    soup = shown("paragraph", "<p>À <b>savoir</b> : 1 &lt; 2</p>")  # type: ignore[arg-type]
    assert str(soup.select_one(".rich-text p")) == "<p>À <b>savoir</b>\u00a0: 1 &lt; 2</p>"
    assert shown("quote", {"text": "<b>Non</b>", "author": ""}).select("b") == []


# --- Words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tone", "said"), [("information", "Information"), ("attention", "Attention"), ("example", "Exemple")]
)
def test_a_callout_says_in_words_what_it_is(tone: str, said: str) -> None:
    callout = shown("callout", {"tone": tone, "title": "", "text": "<p>À savoir : ceci.</p>"})
    assert callout.select_one("aside.callout .callout__tone").text.strip() == said
    assert callout.select_one(".rich-text").text == "À savoir\u00a0: ceci."


def table(**values: Any) -> dict[str, Any]:
    whole = {
        "caption": "Sessions",
        "columns": [{"type": "text", "heading": "Format"}, {"type": "figure", "heading": "Nombre"}],
        "rows": [{"values": ["<p>En ligne</p>", "1 240"]}],
    }
    return {"table": {**whole, **values}, "row_headers": True, "source": ""}


def test_a_table_has_its_title_and_its_headers() -> None:
    soup = shown("table", table())
    assert soup.select_one("caption").text == "Sessions"
    assert [cell.text for cell in soup.select("thead th[scope=col]")] == ["Format", "Nombre"]
    assert soup.select_one("tbody th[scope=row]").text.strip() == "En ligne"
    assert soup.select_one("tbody td").text.strip() == "1 240"
    assert shown("table", {**table(), "row_headers": False}).select("tbody th") == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"caption": " "}, "titre"),
        ({"columns": [{"type": "text", "heading": ""}, {"type": "figure", "heading": "N"}]}, "en-tête"),
        ({"rows": []}, "ligne"),
        ({"columns": [], "rows": []}, "colonne"),
    ],
)
def test_a_table_that_lacks_them_is_refused_in_words(values: dict[str, Any], said: str) -> None:
    with pytest.raises(blocks.StructBlockValidationError) as refusal:
        clean("table", table(**values))
    assert said in sentences(refusal.value.block_errors["table"])
    block = BodyBlock().child_blocks["table"]
    assert block.clean_deferred(block.to_python(table(**values)))  # a draft may be unfinished


def test_answers_open_without_a_script() -> None:
    pairs = [{"question": f"Question {n} ?", "answer": f"<p>Réponse {n}</p>"} for n in (1, 2)]
    soup = shown("questions", {"title": "Avant de venir", "questions": pairs})
    assert [each.text for each in soup.select("details > summary")] == [
        "Question 1\u202f?",
        "Question 2\u202f?",
    ]
    assert [each.text.strip() for each in soup.select("details > div")] == ["Réponse 1", "Réponse 2"]


# --- Pictures ------------------------------------------------------------------------------------


def in_block(picture: Picture, **values: Any) -> dict[str, Any]:
    return {"image": picture.pk, "alternative": "", "decorative": False, "caption": "", **values}


def test_a_picture_stands_beside_its_text() -> None:
    value = {
        "picture": in_block(make_picture(credit="A. Boyer"), caption="Au port"),
        "side": "end",
        "title": "Un titre",
        "text": "<p>Un texte.</p>",
    }
    soup = shown("picture_and_text", value)
    assert soup.select_one(".picture-and-text--end img")["alt"] == "Un port vide."
    assert "Au port" in soup.select_one("figcaption").text
    assert "A. Boyer" in soup.select_one("figcaption").text
    assert soup.select_one("h2").text == "Un titre"


def test_a_gallery_shows_every_picture_with_its_own_words() -> None:
    pictures = [in_block(make_picture(description=f"Image {n}"), caption=f"Légende {n}") for n in (1, 2, 3)]
    soup = shown("gallery", {"title": "", "pictures": pictures})
    assert [image["alt"] for image in soup.select("li img")] == ["Image 1", "Image 2", "Image 3"]
    assert [each.text.strip() for each in soup.select("figcaption")] == [
        "Légende 1",
        "Légende 2",
        "Légende 3",
    ]


def test_a_gallery_asks_for_a_description_like_a_picture_alone() -> None:
    with pytest.raises(blocks.StructBlockValidationError):
        clean("gallery", {"title": "", "pictures": [in_block(make_picture(description=""))] * 2})


def test_partners_are_named_beside_their_logos_by_tier() -> None:
    first = {"name": "Musée", "logo": make_picture().pk, "url": "https://musee.invalid/"}
    second = {"name": "Radio", "logo": None, "url": ""}
    tiers = [{"name": "Avec le soutien de", "partners": [first]}, {"name": "", "partners": [second]}]
    soup = shown("partners", {"title": "Partenaires", "tiers": tiers})
    assert soup.select_one("h3").text == "Avec le soutien de"
    assert soup.select_one("a[href='https://musee.invalid/']").text == "Musée"
    assert soup.select_one("img")["alt"] == ""  # its name stands below
    assert [tier.text.strip() for tier in soup.select("ul")] == ["Musée", "Radio"]


# --- Whom to reach -------------------------------------------------------------------------------

NOBODY = {"title": "Contact", "name": "Équipe", "role": "", "email": "", "phone": ""}


def test_a_contact_can_be_written_to_and_called() -> None:
    soup = shown("contact", {**NOBODY, "email": "presse@site.invalid", "phone": "01 99 00 00 00"})
    assert [link["href"] for link in soup.select("a")] == ["mailto:presse@site.invalid", "tel:0199000000"]


def test_a_contact_that_nobody_can_reach_is_refused() -> None:
    assert refused_at("contact", NOBODY) == ["email"]
