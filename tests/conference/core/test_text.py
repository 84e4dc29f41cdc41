"""French text folded for comparison, and set so that no sign begins a line."""

import pytest

from conference.core.text import fold, french, slug_of, words


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


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("50 000 bouteilles", "50\u202f000 bouteilles"),
        ("Elus & Entreprises : le dîner", "Elus & Entreprises\u00a0: le dîner"),
        ("le « faire alliance » !", "le «\u00a0faire alliance\u00a0»\u202f!"),
        ("lundi 3 ; mardi 4", "lundi 3\u202f; mardi 4"),
        ("de 2016 2017", "de 2016 2017"),
        ("https://site.invalid/a:b", "https://site.invalid/a:b"),
    ],
)
def test_spaces_that_must_not_break(typed: str, set_: str) -> None:
    assert french(typed) == set_


def test_what_is_well_set_stays_as_it_is() -> None:
    assert french(french("« Oui » : 1 500 ?")) == french("« Oui » : 1 500 ?")
