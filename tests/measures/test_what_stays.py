"""The 21 measures stay on the board whatever is tried; a review that was published is never deleted."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import Revision
from wagtail.permissions import policy_registry

from conference.core.chores import publish_scheduled
from measures.models import Measure, Review
from measures.models.measure import StaysPublished
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator, superuser
from tests.measures.factories import ReviewFactory, make_measures
from tests.measures.inline_rows import rows

pytestmark = pytest.mark.django_db

people = pytest.mark.parametrize("somebody", [communicator, superuser])


def snippet(name: str, measure: Measure) -> str:
    return reverse(f"wagtailsnippets_measures_measure:{name}", args=[measure.pk])


def bulk_delete(model: str, pk: int) -> str:
    return reverse("wagtail_bulk_action", args=["measures", model, "delete"]) + f"?id={pk}"


def places(client: Client) -> list[int]:
    soup = BeautifulSoup(client.get("/mesures/").content, "html.parser")
    return sorted({int(each["data-measure"]) for each in soup.select("main [data-measure]")})


@people
def test_no_view_takes_a_measure_off_the_board(somebody: Callable) -> None:
    make_site_tree(regions=())
    measure, client = make_measures()[9], browser_of(somebody())
    for address in (
        snippet("unpublish", measure),
        snippet("delete", measure),
        bulk_delete("measure", measure.pk),
    ):
        client.get(address)
        client.post(address, {"confirm": "on"})
    form = client.get(snippet("edit", measure)).content.decode()
    assert not any(name in form for name in ('name="expire_at"', 'name="go_live_at"', "action-unpublish"))
    client.post(
        snippet("edit", measure),
        {"title": "T", "short_title": "T", "keyword": "T", "dimension": measure.dimension_id}
        | {"expire_at": "2020-01-01 00:00", "go_live_at": "2999-01-01 00:00", "action-publish": "1"},
    )
    assert places(Client()) == list(range(1, 22))


def test_the_refusal_is_said_and_leads_back() -> None:
    make_site_tree(regions=())
    measure, client = make_measures(9)[9], browser_of(communicator())
    answer = client.post(snippet("unpublish", measure), follow=True)
    assert answer.redirect_chain[-1][0] == snippet("edit", measure)
    assert "Les 21 mesures restent publiées" in answer.content.decode()


@people
def test_no_policy_lets_a_measure_be_deleted(somebody: Callable) -> None:
    user, measure = somebody(), make_measures(9)[9]
    policy = policy_registry.get_by_type(Measure)
    assert not policy.user_has_permission(user, "delete")
    assert not policy.user_has_permission_for_instance(user, "delete", measure)
    assert not policy.instances_user_has_permission_for(user, "delete").exists()


def test_no_code_takes_a_measure_off_the_board() -> None:
    make_site_tree(regions=())
    measure = make_measures()[9]
    with pytest.raises(StaysPublished):
        measure.unpublish()
    with pytest.raises(ProtectedError), transaction.atomic():
        measure.delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        Measure.objects.filter(number=9).delete()
    UnpublishAction(measure).execute(skip_permission_checks=True)  # what Wagtail's own view runs
    assert places(Client()) == list(range(1, 22))


def test_neither_an_end_date_nor_an_old_version_takes_a_measure_off_the_board() -> None:
    make_site_tree(regions=())
    measure = make_measures()[9]
    Measure.objects.filter(number=9).update(expire_at=timezone.now() - timedelta(days=1))
    publish_scheduled(now=timezone.now())
    revision = measure.save_revision()
    revision.content |= {"live": False, "expire_at": "2020-01-01T00:00:00Z", "expired": True}
    revision.save()
    Revision.objects.get(pk=revision.pk).publish()
    publish_scheduled(now=timezone.now())
    assert Measure.objects.get(number=9).expire_at is None
    assert places(Client()) == list(range(1, 22))


@people
def test_a_published_review_is_neither_deleted_nor_unpublished(somebody: Callable) -> None:
    make_site_tree(regions=())
    review, client = ReviewFactory(), browser_of(somebody())
    for address in (
        reverse("bilans:delete", args=[review.pk]),
        reverse("bilans:unpublish", args=[review.pk]),
        bulk_delete("review", review.pk),
    ):
        client.get(address)
        answer = client.post(address, follow=True)
    assert Review.objects.get().live
    answer = client.post(reverse("bilans:delete", args=[review.pk]), follow=True)
    assert "Un bilan publié ne se supprime pas" in answer.content.decode()
    html = client.get(reverse("bilans:edit", args=[review.pk])).content.decode()
    assert reverse("bilans:delete", args=[review.pk]) not in html
    assert reverse("bilans:unpublish", args=[review.pk]) not in html
    with pytest.raises(ProtectedError), transaction.atomic():
        Review.objects.all().delete()
    with pytest.raises(StaysPublished):
        review.unpublish()


def test_a_draft_never_published_is_deleted() -> None:
    make_site_tree(regions=())
    client = browser_of(communicator())
    client.post(
        reverse("bilans:add"),
        {"title": "Essai", "date": "2024-03-05", "judge": "carriers", "narrative": "null"}
        | rows("citations")
        | rows("scale"),
    )
    review = Review.objects.get()
    client.post(reverse("bilans:delete", args=[review.pk]))
    assert not Review.objects.exists()


def test_the_fictional_review_of_the_demonstration_may_be_removed() -> None:
    ReviewFactory(fictional=True)
    Review.objects.filter(fictional=True).delete()
    assert not Review.objects.exists()
