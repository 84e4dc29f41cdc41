"""The form that corrects one person of a registration, for a visitor and for the team."""

import copy
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ..actions.people import rename, set_mode, set_own_address
from ..errors import RegistrationErased
from ..models import Attendee
from ..questions import answers_in, answers_of, arrangements, as_initial, save_answers
from ..seats import lock_seats_with
from ..states import Status
from ..transitions import By, log
from .forms import OtherPersonForm, RegistrationForm

NAMES = ("first_name", "last_name", "organisation")


class CorrectionForm(OtherPersonForm):
    """One person, as they are held to begin with. ``shared``: with what was asked once of whoever registered.

    Whoever registered has no address of their own beside the registration's. ``own``: the person types it.
    """

    organisation_kind = copy.deepcopy(RegistrationForm.base_fields["organisation_kind"])
    field_order = ["first_name", "last_name", "organisation", "email", "mode", "organisation_kind"]

    def __init__(
        self, *args: Any, attendee: Attendee, shared: bool, own: bool = False, **kwargs: Any
    ) -> None:
        self.attendee, self.asks_once, self.is_typed_by_another = attendee, shared, not own
        super().__init__(*args, **kwargs | {"initial": _held(attendee)})
        del self.fields["companion"]
        del self.fields["email" if shared else "organisation_kind"]

    @transaction.atomic
    def save(self, *, by: By, now: datetime) -> None:
        """Write what has changed, all of it or nothing.

        Raises RegistrationErased, or what the functions of people.py refuse. Of a seat handed over, the
        answers that nobody changed were those of the person before: they go.
        """
        cleaned, changed = self.cleaned_data, set(self.changed_data)
        _event, registration = lock_seats_with(self.attendee.registration)
        attendee = next(each for each in registration.attendees.all() if each == self.attendee)
        if attendee.is_anonymised:
            raise RegistrationErased
        if changed & set(NAMES):
            attendee = rename(attendee, **{name: cleaned[name] for name in NAMES}, by=by, now=now)
        if "mode" in changed:
            attendee = set_mode(attendee, mode=cleaned["mode"], by=by, now=now)
        if "email" in changed:
            attendee = set_own_address(attendee, email=cleaned["email"], by=by, now=now)
        if "organisation_kind" in changed:
            registration.organisation_kind = cleaned["organisation_kind"]
            registration.save(update_fields=["organisation_kind"])
        answers, shared = self._changed(self.questions), self._changed(self.shared_questions)
        save_answers(registration, attendee, answers)
        save_answers(registration, None, shared)
        if answers or shared or "organisation_kind" in changed:
            log([attendee], befores=[Status(attendee.status)], by=by, now=now, note=_("réponses corrigées"))
        if cleaned.get("arrangement"):
            arrangements.ask(attendee, wish=cleaned["arrangement"], now=now)

    def _changed(self, questions: Iterable[str]) -> dict[int, Any]:
        """The answers that were changed, by their question."""
        return answers_in({name: self.cleaned_data[name] for name in questions if name in self.changed_data})


def _held(attendee: Attendee) -> dict[str, Any]:
    """What is held of the person, as the form shows it."""
    registration = attendee.registration
    answers = answers_of(registration)
    known = {name: getattr(attendee, name) for name in (*NAMES, "email", "mode")}
    known["organisation_kind"] = registration.organisation_kind
    return known | as_initial(answers.get(None, {})) | as_initial(answers.get(attendee.pk, {}))
