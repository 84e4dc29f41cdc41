"""Wagtail's mails to the team leave by the outbox: no mail server holds up or fails whoever submits."""

import re
from pathlib import Path

import pytest
import wagtail
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from conference.accounts.mails import is_still_wanted
from conference.accounts.models import AccountMail
from conference.accounts.notices import queue_notice
from conference.regions.rights import ensure_all_rights
from tests.admin_forms import page_form
from tests.conference.core.worker import run_queue
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, moderator, person, relay
from tests.events.factories import EventPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    tree = make_site_tree(regions=("bretagne",))
    ensure_all_rights()
    return tree


def submit(page: Page, client: Client, **changes: object) -> int:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, page_form(client, address, **changes)).status_code


def test_a_page_is_submitted_while_the_mail_server_refuses_everybody(tree, settings):
    settings.EMAIL_BACKEND = "tests.conference.accounts.broken_backend.RefusesEverybody"
    reader, author = moderator(), browser_of(relay(tree.regions["bretagne"].region))
    draft = EventPageFactory(title="Veillée à Brest", parent=tree.regions["bretagne"].agenda, live=False)

    assert submit(draft, author, **{"action-submit": "1"}) == 302

    draft.refresh_from_db()
    assert draft.workflow_in_progress
    notice = AccountMail.objects.get()
    assert (notice.to, notice.user, notice.state) == (reader.email, reader, AccountMail.State.QUEUED)
    run_queue()
    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == (AccountMail.State.QUEUED, 1)  # it waits, and is tried again


def test_a_notice_leaves_in_the_site_s_look_and_is_not_kept(tree):
    moderator()
    draft = EventPageFactory(title="Veillée à Brest", parent=tree.regions["bretagne"].agenda, live=False)
    author = browser_of(relay(tree.regions["bretagne"].region))
    submit(draft, author, **{"action-submit": "1"})
    assert mail.outbox == []
    run_queue()
    [message] = mail.outbox
    assert message.to == ["moderation@site.invalid"]
    assert "Veillée à Brest" in message.subject
    assert f"/admin/pages/{draft.pk}/edit/" in message.body
    assert f"/admin/pages/{draft.pk}/edit/" in message.alternatives[0].content
    notice = AccountMail.objects.get()
    assert (notice.state, notice.subject, notice.text) == (AccountMail.State.SENT, "", "")


def test_a_closed_account_gets_no_notice():
    alix = person("alix")
    notice = queue_notice("Sujet\nsuite", "Texte", to="Alix@site.invalid")
    assert (notice.user, notice.subject) == (alix, "Sujet suite")
    assert is_still_wanted(notice)
    alix.is_active = False
    alix.save()
    notice = AccountMail.objects.get()
    assert not is_still_wanted(notice)


@pytest.mark.once
def test_wagtail_reaches_the_mail_server_by_no_other_way():
    """A new way out in a new Wagtail must be led to the outbox as well."""
    admin = Path(wagtail.__file__).parent / "admin"
    ways_out = re.compile(r"get_connection\(|from django\.core\.mail import|from django\.core import mail")
    found = {
        str(file.relative_to(admin))
        for file in admin.rglob("*.py")
        if "tests" not in file.parts and ways_out.search(file.read_text())
    }
    assert found == {"mail.py"}
