"""French text folded for comparison."""

import pytest

from conference.core.text import fold, words


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
