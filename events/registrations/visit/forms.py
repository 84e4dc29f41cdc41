"""What a visitor types to register: the address and, of each person, as little as keeps a seat."""

import copy
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core import email_field
from conference.core.worlds import ON_BEHALF_OF
from events.choices import EventFormat
from events.models import EventPage

from ..actions.applicants import Applicant, Person
from ..actions.names import refuse_advertising, refuse_links, tidied
from ..models import Mode
from ..questions import AskedFields, answers_in, fields_for


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


class ArrangementForm(forms.Form):
    """What a person needs to take part: never the health, and only with a consent of its own."""

    arrangement = forms.CharField(
        label=gettext_lazy("Aménagement souhaité"),
        help_text=gettext_lazy(
            "Par exemple : une place en fauteuil, une boucle magnétique, une interprète en langue des signes."
            " Dites ce qu’il vous faut, jamais votre état de santé."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    consent = forms.BooleanField(
        label=gettext_lazy("Votre accord"),
        help_text=gettext_lazy(
            "J’accepte que l’équipe d’organisation lise ce souhait pour y répondre. Il est effacé trente"
            " jours après l’événement ; je peux retirer mon accord à tout moment par le lien reçu."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("arrangement") and not cleaned.get("consent"):
            self.add_error(
                "consent", _("Cochez cette case pour que votre souhait soit lu, ou effacez le souhait.")
            )
        return cleaned


class PersonForm(ArrangementForm):
    """One person of a registration: who, how they take part, what the event asks of each.

    ``asked``: the questions of ``event``, where the caller has read them for several forms.
    """

    first_name = NameField(label=gettext_lazy("Prénom"), max_length=80)
    last_name = NameField(label=gettext_lazy("Nom"), max_length=80)
    organisation = OrganisationField(label=gettext_lazy("Organisation"), max_length=160, required=False)
    mode = forms.ChoiceField(
        label=gettext_lazy("Participation"),
        choices=[(value, label.capitalize()) for value, label in Mode.choices],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choisissez « sur place » ou « en ligne »."),
            "invalid_choice": gettext_lazy("Choisissez une des réponses proposées."),
        },
    )
    autocomplete = {"first_name": "off", "last_name": "off", "organisation": "off", "email": "off"}
    required_messages = {
        "first_name": gettext_lazy("Écrivez le prénom de cette personne."),
        "last_name": gettext_lazy("Écrivez le nom de cette personne."),
    }
    asks_once = False  # whether it also asks what is asked once of a registration

    def __init__(
        self, *args: Any, event: EventPage | None = None, asked: AskedFields | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if event is None or event.format != EventFormat.HYBRID:
            del self.fields["mode"]
        self.asked = asked or (fields_for(event) if event else AskedFields(once={}, of_each={}))
        self.questions = copy.deepcopy(dict(self.asked.of_each))
        self.shared_questions = copy.deepcopy(dict(self.asked.once)) if self.asks_once else {}
        self.fields |= self.questions | self.shared_questions
        for name, token in self.autocomplete.items():
            if name in self.fields:
                self.fields[name].widget.attrs["autocomplete"] = token
        for name, sentence in self.required_messages.items():
            self.fields[name].error_messages["required"] = sentence

    @property
    def question_fields(self) -> list[forms.BoundField]:
        """The event's questions to each person."""
        return [self[key] for key in self.questions]

    @property
    def shared_question_fields(self) -> list[forms.BoundField]:
        """The event's questions asked once, whatever the number of people."""
        return [self[key] for key in self.shared_questions]

    @property
    def wants_arrangement(self) -> bool:
        """Whether an arrangement is being written, or is to be mended: its part of the form is open."""
        names = ("arrangement", "consent")
        return any(self[name].value() or (self.is_bound and self[name].errors) for name in names)

    @property
    def person(self) -> Person:
        """The person, once the form is valid."""
        cleaned = self.cleaned_data
        return Person(
            first_name=cleaned["first_name"],
            last_name=cleaned["last_name"],
            organisation=cleaned["organisation"],
            mode=cleaned.get("mode", ""),
            answers=_answered(cleaned, self.questions),
            arrangement=cleaned["arrangement"] if cleaned["consent"] else "",
        )


class RegistrationForm(PersonForm):
    """Who writes, who is the first person of the registration, and where the link is sent."""

    email = EmailField(
        label=gettext_lazy("Courriel"),
        max_length=254,
        help_text=gettext_lazy(
            "Nous y envoyons le lien de confirmation, le billet, les nouvelles de la session. Rien d’autre."
        ),
        widget=forms.EmailInput(),
    )
    organisation_kind = forms.ChoiceField(
        label=gettext_lazy("Vous venez au titre de…"),
        choices=[("", gettext_lazy("sans réponse")), *ON_BEHALF_OF],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choisissez une des réponses proposées.")},
    )
    field_order = ["first_name", "last_name", "email", "organisation", "mode", "organisation_kind"]
    autocomplete = {
        "first_name": "given-name",
        "last_name": "family-name",
        "organisation": "organization",
        "email": "email",
    }
    required_messages = {
        "first_name": gettext_lazy("Écrivez votre prénom."),
        "last_name": gettext_lazy("Écrivez votre nom."),
    }
    asks_once = True

    @property
    def applicant(self) -> Applicant:
        """Who writes and is alone so far, once the form is valid."""
        return Applicant(
            email=self.cleaned_data["email"],
            organisation_kind=self.cleaned_data["organisation_kind"],
            people=(self.person,),
            answers=_answered(self.cleaned_data, self.shared_questions),
        )


class OtherPersonForm(PersonForm):
    """Somebody whom another person registers: an address of their own is optional."""

    email = EmailField(
        label=gettext_lazy("Son courriel"),
        max_length=254,
        required=False,
        help_text=gettext_lazy(
            "Cette personne y reçoit l’information sur ses données, et un lien qui ne concerne qu’elle."
        ),
        widget=forms.EmailInput(),
    )
    companion = forms.BooleanField(required=False, widget=forms.HiddenInput)
    field_order = ["first_name", "last_name", "organisation", "email", "mode"]

    number = 2  # of the person in the form; party.Party counts them
    is_typed_by_another = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_typed_by_another and "consent" in self.fields:
            self.fields["consent"].label = _("Son accord")
            self.fields["consent"].help_text = _(
                "Cette personne accepte que l’équipe d’organisation lise ce souhait pour y répondre. Il est"
                " effacé trente jours après l’événement ; l’accord se retire à tout moment par le lien reçu."
            )

    @property
    def key(self) -> str:
        """What tells this person from the others of the form: « 3 » of the prefix « p3 »."""
        return (self.prefix or "p2")[1:]

    @property
    def is_companion(self) -> bool:
        return str(self["companion"].value()) == "True"

    @property
    def title(self) -> str:
        """« Personne 2 »."""
        return _("Personne %s") % self.number

    @property
    def person(self) -> Person:
        cleaned = self.cleaned_data
        return Person(
            **{**vars(super().person), "email": cleaned["email"], "companion": bool(cleaned["companion"])}
        )


def _answered(cleaned: dict[str, Any], questions: dict[str, forms.Field]) -> dict[int, Any]:
    """The answers among what was typed to these questions, blank ones included, by their question."""
    return answers_in({name: cleaned.get(name) for name in questions})
