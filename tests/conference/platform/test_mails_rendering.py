"""What a mail looks like: one template for both parts, no image, no style from elsewhere."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template import engines

from conference.core.cloth import Facts, woven
from conference.core.colours import dark, light
from conference.core.mail_look import ACROSS, DOWN, PLAIN_CLOTH, cloth_cells
from conference.platform.mails import RenderedMail, render_mail

HTML = """{% extends "core/mails/base.html" %}{% load mail_tags %}
{% block body %}{% mail_p last=True %}Bonjour {{ name }}, <strong>merci</strong>.{% endmail_p %}{% endblock %}
{% block details %}
{% mail_p last=True %}{% mail_link url=address %}Le plan{% endmail_link %}{% endmail_p %}{% endblock %}"""
TEXT = """{% extends "core/mails/base.txt" %}
{% block body %}Bonjour {{ name }}, merci.{% endblock %}
{% block details %}Le plan : {{ address }}{% endblock %}"""


@pytest.fixture
def mail(tmp_path) -> RenderedMail:
    (tmp_path / "hello.html").write_text(HTML)
    (tmp_path / "hello.txt").write_text(TEXT)
    engine = engines["django"].engine
    engine.dirs.append(str(tmp_path))
    try:
        return render_mail(
            "hello",
            {
                "name": "<Zoé & fils>",
                "address": "https://conference.test/?a=1&b=2",
                "button_url": "https://conference.test/oui",
                "button_label": "Confirmer",
            },
            subject="Confirmez\r\nBcc: tous@exemple.invalid",
        )
    finally:
        engine.dirs.remove(str(tmp_path))


def test_the_html_part_is_escaped_and_the_text_part_reads_plainly(mail):
    assert "Bonjour &lt;Zoé &amp; fils&gt;, <strong>merci</strong>." in mail.html
    assert 'href="https://conference.test/?a=1&amp;b=2"' in mail.html
    assert "<Zoé & fils>" not in mail.html
    assert mail.text == (
        "Confirmez Bcc: tous@exemple.invalid\n\n"
        "Bonjour <Zoé & fils>, merci.\n\n"
        "Confirmer\N{NO-BREAK SPACE}:\nhttps://conference.test/oui\n\n"
        "Le plan : https://conference.test/?a=1&b=2\n\n"
        "Conférence des alliances stratégiques\n"
        "Vos données\N{NO-BREAK SPACE}: https://conference.test/donnees-personnelles/\n"
        "Nous écrire\N{NO-BREAK SPACE}: https://conference.test/contact/\n"
    )


def test_a_subject_is_one_line_whatever_it_was_made_from(mail):
    assert mail.subject == "Confirmez Bcc: tous@exemple.invalid"


def test_a_mail_fetches_nothing(mail):
    assert not re.search(r"<(img|script|link|iframe)\b|url\(|@import|@font-face", mail.html)
    assert len(mail.html.encode()) < 50_000  # Gmail cuts a mail at 102 KB


def test_the_cloth_is_the_subjects_own_and_wears_its_dyes():
    cloth = woven(Facts(nature="region", name="Bretagne", code="53", measures=frozenset({3, 16})))
    cells = cloth_cells(cloth)
    assert [len(row) for row in cells] == [ACROSS] * DOWN
    colours = {colour for row in cells for colour in row}
    assert {light()["gaude"], light()["garance"]} <= colours  # measures 3 and 16
    assert light()["guede"] not in colours
    assert cells != cloth_cells(PLAIN_CLOTH)


def test_the_colours_are_those_of_the_site_and_can_be_read():
    for theme in (light(), dark()):
        assert _contrast(theme["ink"], theme["paper"]) >= 7
        assert _contrast(theme["ink"], theme["linen"]) >= 7
    assert light()["ink"] != dark()["ink"]


def _contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768])
def test_a_mail_has_no_fault_of_access_and_fits_a_telephone(mail, page, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(mail.html)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    faults = [violation["id"] for violation in Axe().run(page).response["violations"]]
    assert faults == []
