"""What a visitor types to register."""

import copy
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core import email_field
from conference.core.worlds import ON_BEHALF_OF
from events.models import EventPage

from .applicants import Applicant
from .names import refuse_advertising, refuse_links, tidied
from .questions import fields_for


class EmailField(email_field.EmailField):
    """The address of the person who asks for a seat."""

    default_error_messages = {
        "required": gettext_lazy("Écrivez votre adresse : le lien de confirmation y est envoyé."),
    }


class OrganisationField(forms.CharField):
    """The name of an organisation, on one line."""

    default_validators = [refuse_links]

    def to_python(self, value: Any) -> str:
        return tidied(super().to_python(value))


class NameField(OrganisationField):
    """A first or last name, on one line: our pages and mails name people by it."""

    default_validators = [refuse_links, refuse_advertising]


class AddressForm(forms.Form):
    """The address alone, to correct it."""

    email = EmailField(
        label=gettext_lazy("Courriel"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class RegistrationForm(forms.Form):
    """Who asks for a seat. Nothing more is asked than is needed to keep one."""

    first_name = NameField(
        label=gettext_lazy("Prénom"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": gettext_lazy("Écrivez votre prénom.")},
    )
    last_name = NameField(
        label=gettext_lazy("Nom"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": gettext_lazy("Écrivez votre nom.")},
    )
    email = EmailField(
        label=gettext_lazy("Courriel"),
        max_length=254,
        help_text=gettext_lazy("Nous y envoyons le lien de confirmation, puis le billet. Rien d’autre."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation = OrganisationField(
        label=gettext_lazy("Organisation"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    organisation_kind = forms.ChoiceField(
        label=gettext_lazy("Vous venez au titre de…"),
        choices=[("", gettext_lazy("sans réponse")), *ON_BEHALF_OF],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choisissez une des réponses proposées.")},
    )

    def __init__(self, *args: Any, event: EventPage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = fields_for(event) if event is not None else None
        self.questions = {**asked.once, **asked.of_each} if asked else {}
        self.fields |= copy.deepcopy(dict(self.questions))

    @property
    def question_fields(self) -> list[forms.BoundField]:
        """The questions beside the fixed fields."""
        return [self[key] for key in self.questions]

    @property
    def applicant(self) -> Applicant:
        """The person, once the form is valid."""
        return Applicant.from_cleaned(self.cleaned_data, questions=self.questions)

    @property
    def error_title(self) -> str:
        """How many points are to be mended: « Deux points à revoir »."""
        numbers = [_("Un point"), _("Deux points"), _("Trois points"), _("Quatre points"), _("Cinq points")]
        return _("%s à revoir") % numbers[min(len(self.errors), len(numbers)) - 1]
