"""« Lire l’étoffe » says what was woven, and nothing else."""

from datetime import date

from conference.core.cloth import Facts
from conference.core.cloth.reading import reading


def test_a_reading_names_each_dye_and_each_measure() -> None:
    read = reading(
        Facts(
            nature="alliance",
            name="x",
            kinds=("association", "entreprise", "association"),
            measures=frozenset({7, 16, 20}),
            latitude=46.9,
            longitude=5.77,
            place="Arbois",
        )
    )
    assert [dye for dye, _words in read.warp] == ["vert", "tanne"]
    assert read.weft == (
        ("gaude", "Mesures opérationnelles\u00a0: 7"),
        ("garance", "Mesures politiques\u00a0: 16, 20"),
    )
    assert read.count == (
        "Losange, l’armure des alliances\u00a0: deux diagonales qui se répondent. La largeur des rayures "
        "compte les chiffres de la latitude, 46,90°, et de la longitude, 5,77° (Arbois)."
    )


def test_unknown_kinds_are_said_to_be_unknown() -> None:
    read = reading(Facts(nature="alliance", name="x", kinds=("", "")))
    assert read.warp == (("ecru", "Un fil écru par partenaire\u00a0: leur nature n’est pas précisée"),)
    assert read.weft == (("ecru", "Aucune mesure pour l’instant\u00a0: la trame reste écrue"),)
    assert read.count.endswith("compte les premières lettres de son nom.")


def test_goals_are_read_by_the_dye_they_share() -> None:
    read = reading(Facts(nature="alliance", name="x", goals=frozenset({1, 12, 17})))
    assert [words.rsplit("\u00a0: ", 1) for _dye, words in read.weft] == [
        ["Objectifs de développement durable 1 à 6", "1"],
        ["Objectifs de développement durable 7 à 12", "12"],
        ["Objectifs de développement durable 13 à 17", "17"],
    ]


def test_the_count_of_a_region_tells_its_code_and_its_selvedge() -> None:
    read = reading(
        Facts(
            nature="region",
            name="La Réunion",
            code="04",
            latitude=-20.88,
            longitude=55.45,
            place="Saint-Denis",
        )
    )
    assert read.count.startswith("Chevron\u00a0: le code de la région, 04, divisé par 3, laisse 1.")
    assert read.count.endswith(
        "(Saint-Denis)\u202f; au sud de l’équateur, on lit la chaîne depuis l’autre lisière."
    )


def test_the_count_of_an_online_event_rests_on_its_day_alone() -> None:
    read = reading(Facts(nature="en-ligne", name="x", day=date(2026, 12, 15)))
    assert read.count.endswith("La largeur des rayures compte les chiffres de la date, 15.12.")
