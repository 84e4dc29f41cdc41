"""Names as people type them: tidied, refused where they advertise, compared."""

import pytest

from events.registrations.actions.applicants import email_key
from events.registrations.actions.names import full_name, is_correction, tidied
from events.registrations.visit.forms import NameField, OrganisationField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Jean   Paul ", "Jean Paul"),
        ("Asso\x02Ciation", "AssoCiation"),
        ("Zoe\u0308\u200b", "Zoë"),
        ("\u200b\u2060\u3164", ""),
        ("O’Neil", "O’Neil"),
    ],
)
def test_signs_that_nobody_sees_are_removed(typed: str, kept: str) -> None:
    assert tidied(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "Gagnez 1000 euros sur bit.ly/promo",
        "bit.ly/promo",
        "Gagnez 1 000€",
        "$500 offerts",
        "promo.example",
        "www.promo",
        "moi@exemple.invalid",
        "\u200b",
    ],
)
def test_an_address_or_a_sum_of_money_is_no_name(typed: str) -> None:
    assert not _is_valid(NameField(), typed)


@pytest.mark.parametrize("typed", ["Marie", "J.-P.", "N’Diaye", "de La Tour d’Auvergne", "Mme. Roux", "李"])
def test_names_are_names(typed: str) -> None:
    assert _is_valid(NameField(), typed)


def test_an_organisation_may_be_called_as_its_site() -> None:
    assert _is_valid(OrganisationField(), "Change.org")
    assert not _is_valid(OrganisationField(), "https://promo.example")


def _is_valid(field, typed: str) -> bool:
    from django.core.exceptions import ValidationError

    try:
        field.clean(typed)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("Marie", "Lefevre"), ("Marie", "Lefèvre")),
        (("Lefèvre", "Marie"), ("Marie", "Lefèvre")),
        (("Mari", "Lefevre"), ("Marie", "Lefevre")),
        (("MARIE", "LEFÈVRE"), ("Marie", "Lefèvre")),
        (("Marie", "Lefèvre"), ("Marie", "Roux")),
        (("Jean", "Roux"), ("Jean-Pierre", "Roux")),
    ],
)
def test_a_name_mended_is_still_the_same_person(before: tuple[str, str], after: tuple[str, str]) -> None:
    assert is_correction(before, after)


@pytest.mark.parametrize("after", [("Paul", "Martin"), ("Paul", "Lefèvre"), ("Luc", "Lefebvre")])
def test_another_first_name_is_somebody_else(after: tuple[str, str]) -> None:
    assert not is_correction(("Marie", "Lefèvre"), after)


def test_names_are_compared_without_their_accents_and_order() -> None:
    assert full_name("Œuvre", "O’Neil") == full_name("o'neil", "OEUVRE")


@pytest.mark.parametrize(
    "same",
    [
        "prenom@écologie.fr",
        "Prenom@Écologie.FR ",
        "prenom@xn--cologie-9xa.fr",
        "prenom@e\u0301cologie.fr",
        "prenom\u200b@écologie.fr",
    ],
)
def test_an_address_is_one_however_it_is_written(same: str) -> None:
    assert email_key(same) == "prenom@écologie.fr"
