"""What the address of a list asks, as a form that is always valid."""

from bs4 import BeautifulSoup
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string

from conference.core.lists.fields import ChoiceFilter, DayFilter, MultipleChoiceFilter
from conference.core.lists.filters import ListFilters
from conference.platform.caching.fragments import key_of


class Colours(ListFilters):
    q = forms.CharField(required=False)
    colour = MultipleChoiceFilter(
        label="Colour",
        all_label="all",
        choices=[("gaude", "Gaude"), ("guede", "Guède")],
        lookup="colour__in",
        unknown="%(value)s is no colour.",
        columns=True,
    )
    size = ChoiceFilter(
        choices=[("s", "small"), ("l", "large")],
        lookup="size",
        unknown="%(value)s is no size.",
        chip="Size %(value)s: %(label)s",
    )


class Diary(ListFilters):
    view_fields = ("view",)
    folded = ("since",)

    size = Colours.base_fields["size"]
    since = DayFilter(
        label="Since", narrowed=lambda rows, day: rows.filter(day__gte=day.year), chip="since %(day)s"
    )
    view = ChoiceFilter(choices=[("month", "month")], lookup="", unknown="%(value)s is no view.")


class Asked:
    """Rows that note what they are asked."""

    def __init__(self, *lookups: dict) -> None:
        self.lookups = lookups

    def filter(self, **lookup) -> "Asked":
        return Asked(*self.lookups, lookup)


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
    there.note_last_page(2)
    beyond.note_last_page(2)
    assert there.ignored == []
    assert [said.replace("\N{NO-BREAK SPACE}", " ") for said in beyond.ignored] == [
        "La page 7 n’existe pas : voici la dernière."
    ]
    assert beyond.query == "colour=gaude"


def test_each_filter_narrows_by_its_own_lookup() -> None:
    narrowed = Colours(QueryDict("q=x&colour=guede&colour=no&size=l")).narrow(Asked())
    assert narrowed.lookups == ({"colour__in": ["guede"]}, {"size": "l"})
    assert Colours(QueryDict("colour=no&size=no")).narrow(Asked()).lookups == ()


def test_a_chip_is_told_by_its_field_and_leads_to_the_list_without_it() -> None:
    filters = Colours(QueryDict("q=x&colour=guede&colour=gaude&size=l"))
    assert filters.chips == [
        ("«\N{NO-BREAK SPACE}x\N{NO-BREAK SPACE}»", "colour=gaude&colour=guede&size=l"),
        ("Gaude", "q=x&colour=guede&size=l"),
        ("Guède", "q=x&colour=gaude&size=l"),
        ("Size l: large", "q=x&colour=gaude&colour=guede"),
    ]


def test_what_is_not_on_the_list_makes_no_other_fragment() -> None:
    """Else whoever invents values would fill the memory with the same markup."""
    asked = [
        "colour=guede&colour=gaude&size=l",
        "colour=gaude&colour=guede&colour=x&colour=&size=l",
        "size=y",
    ]
    keys = [[key_of(field) for field in Colours(QueryDict(query)).choice_fields] for query in asked]
    assert keys[0] == keys[1]
    assert len({*keys[0], *keys[2], *map(key_of, Colours(QueryDict("")).choice_fields)}) == 4


def test_the_markup_of_a_filter_comes_from_its_field() -> None:
    filters = Colours(QueryDict("colour=guede"))
    (colour, _size) = filters.choice_fields
    page = BeautifulSoup(render_to_string(colour.field.template_name, {"field": colour}), "html.parser")
    assert page.legend.get_text() == "Colour"
    assert page.summary.get_text() == "Guède"
    assert page.select_one(".choices--columns")
    assert [box["value"] for box in page.select("input[name=colour]")] == ["gaude", "guede"]
    assert [box["value"] for box in page.select("input[checked]")] == ["guede"]
    assert Colours(QueryDict("")).choice_fields[0].chosen == "all"


def test_a_day_is_read_as_people_write_it_and_shown_as_browsers_do() -> None:
    filters = Diary(QueryDict("since=1er mars 2027"))
    (since,) = filters.folded_fields
    page = BeautifulSoup(render_to_string(since.field.template_name, {"field": since}), "html.parser")

    assert filters.query == "since=2027-03-01"
    assert (page.input["type"], page.input["value"]) == ("date", "2027-03-01")
    assert [words.replace("\N{NO-BREAK SPACE}", " ") for words in filters.words] == [
        "since lundi 1er mars 2027"
    ]
    assert filters.narrow(Asked()).lookups == ({"day__gte": 2027},)


def test_a_day_that_no_calendar_has_is_left_out_and_shows_nowhere() -> None:
    """Not in its field either: the markup of a field is kept by what was understood."""
    filters = Diary(QueryDict("since=31/11/2026"))
    (since,) = filters.folded_fields
    assert (filters.query, since.value(), len(filters.ignored)) == ("", "", 1)
    assert key_of(since) == key_of(Diary(QueryDict("")).folded_fields[0])


def test_the_view_narrows_nothing_and_stays_when_a_criterion_goes() -> None:
    filters = Diary(QueryDict("view=month&size=l&page=3"))
    assert filters.query == "size=l"
    assert filters.view == [("view", "month")]
    assert filters.chips == [("Size l: large", "view=month")]
    assert filters.narrow(Asked()).lookups == ({"size": "l"},)
    assert ([field.name for field in filters.choice_fields], filters.folded_number) == (["size"], 0)
