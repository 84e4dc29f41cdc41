"""A field with several choices, on both databases: stored, ticked, refused, filtered, compared."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.forms import CheckboxSelectMultiple, modelform_factory
from django.test.utils import isolate_apps
from wagtail.admin.compare import comparison_class_registry

from conference.core.choice_lists import ChoiceListField

COLOURS = [("gaude", "jaune"), ("guede", "bleu"), ("garance", "rouge")]

with isolate_apps("conference.core"):

    class Thread(models.Model):
        colours = ChoiceListField("couleurs", options=COLOURS, blank=True)
        dyes = ChoiceListField("teintures", options=COLOURS)

        class Meta:
            app_label = "core"


@pytest.fixture
def table(transactional_db: None) -> Iterator[None]:
    with connection.schema_editor() as editor:
        editor.create_model(Thread)
    yield
    with connection.schema_editor() as editor:
        editor.delete_model(Thread)


def thread(*colours: str) -> Thread:
    return Thread(colours=list(colours), dyes=["gaude"])


def found(*colours: str) -> list[list[str]]:
    rows = Thread.objects.filter(colours__any_of=list(colours)).order_by("pk")
    return [row.colours for row in rows]


def test_rows_are_found_by_any_of_several_keys(table: None) -> None:
    for colours in (["gaude", "guede"], ["guede"], ["garance"], []):
        thread(*colours).save()

    assert found("guede") == [["gaude", "guede"], ["guede"]]
    assert found("garance", "gaude") == [["gaude", "guede"], ["garance"]]
    assert found("gau") == found('"gaude"') == found("%") == found() == []
    assert Thread.objects.exclude(colours__any_of=["guede", "garance"]).get().colours == []
    assert Thread.objects.filter(colours=[]).count() == 1


def test_nothing_chosen_is_an_empty_list(table: None) -> None:
    Thread(dyes=["gaude"]).save()
    row = Thread.objects.get()
    assert row.colours == []
    assert row.get_colours_display() == ""


def test_the_keys_stand_once_in_the_order_of_the_options() -> None:
    row = thread("garance", "gaude", "garance")
    row.full_clean()
    assert row.colours == ["gaude", "garance"]
    assert row.get_colours_display() == "jaune, rouge"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (["gaude", "mauve", "vert"], "mauve, vert"),
        ([["gaude"]], "['gaude']"),
        ({"gaude": True}, "{'gaude': True}"),
        ("gaude", "gaude"),
    ],
)
def test_what_is_no_list_of_known_keys_is_refused(value: object, said: str) -> None:
    row = Thread(colours=value, dyes=["gaude"])
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert said in str(refused.value)


def test_the_form_has_tick_boxes_and_knows_which_field_may_stay_empty() -> None:
    form_class = modelform_factory(Thread, fields=["colours", "dyes"])
    form = form_class({"colours": ["guede", "gaude"], "dyes": ["garance"]})
    assert isinstance(form.fields["colours"].widget, CheckboxSelectMultiple)
    assert str(form["colours"]).count("checked") == 2
    assert form.is_valid()
    assert form.instance.colours == ["gaude", "guede"]

    refused = form_class({"colours": ["mauve"]})
    assert set(refused.errors) == {"colours", "dyes"}  # an unknown key; nothing where one is required
    assert "mauve" in refused.errors["colours"][0]


def test_an_option_that_went_shows_no_more_and_is_refused_at_the_next_saving() -> None:
    row = thread("gaude", "indigo")
    assert row.get_colours_display() == "jaune"
    with pytest.raises(ValidationError, match="indigo"):
        row.full_clean()


def test_two_versions_are_compared_in_words() -> None:
    field = Thread._meta.get_field("colours")
    compare = comparison_class_registry.get(field)

    changed = compare(field, thread("gaude", "guede", "indigo"), thread("gaude", "garance"))
    assert changed.has_changed()
    assert changed.htmldiff() == (
        'jaune, <span class="deletion">bleu</span>, <span class="deletion">indigo</span>, '
        '<span class="addition">rouge</span>'
    )
    same = compare(field, thread("gaude", "guede"), thread("gaude", "guede"))
    assert not same.has_changed()
    assert same.htmldiff() == "jaune, bleu"


def test_new_options_and_words_need_no_migration() -> None:
    _name, _path, _args, more = ChoiceListField(options=COLOURS).deconstruct()
    _name, _path, _args, fewer = ChoiceListField(options=COLOURS[:1]).deconstruct()
    assert more == fewer == {"default": list}
