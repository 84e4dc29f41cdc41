"""Before publishing: what blocks is what the form refuses, the rest is advice."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from conference.core.models import Picture
from events.models import EventPage
from home.desk.checklist import Point, checklist
from home.models import ContentPage
from tests.admin_forms import page_form
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator
from tests.events.factories import EventPageFactory

pytestmark = pytest.mark.django_db


def said(points: list[Point], beginning: str) -> Point:
    return next(point for point in points if point.words.startswith(beginning))


def text_page(*blocks: tuple[str, object]) -> ContentPage:
    tree = make_site_tree(regions=())
    page = ContentPage(title="Textes", slug="textes", live=False, body=list(blocks))
    return Page.objects.get(pk=tree.home.pk).add_child(instance=page)


def test_what_the_form_refuses_blocks_and_is_told_first() -> None:
    tree = make_site_tree(regions=())
    event = EventPageFactory(parent=tree.agenda, live=False, summary="", start=None, end=None)
    first, *_others = points = checklist(event)
    assert first.blocks
    assert {point.words.split(" :")[0] for point in points if point.blocks} == {"Début", "Fin", "Résumé"}

    client, address = browser_of(communicator()), reverse("wagtailadmin_pages:edit", args=[event.pk])
    answer = client.post(address, page_form(client, address, **{"action-publish": "1"}))
    assert answer.status_code == 200  # refused: the form again
    assert not EventPage.objects.get(pk=event.pk).live
    panel = BeautifulSoup(answer.content, "html.parser").select_one(".checklist")
    assert "à corriger" in panel.get_text()


def test_a_page_with_nothing_missing_has_only_things_done() -> None:
    page = text_page(("paragraph", "<h2>Un</h2><h3>Deux</h3><p>Texte.</p>"))
    page.search_description = "Ce que dit la page."
    assert all(point.done for point in checklist(page))


def test_titles_out_of_order_are_told() -> None:
    wrong = checklist(text_page(("paragraph", "<h3>Trop tôt</h3>")))
    assert not said(wrong, "Des intertitres").done
    assert not said(wrong, "Des intertitres").blocks


def test_a_picture_without_description_is_told() -> None:
    picture = Picture.objects.create(title="Place", file=get_test_image_file("place.png"))
    page = text_page(("image", {"image": picture, "alternative": "", "decorative": False, "caption": ""}))
    assert not said(checklist(page), "Une description").done
    described = {"image": picture, "alternative": "Une place, un marché.", "decorative": False, "caption": ""}
    page.body = [("image", described)]
    assert said(checklist(page), "Une description").done


def test_an_event_needs_a_contact_of_its_own_or_of_its_team() -> None:
    tree = make_site_tree(regions=("bretagne",))
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda, contact_email="")
    assert not said(checklist(event), "Un contact").done
    event.contact_email = "equipe@site.invalid"
    assert said(checklist(event), "Un contact").done
