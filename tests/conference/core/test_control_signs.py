"""A control sign that was pasted into a text is gone once it is saved, whatever form it came by."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Page

from conference.core.models import SiteSettings
from conference.core.text.control_signs import without_control_signs
from events.models import EventPage
from home.models import ContentPage
from measures.models import Measure
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, superuser
from tests.events.factories import EventPageFactory
from tests.measures.factories import make_measures

pytestmark = pytest.mark.django_db
SIGN = "\x02"


def test_a_text_keeps_its_lines_and_tabs() -> None:
    assert without_control_signs("a\x02b\x00c\x1fd\x7fe\tf\ng\r\n") == "abcde\tf\ng\r\n"
    assert without_control_signs({"a": ["b\x02", 3, None]}) == {"a": ["b", 3, None]}


def test_the_editor_of_a_page_may_paste_one_anywhere() -> None:
    home = make_site_tree(regions=()).home
    client = browser_of(superuser())
    sent = {
        "title": f"Un{SIGN} titre",
        "slug": "un-titre",
        "introduction": f"Une{SIGN} phrase.",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "quote",
        "body-0-id": "",
        "body-0-value-text": f"Une{SIGN} citation",
        "body-0-value-author": f"Cami{SIGN}lle",
        "action-publish": "1",
    }
    answer = client.post(reverse("wagtailadmin_pages:add", args=["home", "contentpage", home.pk]), sent)
    assert answer.status_code == 302, answer.content.decode()
    page = ContentPage.objects.get(slug="un-titre")
    assert (page.title, page.draft_title) == ("Un titre", "Un titre")
    assert dict(page.body[0].value) == {"text": "Une citation", "author": "Camille"}
    assert SIGN not in client.get(page.url).content.decode()
    assert SIGN not in page.latest_revision.content["title"]


@pytest.mark.parametrize("report", ["site_history", "aging_pages"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_reports_are_exported(report: str, kind: str) -> None:
    home = make_site_tree(regions=()).home
    page = Page.objects.get(pk=home.pk).add_child(instance=ContentPage(title=f"Un{SIGN} titre", slug="t"))
    user = superuser()
    page.save_revision(user=user, log_action=True).publish(user=user)
    address = reverse(f"wagtailadmin_reports:{report}")
    answer = browser_of(user).get(address, {"export": kind})
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if kind == "xlsx":
        rows = load_workbook(BytesIO(content), read_only=True).active.iter_rows(values_only=True)
        assert any("Un titre" in row for row in rows)
    else:
        assert "Un titre" in content.decode()


def test_snippets_and_settings_lose_them_too() -> None:
    make_measures(1)
    measure = Measure.objects.get()
    measure.title = f"Une{SIGN} mesure"
    measure.save_revision().publish()
    measure.refresh_from_db()
    assert measure.title == "Une mesure"
    settings = SiteSettings.load()
    settings.publisher = f"Un{SIGN} éditeur"
    settings.save()
    settings.refresh_from_db()
    assert settings.publisher == "Un éditeur"


def test_none_is_left_in_a_calendar_file() -> None:
    make_site_tree()
    event = EventPageFactory(title=f"Une{SIGN} session")
    assert isinstance(event, EventPage)
    calendar = browser_of(superuser()).get(f"{event.url}evenement.ics").content.decode()
    assert "Une session" in calendar
    assert SIGN not in calendar


def test_what_is_right_is_left_alone() -> None:
    html = BeautifulSoup("<p>Un « texte » juste</p>", "html.parser")
    assert without_control_signs(str(html)) == str(html)
