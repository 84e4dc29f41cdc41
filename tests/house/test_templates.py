"""No template that nobody renders, and no static file that is named and missing."""

import re
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.contrib.staticfiles import finders
from wagtail.models import Page

from tests.house.files import ROOT, ours, short

# Django looks for these by name; those of Wagtail's own folders replace one of its templates.
BY_NAME = {"404.html", "500.html", "403.html", "403_csrf.html", "400.html"}
REPLACE = ("wagtailadmin/", "wagtailcore/", "wagtailusers/", "registration/", "wagtailimages/")


def unused(templates: Iterable[str], text: str, by_convention: set[str]) -> list[str]:
    """Templates whose name, with or without its ending, stands in no code and in no template."""
    return [
        name
        for name in templates
        if name not in by_convention
        and name not in BY_NAME
        and not name.startswith(REPLACE)
        and f'"{name}"' not in text
        and f'"{name.rsplit(".", 1)[0]}"' not in text
    ]


def of_page_types() -> set[str]:
    """The template that Wagtail gives each page type, but for those that redirect instead."""
    pages = (model for model in apps.get_models() if issubclass(model, Page))
    return {str(model.template) for model in pages if "serve" not in vars(model)}


def test_every_template_is_rendered_by_somebody() -> None:
    templates = [
        path.relative_to(ROOT / "templates").as_posix() for path in ours(".html", ".txt", under="templates/")
    ]
    sources = [path for path in ours(".py", ".html", ".txt") if not short(path).startswith("tests/")]
    text = "\n".join(path.read_text() for path in sources)
    assert unused(templates, text, of_page_types()) == []


def test_every_page_type_has_its_template() -> None:
    folders = ("home/", "events/", "measures/", "conference/")
    ours_only = {name for name in of_page_types() if name.startswith(folders)}
    assert sorted(name for name in ours_only if not (ROOT / "templates" / name).exists()) == []


def test_an_unused_template_is_seen() -> None:
    text = 'render(request, "a.html"); render_mail("mails/confirm")'
    planted = [
        "a.html",
        "mails/confirm.txt",
        "lost.html",
        "page.html",
        "404.html",
        str(Path("wagtailadmin/base.html")),
    ]
    assert unused(planted, text, {"page.html"}) == ["lost.html"]


def test_every_static_file_that_a_template_names_is_there() -> None:
    named = re.compile(r"""{% static ["']([^"']+)["'] %}""")
    asked = [(short(file), name) for file in ours(".html") for name in named.findall(file.read_text())]
    assert asked
    assert [each for each in asked if finders.find(each[1]) is None] == []
