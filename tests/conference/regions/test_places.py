"""Places as people name them: found, told apart, suggested, and how far they are."""

import pytest
from django.db.models import Case, Value

from conference.regions.distances import BEYOND, Centre
from conference.regions.models import Commune
from conference.regions.places import communes_named, find, folded_place, label_of, suggest
from tests.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.reference]


def labels(communes: list[Commune]) -> list[str]:
    return [label_of(commune) for commune in communes]


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Le Pré-Saint-Gervais", "pre saint gervais"),
        ("pré st gervais", "pre saint gervais"),
        ("L’Haÿ-les-Roses", "hay les roses"),
        ("Ste-Marie", "sainte marie"),
        ("  SAINT  étienne ", "saint etienne"),
        ("Les", "les"),
        ("Œuilly", "oeuilly"),
    ],
)
def test_names_are_compared_as_they_are_said(typed: str, folded: str):
    assert folded_place(typed) == folded


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Quimp", "Quimper (Finistère)"),
        ("quimper", "Quimper (Finistère)"),
        ("st-brie", "Saint-Brieuc (Côtes-d’Armor)"),
        ("le hav", "Le Havre (Seine-Maritime)"),
        ("hav", "Le Havre (Seine-Maritime)"),
        ("l’hay", "L’Haÿ-les-Roses (Val-de-Marne)"),
        ("290", "Quimper (Finistère)"),
        ("29200", "Brest (Finistère)"),
        ("29000 Quim", "Quimper (Finistère)"),
        ("Saint-Denis", "Saint-Denis (La Réunion)"),
    ],
)
def test_what_one_types_suggests_communes(typed: str, first: str):
    assert labels(suggest(typed))[0] == first


@pytest.mark.parametrize("typed", ["", "q", "§", "xyzzy", "a" * 300, "%", "_", "\x00", "99999"])
def test_what_names_nothing_suggests_nothing(typed: str):
    assert suggest(typed) == []


def test_homonyms_are_told_apart():
    assert labels(communes_named("saint denis")) == [
        "Saint-Denis (La Réunion)",
        "Saint-Denis (Seine-Saint-Denis)",
        "Saint-Denis (Aude)",
        "Saint-Denis (Gard)",
    ]


@pytest.mark.parametrize(
    ("typed", "known", "found"),
    [
        ("Saint-Denis (La Réunion)", {}, "97411"),
        ("St Denis (93)", {}, "93066"),
        ("Saint-Denis (Occitanie)", {}, None),
        ("93200 Saint-Denis", {}, "93066"),
        ("Saint-Denis", {"postcode": "97490"}, "97411"),
        ("Saint-Denis", {"region": "la-reunion"}, "97411"),
        ("Saint-Denis", {"region": "bretagne"}, None),
        ("Saint-Denis (Bretagne)", {}, None),
        ("Quimper", {"region": "la-reunion"}, "29232"),
        ("Paris 7e", {}, "75056"),
        ("Lyon 3e arrondissement", {}, "69123"),
        ("Rennes Cedex 7", {}, "35238"),
        ("Nouméa", {}, None),
    ],
)
def test_a_name_means_one_commune_or_asks(typed: str, known: dict, found: str | None):
    named = communes_named(typed, **known)
    assert (named[0].code if len(named) == 1 else None) == found


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("Quimper", "Quimper (Finistère)"),
        ("29000", "Quimper (29000)"),
        ("29", "Finistère (29)"),
        ("1", "Ain (01)"),
        ("2a", "Corse-du-Sud (2A)"),
        ("974", "La Réunion (974)"),
        ("finistere", "Finistère (29)"),
        ("côtes d'armor", "Côtes-d’Armor (22)"),
        ("Bretagne", "Bretagne"),
        ("la réunion", "La Réunion"),
        ("Finistère (29)", "Finistère (29)"),
        ("Vienne", "Vienne (86)"),
        ("Paris", "Paris (Paris)"),
        ("35042", "Ille-et-Vilaine (35)"),
        ("20220", "Haute-Corse (2B)"),
        ("Saint-Denis", "Saint-Denis (La Réunion)"),
    ],
)
def test_a_place_is_found_by_any_of_its_names(asked: str, label: str):
    assert find(asked)[0].label == label


@pytest.mark.parametrize("asked", ["écologie", "atelier Rennes", "99999", "00", "", "(", "a(b", "٣٥٠٠٠"])
def test_other_words_are_no_place(asked: str):
    assert find(asked) == []


def test_a_place_takes_few_questions():
    for asked in ("Saint-Denis", "29", "29000", "Bretagne", "Finistère", "écologie"):
        queries = queries_of(lambda asked=asked: find(asked))
        assert len(queries) <= 3, (asked, queries)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [("29232", "29019", 52), ("35238", "44109", 99), ("97411", "97416", 51), ("75056", "69123", 392)],
)
def test_distances_are_near_the_true_ones(one: str, other: str, km: int):
    begin, end = (Commune.objects.get(code=code) for code in (one, other))
    found = Centre(float(begin.latitude), float(begin.longitude)).km_to(
        float(end.latitude), float(end.longitude)
    )
    assert abs(found - km) <= max(3, km / 50)


def test_steps_are_the_same_in_python_and_in_the_database():
    quimper = Centre(47.996, -4.102)
    steps = Case(*quimper.steps("latitude", "longitude"), default=Value(BEYOND))
    asked = Commune.objects.annotate(step=steps)
    by_database = {each.code: each.step for each in asked}
    assert by_database == {
        each.code: quimper.step_of(float(each.latitude), float(each.longitude)) for each in asked
    }
    assert (by_database["29232"], by_database["29019"], by_database["75056"]) == (10, 100, BEYOND)
    near = set(Commune.objects.filter(quimper.within("latitude", "longitude")).values_list("code", flat=True))
    assert near == {code for code, step in by_database.items() if step != BEYOND}
