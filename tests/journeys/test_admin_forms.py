"""Every form of the admin opens without an error of its scripts."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Page as Tab
from pytest_django.live_server_helper import LiveServer
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.contrib.settings.registry import registry
from wagtail.models import Page, Site, Workflow
from wagtail.snippets.models import get_snippet_models

from tests.conference.regions.people import superuser
from tests.events.factories import SpeakerFactory
from tests.journeys.admin import Desk
from tests.journeys.console import console_errors
from tests.journeys.test_queries import furnish

pytestmark = pytest.mark.browser

PARTS = 2  # so that two workers share the walk


def page_forms() -> Iterator[str]:
    """The form of each page type, new (where it may stand) and filled."""
    by_type = {type(page): page for page in Page.objects.order_by("-path").specific()}
    for parent in by_type.values():
        yield reverse("wagtailadmin_pages:edit", args=[parent.pk])
        for model in type(parent).creatable_subpage_models():
            if model.can_create_at(parent):
                meta = model._meta
                yield reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])


def other_forms() -> Iterator[str]:
    """Those of rows: what is registered as a viewset or a snippet, and the settings."""
    found = [each for each in viewsets.viewsets if isinstance(each, ModelViewSet)]
    found += [model.snippet_viewset for model in get_snippet_models()]
    for viewset in found:
        for name in ("add", "edit"):
            row = viewset.model._default_manager.first()
            with suppress(NoReverseMatch):  # there is none, or none is added
                yield reverse(viewset.get_url_name(name), args=[row.pk] if name == "edit" and row else [])
    for model in registry:
        yield reverse("wagtailsettings:edit", args=[model._meta.app_label, model._meta.model_name])
    yield reverse("wagtailadmin_account")
    yield reverse("wagtailadmin_workflows:edit", args=[Workflow.objects.first().pk])


@pytest.fixture
def desk(transactional_db: None, page: Tab, live_server: LiveServer) -> Desk:
    furnish(1)
    SpeakerFactory()
    Site.objects.update(hostname="localhost")
    desk = Desk(page, live_server.url)
    desk.log_in(superuser())
    return desk


@pytest.mark.parametrize("part", range(PARTS))
def test_no_script_fails_on_any_form(desk: Desk, part: int) -> None:
    addresses = sorted({*page_forms(), *other_forms()})
    assert len(addresses) > 40
    said = console_errors(desk.tab)
    failed = {}
    for address in addresses[part::PARTS]:
        answer = desk.tab.goto(desk.address + address)
        assert answer is not None
        desk.tab.wait_for_load_state("networkidle")
        if answer.status not in (200, 302) or said:
            failed[address] = (answer.status, list(said))
            said.clear()
    assert failed == {}
