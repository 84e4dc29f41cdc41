"""French text folded for comparison."""

import pytest

from conference.core.text import fold, slug_of, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Écologie", "ecologie"),
        ("Cœur d’Hérault", "coeur d'herault"),
        ("ÎLE-DE-FRANCE", "ile-de-france"),
        ("ﬁn", "fin"),
        ("", ""),
    ],
)
def test_accents_case_and_ligatures_do_not_count(written, folded):
    assert fold(written) == folded


def test_words_are_letters_and_digits_in_reading_order():
    assert words("L’ODD 17, à Clermont-Ferrand !") == ["l", "odd", "17", "a", "clermont", "ferrand"]


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Main-d’œuvre & cœur de ville", "main-d-oeuvre-coeur-de-ville"),
        ("Œuvres, ex æquo : l'été", "oeuvres-ex-aequo-l-ete"),
        ("ŒUVRE D’ICI", "oeuvre-d-ici"),
        ("« ’ »", ""),
    ],
)
def test_a_title_becomes_an_address_that_is_read_aloud(title: str, address: str) -> None:
    assert slug_of(title) == address
