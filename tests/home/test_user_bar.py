"""Who is signed in finds Wagtail's user bar on every page; everybody else's page knows nothing of it."""

import pytest
from django.test import Client

from conference.core.colours import dark, light
from tests.conference.regions.people import browser_of, communicator
from tests.journeys.test_queries import PAGES, furnish

pytestmark = pytest.mark.django_db

BAR = b"<wagtail-userbar>"
SHOWN = [path for path in PAGES if path.endswith("/")]


def test_each_page_has_the_bar_for_who_is_signed_in_and_for_nobody_else() -> None:
    furnish(1)
    team, visitor = browser_of(communicator()), Client()
    for path in SHOWN:
        public, own = visitor.get(path), team.get(path)
        assert BAR not in public.content, path
        assert "Cookie" not in public.get("Vary", ""), path
        assert public["Cache-Control"].startswith("public"), path
        assert BAR in own.content, path
        assert b"<style" not in own.content, path  # the policy of public pages refuses it
        assert own["Cache-Control"] == "no-store, private", path


def test_the_theme_that_an_account_chose_is_a_stylesheet_of_the_admin() -> None:
    furnish(1)
    team = browser_of(communicator())
    assert '<link rel="stylesheet" href="/admin/themes.css">' in team.get("/admin/").text
    sheet = team.get("/admin/themes.css")
    assert sheet["Content-Type"] == "text/css"
    chosen_light, chosen_dark = sheet.text.removeprefix(".w-theme-light{").split(".w-theme-dark{")
    assert f"--linen:{light()['linen']};" in chosen_light
    assert f"--ink-soft:{dark()['ink_soft']};" in chosen_dark
