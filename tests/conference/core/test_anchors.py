"""Each title of a page's texts can be linked to, and the table of contents does."""

from bs4 import BeautifulSoup

from conference.core.blocks import BodyBlock
from conference.core.text.anchors import Anchors, anchored


def body(*raw: dict) -> BeautifulSoup:
    block = BodyBlock()
    return BeautifulSoup(block.render(block.to_python(list(raw))), "html.parser")


def text(html: str) -> dict:
    return {"type": "paragraph", "value": html}


CONTENTS = {"type": "table_of_contents", "value": {"title": "Sur cette page"}}
FIRST = text('<h2 data-block-key="ab">L’œuvre d’<b>été</b></h2><p>Un.</p><h3>Programme</h3>')
SECOND = text("<h2>Programme</h2><h2></h2><p>Deux.</p><h2>Contenu</h2>")


def test_titles_have_anchors_that_are_never_the_same_twice() -> None:
    page = body(FIRST, SECOND)
    assert [title.get("id") for title in page.select("h2, h3")] == [
        "l-oeuvre-d-ete",
        "programme",
        "programme-2",
        "titre",
        "contenu-2",  # « contenu » is the page's own part
    ]
    assert page.select_one("#l-oeuvre-d-ete b").text == "été"


def test_the_table_of_contents_leads_to_the_titles_wherever_it_stands() -> None:
    page = body(FIRST, CONTENTS, SECOND)
    links = page.select(".table-of-contents a")
    assert [(link["href"], link.text) for link in links] == [
        ("#l-oeuvre-d-ete", "L’œuvre d’été"),
        ("#programme", "Programme"),
        ("#programme-2", "Programme"),
        ("#contenu-2", "Contenu"),
    ]
    assert [page.select_one(link["href"]).text for link in links] == [link.text for link in links]
    assert len(page.select("li.table-of-contents__3")) == 1


def test_a_page_of_one_title_has_no_table() -> None:
    assert body(CONTENTS, text("<h2>Seul</h2>")).select(".table-of-contents") == []


def test_what_an_editor_types_in_a_title_stays_text() -> None:
    assert anchored("<h2>1 &lt; 2 &amp; 3</h2>", Anchors()) == '<h2 id="1-2-3">1 &lt; 2 &amp; 3</h2>'
    page = body(CONTENTS, text("<h2>&lt;i&gt;</h2><h2>B</h2>"))
    assert [link.text for link in page.select(".table-of-contents a")] == ["<i>", "B"]
