"""A mail address as people type it: mended where there is one reading, otherwise the wrong sign is named."""

import pytest
from django import forms
from django.test import Client

from conference.core.email_field import EmailField
from events.registrations.visit.forms import AddressForm, RegistrationForm
from tests.events.registrations.factories import open_event
from tests.events.registrations.pages import TYPED, form_of

ADDRESS = "prenom.nom@exemple.fr"
NO_BREAK = "\N{NO-BREAK SPACE}"


class Form(forms.Form):
    email = EmailField()


def errors(typed: str) -> list[str]:
    form = Form({"email": typed})
    return [] if form.is_valid() else [str(error).replace(NO_BREAK, " ") for error in form.errors["email"]]


@pytest.mark.parametrize(
    "typed",
    [
        f"mailto:{ADDRESS}",
        f"Mailto: {ADDRESS} ",
        f"{ADDRESS},",
        f"{ADDRESS} ;",
        f"{ADDRESS}.",
        f"<{ADDRESS}>",
        f"« {ADDRESS} »",
        "prenom.nom @ exemple.fr",
        "prenom. nom@exemple .fr",
        f"\u200b{ADDRESS}\u200b",
    ],
)
def test_what_can_be_read_in_one_way_is_mended(typed: str) -> None:
    form = Form({"email": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["email"] == ADDRESS


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("andré@exemple.fr", "« é » ne peut pas se trouver avant « @ »"),
        ("andre\u0301@exemple.fr", "« é » ne peut pas se trouver avant « @ »"),
        ("prenom@exemple–ville.fr", "un tiret long (–) après « @ »"),
        ("prenom,nom@exemple.fr", "une virgule avant « @ »"),
        ("d’artagnan@exemple.fr", "une apostrophe avant « @ »"),
        ("prenom(a)@exemple.fr", "le signe « ( » avant « @ »"),
        ("prenom@exemple,fr", "une virgule après « @ »"),
        ("prenom@exemple", "la fin de l’adresse après « @ »"),
        ("prenom.exemple.fr", "Il manque un « @ »"),
        ("un@exemple.fr,deux@exemple.fr", "deux fois « @ »"),
        ("@exemple.fr", "le nom avant « @ »"),
        ("prenom..nom@exemple.fr", "un point de trop avant « @ »"),
        ("prenom@exemple..fr", "un point de trop après « @ »"),
        ("prenom@-exemple.fr", "Cette adresse n’est pas complète"),
        ("pre\x00nom@exemple.fr", "un signe invisible avant « @ »"),
        ("a" * 400 + "@exemple.fr", ""),
    ],
)
def test_the_sign_that_is_wrong_is_named_in_one_sentence(typed: str, named: str) -> None:
    (said,) = errors(typed)
    assert named in said


@pytest.mark.parametrize(
    "typed", ["prenom@écologie.fr", "o'brien+ici@exemple.fr", "a_b@sous-domaine.exemple.org"]
)
def test_what_a_mail_server_takes_is_taken(typed: str) -> None:
    assert errors(typed) == []


def test_nothing_typed_is_missing() -> None:
    for form in (RegistrationForm({}), AddressForm({"email": "  "})):
        assert "Écrivez votre adresse" in form.errors["email"][0]


@pytest.mark.django_db
def test_a_visitor_registers_with_an_address_that_was_pasted(client: Client) -> None:
    event = open_event()
    assert client.post(form_of(event), TYPED | {"email": f"mailto:{ADDRESS},"}).status_code == 303
    assert event.registrations.get().email == ADDRESS


@pytest.mark.parametrize("typed", ["?", ";", "mailto:", "«»"])
def test_what_is_no_address_is_said_and_not_emptied_where_none_is_asked(typed: str) -> None:
    field = EmailField(required=False)
    assert field.clean("  ") == ""
    assert field.clean("\N{ZERO WIDTH SPACE}") == ""
    with pytest.raises(forms.ValidationError, match="pas complète"):
        field.clean(typed)
