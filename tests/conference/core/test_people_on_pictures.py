"""A page is not published with people on its pictures who have not agreed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupCollectionPermission, Page

from conference.core.chores import publish_scheduled
from conference.core.models import Picture
from conference.core.pictures.people import pictures_of
from conference.regions.rights import ensure_review_workflow
from tests.admin_forms import NO_BLOCKS
from tests.conference.core.shown import make_picture, page_with
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator, moderator, relay

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("people", "until", "may"),
    [
        ("sans-objet", None, True),
        ("manquante", None, False),
        ("autorisation", TODAY, True),
        ("autorisation", TODAY - timedelta(days=1), False),
        ("autorisation", None, False),
    ],
)
def test_whether_a_picture_may_be_shown(people: str, until: date | None, may: bool) -> None:
    assert Picture(people=people, authorised_until=until).may_be_shown(on=TODAY) is may


def test_covers_and_blocks_are_both_found() -> None:
    block, cover = make_picture(title="Bloc"), make_picture(title="Partage")
    page = page_with(block)
    page.share_image = cover
    assert pictures_of(page) == [block, cover]


def send(page: Page, *, account: AbstractUser | None = None, **more: str) -> Any:
    body = {"body-count": "0"}
    for number, block in enumerate(page.body):
        body |= {
            "body-count": str(number + 1),
            f"body-{number}-deleted": "",
            f"body-{number}-order": str(number),
            f"body-{number}-type": "image",
            f"body-{number}-id": block.id or "",
            f"body-{number}-value-image": str(block.value["image"].pk),
            f"body-{number}-value-alternative": "",
            f"body-{number}-value-caption": "",
        }
    rows = {"partners-TOTAL_FORMS": "0", "partners-INITIAL_FORMS": "0"}
    fields = {
        "title": page.title,
        "slug": page.slug,
        "introduction": "",
        **NO_BLOCKS,
        **rows,
        **body,
        **more,
    }
    account = account or get_user_model().objects.filter(username="communication").first() or communicator()
    return browser_of(account).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), fields)


def test_people_who_have_not_agreed_keep_a_page_from_being_published_but_not_from_being_saved() -> None:
    page = page_with(make_picture(title="La foule", people="manquante"), live=False)
    answer = send(page, **{"action-publish": "1"})
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "La foule" in said
    assert "des personnes y sont reconnaissables, sans autorisation" in said
    page.refresh_from_db()
    assert not page.live
    assert send(page).status_code == 302
    assert page.revisions.exclude(user=None).count() == 1  # beside what stood before


def test_an_authorisation_must_still_be_valid_the_day_on_which_the_page_goes_live() -> None:
    soon = timezone.now() + timedelta(days=10)
    picture = make_picture(people="autorisation", authorised_until=(soon - timedelta(days=5)).date())
    page = page_with(picture, live=False)
    scheduled = {"go_live_at": soon.strftime("%d/%m/%Y %H:%M"), "action-publish": "1"}
    assert "seulement" in send(page, **scheduled).content.decode()
    assert send(page, **{"action-publish": "1"}).status_code == 302
    page.refresh_from_db()
    assert page.live


def test_what_is_published_without_a_form_is_refused_in_words() -> None:
    """Many at once; approved in the workflow; the revision itself."""
    page = page_with(make_picture(title="La foule", people="manquante"), live=False)
    page.save_revision()
    client = browser_of(communicator())
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{bulk}?id={page.pk}", {"next": "/admin/"}, follow=True)
    assert "La foule" in answer.content.decode()

    state = ensure_review_workflow().start(page, None)
    task = state.current_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    answer = browser_of(moderator()).post(approve, {"comment": ""}, follow=True)
    assert "La foule" in answer.content.decode()
    task.refresh_from_db()
    assert task.status == "in_progress", "nothing of the approval is kept"
    page.refresh_from_db()
    assert not page.live


def test_an_authorisation_that_ended_since_keeps_a_scheduled_page_a_draft(caplog: Any) -> None:
    picture = make_picture()
    page = page_with(picture, live=False)
    now = timezone.now()
    page.go_live_at = now + timedelta(minutes=5)
    page.save_revision().publish()
    Picture.objects.update(people="manquante")
    assert publish_scheduled(now=now + timedelta(minutes=10)) == (0, 0)
    assert "a échoué" in caplog.text
    Picture.objects.update(people="sans-objet")
    assert publish_scheduled(now=now + timedelta(minutes=10)) == (1, 0)


def test_an_authorisation_has_an_end() -> None:
    picture = make_picture()
    make_site_tree(regions=())
    address = reverse("wagtailimages:edit", args=[picture.pk])
    sent = {"title": "Le port", "collection": picture.collection_id, "tags": "", "people": "autorisation"}
    client = browser_of(communicator())
    assert "Dites jusqu’à quand" in client.post(address, sent).content.decode()
    assert client.post(address, {**sent, "authorised_until": "31/12/2027"}).status_code == 302
    picture.refresh_from_db()
    assert picture.authorised_until == date(2027, 12, 31)


def test_the_picture_of_another_team_is_not_named() -> None:
    tree = make_site_tree()
    theirs = relay(tree.regions["la-reunion"].region)
    hidden = make_picture(title="Secret", description="", people="manquante")
    permissions = GroupCollectionPermission.objects.filter(group=theirs.groups.get())
    hidden.collection = permissions.get(permission__codename="change_image").collection
    hidden.save()
    page = tree.regions["bretagne"].page
    page.body = [{"type": "image", "value": {"image": hidden.pk}}]
    team = relay(tree.regions["bretagne"].region, publishes=True)
    said = send(page, account=team, **{"action-publish": "1"}).content.decode()
    assert "Dites ce que montre" in said
    assert "Secret" not in said
    hidden.description = "Une foule."
    hidden.save()
    said = send(page, account=team, **{"action-publish": "1"}).content.decode()
    assert "des personnes y sont reconnaissables" in said
    assert "Secret" not in said
