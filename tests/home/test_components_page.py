"""All components on one page, for those who build with them and for nobody else."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client

from conference.core.blocks import BodyBlock
from measures.models import Review
from tests.conference.core.shown import make_picture
from tests.home.news.factories import make_news
from tests.home.resources.test_library import make_resource
from tests.journeys.test_queries import furnish
from tests.measures.factories import cite

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/composants/"


def test_it_shows_every_component_by_its_real_template() -> None:
    furnish(1)
    cite(Review.objects.get())
    make_picture()
    client = Client()
    client.force_login(User.objects.create_superuser("construit"))
    soup = BeautifulSoup(client.get(ADDRESS).content, "html.parser")
    for component in (
        ".button--plain", ".more-link", ".message--done", ".message--error", ".note", ".fiction-label",
        ".field select", ".choice input", ".message--error a[href='#id_email']", ".reading", ".measure-chip",
        ".measure-row", ".measure-place", ".level", ".review-totals", ".figures", ".alliance-card",
        ".edition-row", ".sources", ".regions-map", ".pager", ".weave",
        ".responsive-picture", ".site-banner.dye-garance",
    ):  # fmt: skip
        assert soup.select_one(component) is not None, component
    assert [len(soup.select(f"[data-measure='{n}']")) for n in (8, 14, 15)] == [3, 3, 2]


def test_it_shows_each_block_of_a_body() -> None:
    furnish(1)
    make_picture()
    make_news()
    make_resource("Un kit")
    client = Client()
    client.force_login(User.objects.create_superuser("construit"))
    soup = BeautifulSoup(client.get(ADDRESS).content, "html.parser")
    shown = {kind for kind in BodyBlock().child_blocks if soup.select_one(f".block-{kind} > :not(script)")}
    assert shown == set(BodyBlock().child_blocks)


def test_a_visitor_is_sent_to_the_login() -> None:
    answer = Client().get(ADDRESS)
    assert answer.status_code == 302
    assert answer.url.startswith("/admin/login/")
