"""The questions of an event as fields of a form: each kind, what is said of it, what is not asked."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.registrations.models import EventQuestion, Question
from events.registrations.questions import answers_in, as_initial, fields_for
from events.registrations.questions.fields import field_of
from tests.conference.factories import make_site_tree

from .factories import QuestionFactory, event_asking

pytestmark = pytest.mark.django_db
Kind = Question.Kind
CHOICES = "le matin\n\n  l’après-midi  \nle matin\n"


def form_with(fields, data=None, **kwargs) -> forms.Form:
    form = forms.Form(data, **kwargs)
    form.fields |= dict(fields)
    return form


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.SHORT, " Maire\x02 ", "Maire"),
        (Kind.LONG, "Une\nautre ligne", "Une\nautre ligne"),
        (Kind.ONE, "le matin", "le matin"),
        (Kind.SEVERAL, ["le matin", "l’après-midi"], ["le matin", "l’après-midi"]),
        (Kind.YES_NO, "oui", True),
        (Kind.YES_NO, "non", False),
        (Kind.NUMBER, "0", 0),
    ],
)
def test_each_kind_is_asked_answered_and_shown_again(kind, typed, value) -> None:
    question = QuestionFactory(kind=kind, choices=CHOICES)
    asked = fields_for(event_asking(question, required=True)).once
    name = f"question-{question.pk}"
    form = form_with(asked, {name: typed})
    assert form.is_valid(), form.errors
    assert answers_in(form.cleaned_data) == {question.pk: value}
    again = form_with(asked, initial=as_initial({question.pk: value}))[name]
    shown = "oui" if value is True else "non" if value is False else value
    assert again.value() == shown


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.SHORT, ""),
        (Kind.SHORT, "x" * 201),
        (Kind.LONG, "x" * 2001),
        (Kind.ONE, "jamais"),
        (Kind.SEVERAL, ["le matin", "jamais"]),
        (Kind.SEVERAL, []),
        (Kind.YES_NO, "peut-être"),
        (Kind.YES_NO, ""),
        (Kind.NUMBER, "-1"),
        (Kind.NUMBER, "9" * 400),
    ],
)
def test_what_answers_nothing_is_refused_where_an_answer_is_wanted(kind, typed) -> None:
    question = QuestionFactory(kind=kind, choices=CHOICES)
    name = f"question-{question.pk}"
    form = form_with(fields_for(event_asking(question, required=True)).once, {name: typed})
    assert list(form.errors) == [name]


@pytest.mark.parametrize("kind", Kind.values)
def test_nobody_has_to_answer_what_is_optional(kind) -> None:
    question = QuestionFactory(kind=kind, choices=CHOICES)
    form = form_with(fields_for(event_asking(question)).once, {})
    assert form.is_valid()
    assert answers_in(form.cleaned_data)[question.pk] in (None, "", [])


def test_the_diet_is_ticked_and_never_required() -> None:
    diet = QuestionFactory(diet=True)
    [field] = fields_for(event_asking(diet, required=True)).once.values()
    assert not field.required
    assert isinstance(field.widget, forms.CheckboxSelectMultiple)
    with pytest.raises(ValidationError, match="facultative"):
        EventQuestion(question=diet, required=True).clean()


def test_the_field_says_why_who_reads_and_until_when() -> None:
    field = field_of(QuestionFactory(help_text="Par exemple, maire.", term_days=7))
    assert field.help_text == (
        "Par exemple, maire. Sert à accueillir le jour venu. Lue par l’équipe d’organisation. "
        "Effacée sept jours après l’événement."
    )


def test_asked_once_or_of_each_in_the_organisers_order() -> None:
    second, first = QuestionFactory(label="A"), QuestionFactory(label="B")
    event = event_asking(first, second)
    EventQuestion.objects.create(event=event, question=second, of_each=True, sort_order=9)
    asked = fields_for(event)
    assert [field.label for field in asked.once.values()] == ["B", "A"]
    assert list(asked.of_each) == [f"question-{second.pk}"]


def test_a_regions_own_question_shows_once_approved_and_at_home_only() -> None:
    tree = make_site_tree(regions=("bretagne", "la-reunion"))
    own = QuestionFactory(region=tree.regions["bretagne"].region)
    here = event_asking(own, parent=tree.regions["bretagne"].agenda)
    there = event_asking(own, parent=tree.regions["la-reunion"].agenda)
    assert not fields_for(here).once
    own.approved_at = timezone.now()
    own.save()
    assert list(fields_for(here).once) == [f"question-{own.pk}"]
    assert not fields_for(there).once


def test_the_form_of_ten_questions_asks_one_query(django_assert_num_queries) -> None:
    event = event_asking(*QuestionFactory.create_batch(10))
    with django_assert_num_queries(1):
        assert len(fields_for(event).once) == 10


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": Kind.ONE, "choices": "un seul\n\nun seul"},
        {"kind": Kind.SHORT, "readers": Question.Readers.CATERER},
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(wrong) -> None:
    with pytest.raises(ValidationError):
        QuestionFactory.build(**wrong).clean()


def test_a_regions_own_is_kept_thirty_days_at_most() -> None:
    region = make_site_tree(regions=("bretagne",)).regions["bretagne"].region
    QuestionFactory.build(region=region, term_days=30).clean()
    with pytest.raises(ValidationError, match="Trente jours"):
        QuestionFactory.build(region=region, term_days=180).clean()
    QuestionFactory.build(term_days=180).clean()
