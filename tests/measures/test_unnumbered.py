"""What is publicly stated without the number of a measure: a page of its own, tied to none."""

import pytest
from django.test import Client

from tests.conference.factories import make_site_tree
from tests.measures.factories import ProgressFactory, cite, make_measures
from tests.measures.reading import read, words

pytestmark = pytest.mark.django_db


def test_it_stands_by_subject_with_its_sources_and_at_no_measure(client: Client) -> None:
    make_site_tree(regions=())
    measure = make_measures(3)[3]
    cite(ProgressFactory(subject="Cadre juridique", text="Une proposition de loi"), title="La loi")
    ProgressFactory(subject="Agendas", text="Une inscription", date=None)
    ProgressFactory(subject="Brouillon", published_at=None)
    ProgressFactory(measure=measure, text="Avec son numéro")
    page = read(client, "/mesures/avancees/")
    subjects = [words(heading) for heading in page.select(".prose h2")]
    assert subjects == ["Cadre juridique", "Agendas"]  # in the order in which they were written
    assert "La loi" in words(page)
    assert "Avec son numéro" not in words(page)
    assert page.select("[data-measure]") == []
    assert "Une proposition de loi" not in words(read(client, measure.get_absolute_url()))


def test_it_is_found_from_the_board_and_in_the_sitemap(client: Client) -> None:
    make_site_tree(regions=())
    make_measures(3)
    assert read(client, "/mesures/").select_one("main a[href='/mesures/avancees/']") is not None
    assert b"/mesures/avancees/</loc>" in client.get("/sitemap.xml").content
