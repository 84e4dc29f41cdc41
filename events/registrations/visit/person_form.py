"""The form that corrects one person of a registration."""

import copy
from typing import Any

from django import forms

from ..forms import OtherPersonForm, RegistrationForm
from ..models import Attendee
from ..questions import answers_in


class CorrectionForm(OtherPersonForm):
    """One person as they are held. ``shared``: with what was asked once of whoever registered.

    Whoever registered has no address of their own beside the registration's.
    """

    organisation_kind = copy.deepcopy(RegistrationForm.base_fields["organisation_kind"])
    field_order = ["first_name", "last_name", "organisation", "email", "mode", "organisation_kind"]

    def __init__(self, *args: Any, attendee: Attendee, shared: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_shared = shared
        del self.fields["companion"]
        self.shared_questions: dict[str, forms.Field] = {}
        if shared:
            del self.fields["email"]
            self.shared_questions = copy.deepcopy(dict(self.asked.once))
            self.fields |= self.shared_questions
        else:
            del self.fields["organisation_kind"]

    @property
    def shared_question_fields(self) -> list[forms.BoundField]:
        return [self[key] for key in self.shared_questions]

    @property
    def answers(self) -> dict[int, Any]:
        return answers_in({name: self.cleaned_data.get(name) for name in self.questions})

    @property
    def shared_answers(self) -> dict[int, Any]:
        return answers_in({name: self.cleaned_data.get(name) for name in self.shared_questions})
