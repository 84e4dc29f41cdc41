"""A review is published as one act, once it lacks nothing; it is withdrawn with a reason, for good."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import querydict_from_html

from measures.models import Assessment, AssessmentCitation, Review, ReviewCitation
from measures.publication import NotPublic, NotReady, obstacles, publish, totals, withdraw
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator, relay
from tests.measures.factories import ReviewFactory, SourceFactory, make_measures

pytestmark = pytest.mark.django_db


def review_with(levels: dict[int, str], *, sourced: bool = True, **fields: object) -> Review:
    """A review whose scale published 7 and 7; the sources are cited, each by its measure."""
    review, measures, source = ReviewFactory(**fields), make_measures(*levels), SourceFactory()
    ReviewCitation.objects.create(review=review, source=source)
    for number, level in levels.items():
        row = Assessment.objects.create(review=review, measure=measures[number], level=level)
        if sourced:
            AssessmentCitation.objects.create(assessment=row, source=source)
    return review


FOURTEEN = {n: "niveau-0" if n < 8 else "niveau-1" for n in range(1, 15)}


def test_levels_that_make_the_totals_are_published_without_a_word() -> None:
    assert obstacles(review_with(FOURTEEN)) == []


def test_levels_that_do_not_make_the_totals_need_a_reason() -> None:
    review = review_with(FOURTEEN | {1: "niveau-1"})
    assert [(total.given, total.differs) for total in totals(review)] == [(6, True), (8, True)]
    assert obstacles(review) == ["Les niveaux ne font pas les totaux publiés\u00a0: dites pourquoi."]
    review.totals_note = "La mesure 1 a été jugée deux fois."
    assert obstacles(review) == []


def test_a_review_that_published_its_totals_only_differs_from_nothing() -> None:
    review = review_with({3: ""}, sourced=False)
    assert [total.differs for total in totals(review)] == [False, False]
    assert obstacles(review) == []


def test_a_total_that_was_not_published_differs_from_nothing() -> None:
    review = review_with({3: "niveau-0"})
    review.scale.update(published_total=None)
    assert obstacles(Review.objects.get()) == []


def test_a_date_to_come_is_refused() -> None:
    review = review_with(FOURTEEN)
    review.date = timezone.localdate() + timedelta(days=1)
    assert obstacles(review) == ["La date du bilan est à venir\u00a0: il se publie à partir de ce jour-là."]


def test_a_level_without_a_source_is_refused_with_its_measures() -> None:
    review = review_with(FOURTEEN, sourced=False)
    row = Assessment.objects.get(measure__number=3)
    AssessmentCitation.objects.create(assessment=row, source=SourceFactory())
    Assessment.objects.exclude(measure__number__in=(3, 5, 9)).update(level="")
    review.scale.update(published_total=None)
    assert obstacles(Review.objects.get()) == [
        "Un niveau ne se publie qu’avec une source. Sans source\u00a0: les mesures 5 et 9."
    ]


def test_a_source_that_is_not_shown_is_none() -> None:
    review = review_with(FOURTEEN)
    review.citations.get().source.__class__.objects.update(shown=False)
    assert len(obstacles(Review.objects.get())) == 1


def test_a_level_of_another_scale_is_refused() -> None:
    review = review_with({3: "ailleurs"})
    assert "Un niveau n’est pas de l’échelle de ce bilan\u00a0: la mesure 3." in obstacles(review)


def test_two_levels_of_one_sign_are_refused() -> None:
    review = review_with({})
    review.scale.update(sign="cut")
    assert "Deux niveaux de l’échelle ont le même signe" in obstacles(Review.objects.get())[0]


def test_nothing_is_published_of_a_review_that_is_not_ready() -> None:
    review, user = review_with({3: "niveau-0"}, sourced=False), communicator()
    review.scale.update(published_total=None)
    review.title = "Corrigé"
    review.save_revision(user=user)
    with pytest.raises(NotReady):
        publish(Review.objects.get(), by=user)
    with pytest.raises(NotReady):
        review.latest_revision.publish()  # any other way
    assert Review.objects.get().title != "Corrigé"


def test_text_scale_levels_and_sources_are_published_at_once() -> None:
    review, user, source = ReviewFactory(), communicator(), SourceFactory()
    review.title = "Corrigé"
    review.scale = [step for step in review.scale.all() if step.key == "niveau-0"]
    review.scale.get().published_total = 1
    row = Assessment(measure=make_measures(3)[3], level="niveau-0")
    row.citations = [AssessmentCitation(source=source)]
    review.assessments = [row]
    review.save_revision(user=user)
    stored = Review.objects.get()
    assert (stored.title == "Corrigé", stored.scale.count(), stored.assessments.count()) == (False, 2, 0)
    publish(stored, by=user)
    stored = Review.objects.get()
    assert (stored.title, stored.scale.count()) == ("Corrigé", 1)
    assert [each.source for each in stored.assessments.get().citations.all()] == [source]


def test_the_form_keeps_what_is_not_ready_and_says_why() -> None:
    make_site_tree(regions=())
    review, client = review_with({3: "niveau-0"}, sourced=False), browser_of(communicator())
    review.scale.update(published_total=None)
    url = reverse("bilans:edit", args=[review.pk])
    data = querydict_from_html(client.get(url).content.decode(), form_id="w-editor-form").dict()
    answer = client.post(url, data | {"title": "Corrigé", "action-publish": "1"}, follow=True)
    html = answer.content.decode()
    assert "Sans source\u00a0: la mesure 3." in html
    assert Review.objects.get().title != "Corrigé"
    assert Review.objects.get().get_latest_revision_as_object().title == "Corrigé"


# --- Withdrawal ----------------------------------------------------------------------------------


def test_a_published_review_is_withdrawn_with_a_reason_that_its_history_keeps() -> None:
    make_site_tree(regions=())
    review, user = ReviewFactory(), communicator()
    client, url = browser_of(user), reverse("bilans:withdraw", args=[review.pk])
    assert "Dites pourquoi ce bilan est retiré." in client.post(url, {"reason": " "}).content.decode()
    assert client.post(url, {"reason": "Chiffres faux"}).status_code == 302
    review = Review.objects.get()
    assert (review.withdrawal_reason, review.live, review.withdrawn_at is not None) == (
        "Chiffres faux",
        True,
        True,
    )
    assert not Review.objects.standing().exists()
    entry = ModelLogEntry.objects.get(action="measures.withdraw")
    assert (entry.user, entry.data["reason"]) == (user, "Chiffres faux")
    assert "Bilan retiré" in client.get(reverse("bilans:history", args=[review.pk])).content.decode()


def test_a_withdrawn_review_is_not_published_again_by_an_older_draft() -> None:
    review, user = ReviewFactory(), communicator()
    revision = review.save_revision(user=user)
    withdraw(review, reason="Chiffres faux", by=user, now=timezone.now())
    with pytest.raises(NotReady):
        publish(Review.objects.get(), by=user)
    with pytest.raises(NotReady):
        revision.__class__.objects.get(pk=revision.pk).publish(user=user)
    assert Review.objects.get().withdrawal_reason == "Chiffres faux"


def test_the_screens_of_a_withdrawn_review_say_so_and_offer_no_publication() -> None:
    make_site_tree(regions=())
    user = communicator()
    team = browser_of(user)
    review = review_with(FOURTEEN)
    for withdrawn in (False, True):
        if withdrawn:
            withdraw(review, reason="Une erreur.", by=user, now=timezone.now())
        for name in ("edit", "grid"):
            html = team.get(reverse(f"bilans:{name}", args=[review.pk])).content.decode()
            assert ("Ce bilan a été retiré le" in html) is withdrawn, name
            assert ('name="action-publish"' in html) is not withdrawn, name


def test_a_draft_is_not_withdrawn_nor_a_review_twice() -> None:
    user, review = communicator(), ReviewFactory(live=False)
    with pytest.raises(NotPublic):
        withdraw(review, reason="Un motif", by=user, now=timezone.now())
    Review.objects.update(live=True)
    withdraw(review, reason="Un motif", by=user, now=timezone.now())
    with pytest.raises(NotPublic):
        withdraw(review, reason="Un autre", by=user, now=timezone.now())


def test_a_relay_neither_withdraws_nor_sees_the_grid() -> None:
    tree = make_site_tree(regions=("bretagne",))
    review, client = ReviewFactory(), browser_of(relay(tree.regions["bretagne"].region))
    for name in ("withdraw", "grid", "levels_export", "levels_import", "edit"):
        url = reverse(f"bilans:{name}", args=[review.pk])
        assert client.get(url).headers.get("Location") == "/admin/", name
        assert client.post(url, {"reason": "Un motif"}).status_code == 302, name
    assert not Review.objects.get().withdrawn_at
