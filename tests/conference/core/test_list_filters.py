"""What the address of a list asks, as a form that is always valid."""

from django.http import QueryDict

from conference.core.list_filters import ListFilters, SeveralChoices


class Colours(ListFilters):
    colour = SeveralChoices(
        required=False,
        choices=[("gaude", "Gaude"), ("guede", "Guède")],
        error_messages={"invalid_choice": "%(value)s is no colour."},
    )


def test_the_values_on_the_list_count_once_each_in_its_order() -> None:
    filters = Colours(QueryDict("colour=guede&colour=gaude&colour=guede&colour="))
    assert filters.understood() == [("colour", "gaude"), ("colour", "guede")]
    assert filters.query == "colour=gaude&colour=guede"
    assert filters.ignored == []


def test_of_many_bad_values_three_are_named_and_none_counts() -> None:
    filters = Colours(QueryDict("&".join(f"colour=no-{n}" for n in range(9)) + "&colour=gaude"))
    assert filters.ignored == [f"no-{n} is no colour." for n in range(3)]
    assert filters.query == "colour=gaude"
    assert filters.is_valid()


def test_the_page_shown_in_place_of_the_one_asked_for_is_said() -> None:
    there, beyond = Colours(QueryDict("page=2")), Colours(QueryDict("page=7&colour=gaude"))
    there.shown(2)
    beyond.shown(2)
    assert there.ignored == []
    assert [said.replace("\N{NO-BREAK SPACE}", " ") for said in beyond.ignored] == [
        "La page 7 n’existe pas : voici la dernière."
    ]
    assert beyond.query == "colour=gaude"
