"""A page withdrawn by its date is corrected and published again without anybody looking for that date."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conference.core.chores import publish_scheduled
from home.models import ContentPage
from tests.admin_forms import page_form
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(withdrawn: ContentPage) -> Client:
    return browser_of(communicator())


@pytest.fixture
def withdrawn() -> ContentPage:
    page = ContentPage(title="Une page", slug="une-page", expire_at=timezone.now() - timedelta(days=2))
    make_site_tree(regions=()).home.add_child(instance=page)
    page.save_revision().publish()
    publish_scheduled(now=timezone.now())
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
    return page


@pytest.mark.parametrize("how", [{}, {"action-publish": "1"}], ids=["draft", "published"])
def test_the_past_date_is_dropped(editor: Client, withdrawn: ContentPage, how: dict[str, str]) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[withdrawn.pk])
    answer = editor.post(address, page_form(editor, address, title="Une page corrigée", **how))
    assert answer.status_code == 302
    latest = ContentPage.objects.get(pk=withdrawn.pk).get_latest_revision_as_object()
    assert (latest.title, latest.expire_at) == ("Une page corrigée", None)
    assert ContentPage.objects.get(pk=withdrawn.pk).live == bool(how)


def test_a_past_date_that_somebody_types_is_refused(editor: Client, withdrawn: ContentPage) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[withdrawn.pk])
    typed = f"{timezone.now() - timedelta(days=9):%d/%m/%Y %H:%M}"
    answer = editor.post(address, page_form(editor, address, expire_at=typed))
    assert answer.status_code == 200
    assert "expire_at" in answer.context["form"].errors
