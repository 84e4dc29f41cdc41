"""Pages travel without the indents of their templates, and no space between two words is lost."""

import pytest
from django.template import Context, Template, loader

from conference.core.template_loader import lightened


@pytest.mark.parametrize(
    ("source", "light"),
    [
        ("<ul>\n  <li>\n    a\n  </li>\n\n</ul>\n", "<ul>\n<li>\na\n</li>\n</ul>\n"),
        ("<p>\n  {% if a %}\n    b\n  {% endif %}\n  c\n</p>\n", "<p>\n{% if a %}b\n{% endif %}c\n</p>\n"),
        ("{% load i18n %}\n<p>a</p>\n", "{% load i18n %}<p>a</p>\n"),
        ("{% site_settings as site %}\n<p>a</p>\n", "{% site_settings as site %}<p>a</p>\n"),
        ('{% translate "Avec" %}\n  {{ name }}\n', '{% translate "Avec" %}\n{{ name }}\n'),
        ("a b  c\n", "a b  c\n"),
        ("prix\u00a0\n  : 3\n", "prix\u00a0\n: 3\n"),
    ],
)
def test_white_space_becomes_one_line_end(source: str, light: str) -> None:
    assert lightened(source) == light


@pytest.mark.parametrize("a", [True, False])
@pytest.mark.parametrize("words", [[], ["un"], ["un", "deux"]])
def test_the_words_stay_apart(a: bool, words: list[str]) -> None:
    source = (
        "<p>\n  avant\n  {% if a %}\n    oui\n  {% else %}\n    non\n  {% endif %}\n"
        "  {% for word in words %}\n    {{ word }}\n  {% empty %}\n    rien\n  {% endfor %}\n  après\n</p>\n"
    )
    context = Context({"a": a, "words": words})
    assert Template(lightened(source)).render(context).split() == Template(source).render(context).split()


def test_our_pages_are_loaded_so_and_the_text_of_mails_is_not() -> None:
    assert "\n  " not in loader.get_template("base.html").template.source
    text = "core/mails/base.txt"
    with open(loader.get_template(text).origin.name) as written:
        assert loader.get_template(text).template.source == written.read()
