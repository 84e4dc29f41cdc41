"""Reviews in the admin: a scale of their own, and refusals in words at the right field."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from measures.models import Assessment, Review, Sign, Source
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, communicator, relay
from tests.measures.factories import ReviewFactory, make_measures
from tests.measures.inline_rows import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Client:
    make_site_tree(regions=())
    return browser_of(communicator())


def form(*, title: str = "Bilan d’étape", scale: tuple = (), **fields: str) -> dict:
    return {
        "title": title,
        "date": "2024-03-05",
        "comment": "",
        "narrative": "null",
        "judge": "carriers",
        **rows("citations"),
        **rows(
            "scale",
            *(
                {"sign": sign, "tone": "neutral"} | step
                for sign, step in zip(Sign.values, scale, strict=False)
            ),
        ),
        **fields,
    }


def errors(response) -> dict[str, list]:
    """The messages of each child form, by its relation."""
    formsets = response.context["form"].formsets
    return {
        name: [message for each in formset.errors for messages in each.values() for message in messages]
        for name, formset in formsets.items()
        if any(formset.errors)
    }


def steps_of(review: Review) -> tuple[dict, ...]:
    return tuple(
        {"id": step.pk, "label": step.label, "published_total": step.published_total, "sign": step.sign}
        for step in review.scale.all()
    )


def edit(client: Client, review: Review, **values: object):
    return client.post(reverse("bilans:edit", args=[review.pk]), form(title=review.title, **values))


def draft(review: Review) -> Review:
    return Review.objects.get(pk=review.pk).get_latest_revision_as_object()


def test_a_new_review_is_a_draft_with_its_address_and_its_keys_from_its_words(team: Client) -> None:
    scale = ({"label": "Tenue", "published_total": 12}, {"label": "En retard", "published_total": ""})
    answer = team.post(reverse("bilans:add"), form(scale=scale))
    assert answer.status_code == 302
    review = Review.objects.get()
    assert (review.slug, review.live) == ("bilan-d-etape", False)
    assert [(step.key, step.published_total) for step in draft(review).scale.all()] == [
        ("tenue", 12),
        ("en-retard", None),
    ]
    assert team.get(review.get_absolute_url()).status_code == 404


def test_an_address_and_a_key_hold_in_their_columns(team: Client) -> None:
    label = "Objectif tenu pour la plupart des départements, et dépassé ailleurs"
    assert team.post(reverse("bilans:add"), form(title=f"Bilan {label}", scale=({"label": label},))).url
    review = Review.objects.get()
    assert review.slug == "bilan-objectif-tenu-pour-la-plupart-des-departemen"
    assert [step.key for step in draft(review).scale.all()] == [
        "objectif-tenu-pour-la-plupart-des-departements-et"
    ]


def test_words_change_and_address_and_keys_stay(team: Client) -> None:
    review = ReviewFactory(title="Premier", slug="premier")
    changed = tuple(step | {"label": step["label"] + " !"} for step in steps_of(review))
    data = form(title="Tout autre", scale=changed) | {"action-publish": "1"}
    assert team.post(reverse("bilans:edit", args=[review.pk]), data).status_code == 302
    review = Review.objects.get()
    assert (review.title, review.slug) == ("Tout autre", "premier")
    assert list(review.scale.values_list("key", "label")) == [
        ("niveau-0", "Tenue !"),
        ("niveau-1", "En retard !"),
    ]


def test_a_correction_waits_as_a_draft_until_it_is_published_whole(team: Client) -> None:
    review = ReviewFactory(title="Premier")
    url = reverse("bilans:edit", args=[review.pk])
    data = form(title="Corrigé", scale=steps_of(review), judge="independent", judged_by="la Cour")
    team.post(url, data)
    assert (Review.objects.get().title, draft(review).judged) == (
        "Premier",
        "évaluation indépendante par la Cour",
    )
    team.post(url, data | {"action-publish": "1"})
    assert Review.objects.get().judged == "évaluation indépendante par la Cour"


def test_an_independent_review_says_who_judged(team: Client) -> None:
    answer = team.post(reverse("bilans:add"), form(judge="independent"))
    assert answer.context["form"].errors == {"judged_by": ["Dites qui a fait l’évaluation indépendante."]}


def test_a_title_already_taken_is_refused_in_words(team: Client) -> None:
    ReviewFactory(title="Bilan d’étape", slug="bilan-d-etape")
    answer = team.post(reverse("bilans:add"), form())
    assert answer.context["form"].errors == {
        "title": ["Un bilan porte déjà ce titre, ou il ne contient aucune lettre."]
    }


def test_a_title_that_would_hide_the_comparison_is_refused(team: Client) -> None:
    answer = team.post(reverse("bilans:add"), form(title="Comparer !"))
    assert answer.context["form"].errors == {
        "title": ["Une page du site a déjà cette adresse\u00a0: écrivez un titre plus long."]
    }


def test_two_levels_of_one_word_are_refused(team: Client) -> None:
    answer = team.post(reverse("bilans:add"), form(scale=({"label": "Tenue"}, {"label": "tenue"})))
    assert errors(answer) == {"scale": ["Un autre niveau de ce bilan porte déjà cet intitulé."]}
    assert not Review.objects.exists()


def test_two_levels_of_one_sign_are_refused(team: Client) -> None:
    scale = ({"label": "Tenue", "sign": "cut"}, {"label": "En retard", "sign": "cut"})
    answer = team.post(reverse("bilans:add"), form(scale=scale))
    assert errors(answer) == {
        "scale": ["Un autre niveau de ce bilan a déjà ce signe\u00a0: choisissez-en un autre."]
    }


def test_the_signs_are_shown_as_pictures_and_none_is_given_to_a_new_level(team: Client) -> None:
    html = team.get(reverse("bilans:add")).content.decode()
    empty = BeautifulSoup(html, "html.parser").select_one("#id_scale-EMPTY_FORM_TEMPLATE").decode_contents()
    radios = BeautifulSoup(empty, "html.parser").select("[name$=-sign]")
    assert [radio["value"] for radio in radios] == Sign.values
    assert not any(radio.has_attr("checked") for radio in radios)
    assert len({str(radio.parent.select_one("svg path")["d"]) for radio in radios}) == len(Sign.values)


def test_the_levels_of_the_grid_outlive_the_form(team: Client) -> None:
    review, measures = ReviewFactory(), make_measures(3)
    Assessment.objects.create(review=review, measure=measures[3], comment="Un fait")
    edit(team, review, scale=steps_of(review))
    assert [each.comment for each in draft(review).assessments.all()] == ["Un fait"]


def test_a_level_that_is_still_a_draft_changes_its_word_and_stays_with_its_measures(team: Client) -> None:
    review, measures = ReviewFactory(), make_measures(3)
    edit(team, review, scale=(*steps_of(review), {"label": "Abandonnée"}))
    version = draft(review)
    assert [step.key for step in version.scale.all()][2] == "abandonnee"
    version.assessments = [Assessment(measure=measures[3], level="abandonnee")]
    version.save_revision()
    url = reverse("bilans:edit", args=[review.pk])
    page = querydict_from_html(team.get(url).content.decode(), form_id="w-editor-form").dict()
    signs = {f"scale-{place}-sign": sign for place, sign in enumerate(("double", "whole", "cut"))}
    team.post(url, page | signs | {"scale-2-label": "Arrêtée"})
    assert [(step.key, step.label) for step in draft(review).scale.all()][2] == ("abandonnee", "Arrêtée")
    answer = team.post(url, page | signs | {"scale-2-DELETE": "1"})
    assert "la mesure 3" in answer.context["form"].non_field_errors()[0]


def test_a_level_in_use_cannot_leave_the_scale(team: Client) -> None:
    review, measures = ReviewFactory(), make_measures(3)
    level = review.scale.first()
    Assessment.objects.create(review=review, measure=measures[3], level=level.key)
    scale = tuple(step | ({"DELETE": "1"} if step["id"] == level.pk else {}) for step in steps_of(review))
    answer = edit(team, review, scale=scale)
    assert answer.context["form"].non_field_errors() == [
        "Le niveau «\u00a0Tenue\u00a0» est donné dans la grille (la mesure 3)\u00a0: "
        "changez-le là avant de le retirer de l’échelle."
    ]
    assert draft(review).scale.count() == 2


def test_levels_are_put_in_order_by_dragging(team: Client) -> None:
    review = ReviewFactory()
    first, second = steps_of(review)
    data = form(title=review.title, scale=(first, second)) | {"scale-0-ORDER": 2, "scale-1-ORDER": 1}
    assert team.post(reverse("bilans:edit", args=[review.pk]), data).status_code == 302
    assert [step.label for step in draft(review).scale.all()] == ["En retard", "Tenue"]


def test_history_comparison_and_preview_open(team: Client) -> None:
    review = ReviewFactory(title="Premier")
    edit(team, review, scale=steps_of(review), comment="Un")
    edit(team, review, scale=steps_of(review), comment="Deux")
    # What it said before the first change is a version too.
    _before, first, second = review.revisions.order_by("pk").values_list("pk", flat=True)
    for name, *args in (
        ("history",),
        ("usage",),
        ("revisions_compare", first, second),
        ("revisions_view", second),
    ):
        answer = team.get(reverse(f"bilans:{name}", args=[review.pk, *args]))
        assert answer.status_code == 200, name
    assert "Deux" in answer.content.decode()


def test_the_list_tells_the_state_of_a_review_in_the_masculine(team: Client) -> None:
    ReviewFactory()
    page = BeautifulSoup(team.get(reverse("bilans:list")).content, "html.parser")
    assert [tag.text.strip() for tag in page.select("tbody .w-status")] == ["publié"]


# --- Choosers ------------------------------------------------------------------------------------


def test_the_window_of_the_sources_says_once_what_is_chosen(team: Client) -> None:
    html = team.get(reverse("wagtailsnippetchoosers_measures_source:choose")).json()["html"]
    heading = BeautifulSoup(html, "html.parser").select_one("header").text
    assert heading.split() == ["Choisir", "une", "source"]


def test_what_is_chosen_is_a_published_review() -> None:
    tree = make_site_tree(regions=("bretagne",))
    client = browser_of(relay(tree.regions["bretagne"].region))
    public, unpublished = ReviewFactory(title="Bilan public"), ReviewFactory(title="Bilan secret", live=False)
    at = "wagtailsnippetchoosers_measures_review"
    html = client.get(reverse(f"{at}:choose")).content.decode()
    assert ("Bilan public" in html, "Bilan secret" in html) == (True, False)
    assert client.get(reverse(f"{at}:chosen", args=[public.pk])).status_code == 200
    assert client.get(reverse(f"{at}:chosen", args=[unpublished.pk])).status_code == 404
    both = client.get(reverse(f"{at}:chosen_multiple"), {"id": [public.pk, unpublished.pk]})
    assert "Bilan secret" not in both.content.decode()
    assert browser_of(communicator()).post(reverse(f"{at}:create")).headers["Location"] == "/admin/"


def test_a_source_is_written_while_it_is_cited(team: Client) -> None:
    data = {
        "title": "Rapport d’été",
        "publisher": "Éditeur",
        "url": "https://exemple.fr/",
        "date_precision": "day",
    }
    prefixed = {f"create-{name}": value for name, value in data.items()}
    url = reverse("wagtailsnippetchoosers_measures_source:create")
    assert team.post(url, data | prefixed).json()["step"] == "chosen"
    assert Source.objects.get().key.startswith("rapport-d-ete-")
