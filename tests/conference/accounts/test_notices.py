"""Wagtail's mails to the team leave by the outbox: no mail server holds up or fails whoever submits."""

import re
from pathlib import Path

import pytest
import wagtail
from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Comment, CommentReply, Page, PageSubscription, Workflow

from conference.accounts.mails import is_still_wanted
from conference.accounts.models import AccountMail
from conference.accounts.notices import queue_notice
from conference.regions.rights import REVIEW, ensure_all_rights
from conference.regions.scoping import MODERATION
from events.models import EventPage
from tests.admin_forms import page_form
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.platform.worker import run_queue
from tests.conference.regions.people import browser_of, communicator, moderator, person, relay
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


def test_wagtail_reaches_the_mail_server_by_no_other_way():
    """A new way out in a new Wagtail must be led to the outbox as well."""
    admin = Path(wagtail.__file__).parent / "admin"
    ways_out = re.compile(r"get_connection\(|from django\.core\.mail import|from django\.core import mail")
    found = {
        str(file.relative_to(admin))
        for file in admin.rglob("*.py")
        if "tests" not in file.relative_to(admin).parts and ways_out.search(file.read_text())
    }
    assert found == {"mail.py"}


def comment_on(page: Page, *, by: User, answering: Comment | None = None) -> None:
    """What the editor of a page does once a comment or an answer is saved."""
    view = EditView()
    view.page, view.request = page, RequestFactory().post("/")
    view.request.user = by
    comment = answering or Comment.objects.create(page=page, user=by, text="À revoir", contentpath="title")
    replies = [CommentReply.objects.create(comment=comment, user=by, text="Fait")] if answering else []
    view.send_commenting_notifications(
        {
            "new_comments": [] if answering else [comment],
            "new_replies": [(comment, replies)] if answering else [],
            "resolved_comments": [],
            "deleted_comments": [],
        }
    )


@pytest.fixture
def left(tree: SiteTree) -> tuple[EventPage, User]:
    """A draft of Brittany, and who commented it, follows it, and belongs to another team by now."""
    draft = EventPageFactory(title="Veillée à Brest", parent=tree.regions["bretagne"].agenda, live=False)
    gone = relay(tree.regions["bretagne"].region, username="partie")
    PageSubscription.objects.create(page=draft, user=gone, comment_notifications=True)
    gone.groups.set([])
    return draft, User.objects.get(pk=gone.pk)


def test_who_left_the_team_no_longer_follows_its_pages(tree, left):
    draft, gone = left
    stays = relay(tree.regions["bretagne"].region)
    for user in (gone, stays):  # as if it had been left behind
        PageSubscription.objects.update_or_create(
            page=draft, user=user, defaults={"comment_notifications": True}
        )
    comment_on(draft, by=communicator())
    assert [notice.to for notice in AccountMail.objects.all()] == [stays.email]


def test_nor_hears_of_the_answers_to_their_comment(tree, left):
    draft, gone = left
    stays = relay(tree.regions["bretagne"].region)
    comment = Comment.objects.create(page=draft, user=gone, text="Bientôt", contentpath="title")
    CommentReply.objects.create(comment=comment, user=stays, text="Oui")
    comment_on(draft, by=communicator(), answering=comment)
    assert [notice.to for notice in AccountMail.objects.all()] == [stays.email]


@pytest.mark.parametrize("leaves", [True, False])
def test_nor_of_what_became_of_the_page_they_submitted(tree, leaves):
    author, reader = relay(tree.regions["bretagne"].region), moderator()
    draft = EventPageFactory(title="Veillée à Brest", parent=tree.regions["bretagne"].agenda, live=False)
    draft.save_revision(user=author)
    state = Workflow.objects.get(name=REVIEW).start(draft, author)
    if leaves:
        author.groups.clear()
    AccountMail.objects.all().delete()
    state.current_task_state.approve(user=reader)
    assert [notice.to for notice in AccountMail.objects.all()] == ([] if leaves else [author.email])


def test_nor_of_what_waited_for_the_mail_server_when_they_left(tree):
    stays, goes = [relay(tree.regions["bretagne"].region, username=name) for name in ("reste", "part")]
    for reader in (stays, goes):
        queue_notice("Veillée à Brest : à relire", "Texte", to=reader.email)
    refused = queue_notice("Refusé", "Texte", to=goes.email)
    AccountMail.objects.filter(pk=refused.pk).update(state=AccountMail.State.FAILED)
    goes.groups.clear()
    run_queue()
    assert [message.to for message in mail.outbox] == [[stays.email]]
    left_behind = AccountMail.objects.filter(user=goes).values_list("to", "subject", "text")
    assert set(left_behind) == {("", "", "")}


@pytest.mark.parametrize("remove", ["set", "clear", "from the group"])
def test_a_subscription_lasts_as_long_as_the_right_to_read_the_page(tree, remove):
    brittany = tree.regions["bretagne"]
    user = relay(brittany.region)
    draft = EventPageFactory(parent=brittany.agenda, live=False)
    PageSubscription.objects.create(page=draft, user=user, comment_notifications=True)
    user.groups.add(Group.objects.get(name=MODERATION))
    team = brittany.region.team.group
    user.groups.remove(team)
    assert PageSubscription.objects.exists(), "whoever is national may read it"
    user.groups.add(team)
    user.groups.remove(Group.objects.get(name=MODERATION))
    assert PageSubscription.objects.exists(), "it is the team's own again"
    if remove == "from the group":
        team.user_set.remove(user)
    elif remove == "clear":
        user.groups.clear()
    else:
        user.groups.set([])
    assert not PageSubscription.objects.exists()
