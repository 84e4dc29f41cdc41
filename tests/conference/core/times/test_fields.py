"""The fields of days and hours: what they take, what they refuse, and that the whole admin has them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from conference.core.blocks.media import DayBlock
from conference.core.times.fields import END_OF_DAY, DayField, HourField, MomentField
from conference.core.times.widgets import DayInput, HourInput, MomentInput
from conference.core.uploads.forms import DocumentForm, ImageForm

REUNION, PARIS = ZoneInfo("Indian/Reunion"), ZoneInfo("Europe/Paris")


def in_paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS)


class MomentForm(forms.Form):
    start = MomentField()


def cleaned(**data: str) -> datetime | str:
    """What the form makes of what is sent: a moment, or the words of its refusal."""
    form = MomentForm(data)
    return form.cleaned_data["start"] if form.is_valid() else " ".join(form.errors["start"])


def test_two_texts_make_a_moment():
    assert cleaned(start="15/12/2026", start_hour="17h30") == in_paris(2026, 12, 15, 17, 30)


def test_one_text_may_hold_both_as_older_forms_and_scripts_send_it():
    for text in ("2026-12-15 17:30", "15/12/2026 17:30", "le 15 décembre 2026 à 17 h 30", "2026-12-15T17:30"):
        assert cleaned(start=text) == in_paris(2026, 12, 15, 17, 30)


def test_an_hour_that_is_missing_is_asked_for():
    assert cleaned(start="15/12/2026").replace("\N{NO-BREAK SPACE}", " ") == (
        "Il manque l’heure : écrivez par exemple « 15/12/2026 17 h 30 »."
    )
    assert "Il manque le jour" in cleaned(start_hour="17:30")
    assert cleaned() == cleaned(start="", start_hour=" ") == "Champ requis."


def test_what_was_typed_stays_in_the_form():
    form = MomentForm({"start": "31/02/2027", "start_hour": "17h30"})
    html = str(form["start"])
    assert 'value="31/02/2027"' in html
    assert 'value="17h30"' in html
    assert "28/02/2027" in " ".join(form.errors["start"])


def test_a_day_alone_means_the_hour_that_was_said():
    field = MomentField()
    field.complete(alone=END_OF_DAY)
    assert field.clean(("15/12/2026", "")) == in_paris(2026, 12, 15, 23, 59)
    assert field.clean(("15/12/2026", "8h")) == in_paris(2026, 12, 15, 8)


def test_midnight_ends_the_day_of_an_end():
    field = MomentField()
    assert field.clean(("15/12/2026", "minuit")) == in_paris(2026, 12, 15)
    field.complete(at_end=True)
    assert field.clean(("15/12/2026", "minuit")) == in_paris(2026, 12, 16)


def test_a_moment_is_typed_shown_and_named_in_its_zone():
    field = MomentField()
    field.speak_in(REUNION)
    moment = datetime(2026, 12, 15, 4, 30, tzinfo=UTC)
    assert field.clean(("15/12/2026", "8h30")) == moment
    html = field.widget.render("start", field.prepare_value(moment), {"id": "id_start"})
    assert 'value="15/12/2026"' in html
    assert 'value="08:30"' in html
    assert "heure de La Réunion" in html
    assert "heure de La Réunion" not in MomentInput().render("start", None)


def test_the_zone_of_an_account_elsewhere_is_named():
    with timezone.override("America/Martinique"):
        assert "heure de la Martinique" in MomentInput().render("start", None)


def test_an_hour_that_the_change_of_clock_skips_or_repeats_is_refused():
    assert "n’existe pas" in cleaned(start="28/03/2027", start_hour="2h30")
    assert "existe deux fois" in cleaned(start="31/10/2027", start_hour="2h30")
    assert cleaned(start="28/03/2027", start_hour="3h") == in_paris(2027, 3, 28, 3)
    field = MomentField()
    field.speak_in(REUNION)  # whose clocks never change
    assert field.clean(("28/03/2027", "2h30")) == datetime(2027, 3, 27, 22, 30, tzinfo=UTC)


def test_years_at_the_edge_are_refused_in_words():
    for text in ("31/12/9999 23:59", "01/01/0001 00:00", "15/12/1908 8h30", "31/12/99999"):
        assert "hors des bornes" in cleaned(start=text)


def test_seconds_that_are_there_stay():
    moment = in_paris(2026, 12, 15, 17, 30, 12)
    html = MomentInput().render("start", moment.replace(tzinfo=None))
    assert 'value="17:30:12"' in html
    assert not MomentField().has_changed(moment, ("15/12/2026", "17:30:12"))
    assert MomentField().has_changed(moment, ("15/12/2026", "17:30"))


def test_days_and_hours_alone():
    assert DayField().clean("mardi 15 décembre 2026") == date(2026, 12, 15)
    assert DayField().clean("14/06/1992") == date(1992, 6, 14)
    assert HourField().clean("8 h 30") == time(8, 30)
    for field, text in ((DayField(), "29/02/2027"), (DayField(), "31/12/9999"), (HourField(), "25 h")):
        with pytest.raises(ValidationError):
            field.clean(text)


def test_wagtails_inputs_are_replaced_with_what_was_asked_of_them():
    assert isinstance(DayField(widget=AdminDateInput).widget, DayInput)
    assert isinstance(HourField(widget=AdminTimeInput()).widget, HourInput)
    scheduled = MomentField(widget=AdminDateTimeInput(attrs={"data-w-dialog-target": "notify"})).widget
    assert isinstance(scheduled, MomentInput)
    assert scheduled.render("go_live_at", None).count('data-w-dialog-target="notify"') == 2


def admin_forms() -> list[type[forms.BaseForm]]:
    """The forms of every page, of every snippet and of files, their rows among them."""
    panels = [model.snippet_viewset.get_edit_handler() for model in get_snippet_models()]
    panels += [model.get_edit_handler() for model in get_page_models() if hasattr(model, "get_edit_handler")]
    whole = [panel.get_form_class() for panel in panels if panel is not None]
    rows = [formset.form for form in whole for formset in getattr(form, "formsets", {}).values()]
    return [*whole, *rows, ImageForm, DocumentForm]


def test_every_form_of_the_admin_has_these_inputs():
    wagtails = (AdminDateInput, AdminDateTimeInput, AdminTimeInput)
    dated = 0
    for form in admin_forms():
        for name, field in form.base_fields.items():
            assert not isinstance(field.widget, wagtails), (form, name)
            if isinstance(field, forms.DateField | forms.DateTimeField | forms.TimeField):
                assert isinstance(field, DayField | HourField | MomentField), (form, name)
                dated += 1
    assert dated > 10


def test_every_column_of_a_date_gives_one_of_these_fields():
    for model in apps.get_models():
        for column in model._meta.get_fields():
            if getattr(column, "editable", False) and column.get_internal_type() in {
                "DateField",
                "DateTimeField",
            }:
                assert isinstance(formfield_for_dbfield(column), DayField | MomentField)


def test_a_block_has_them_too_and_is_wagtails_in_migrations():
    block = DayBlock(required=False)
    assert isinstance(block.field, DayField)
    assert block.deconstruct()[0] == "wagtail.blocks.DateBlock"
    assert block.clean(block.field.clean("15 décembre 2026")) == date(2026, 12, 15)


@pytest.mark.django_db
def test_the_filters_of_wagtails_lists_show_the_same_input():
    html = AdminDateInput(attrs={"placeholder": "Du"}).render("from", date(2026, 12, 15))
    assert 'data-moment="day"' in html
    assert 'value="15/12/2026"' in html
    assert "<script" not in html
