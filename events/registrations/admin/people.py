"""What the team changes of one person: names, answers, way to attend, a place handed over or given back."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions.cancellations import cancel
from ..actions.people import add_people, hand_over, set_address, set_note, set_phone
from ..errors import AlreadyRegistered, EventFull, NotHybrid
from ..models import Attendee, Registration
from ..privacy.erasure import erase
from ..states import LIVE
from ..transitions import By
from ..visit.forms import AddressForm, OtherPersonForm, PersonForm
from ..visit.person_form import CorrectionForm
from .rows import ReasonForm, RegistrationAction, told_by_mail


def make_answers_optional(form: PersonForm) -> None:
    """On the telephone not everything is asked; and a wish needs the person's own consent, by the link."""
    for name in form.questions | form.shared_questions:
        form.fields[name].required = False
    for name in ("arrangement", "consent"):
        form.fields.pop(name, None)


class TeamCorrectionForm(CorrectionForm):
    """One person, as the team corrects them, or exchanges their seat with another's of the same registration.

    Of whoever registered, the telephone too.
    """

    phone = forms.CharField(
        label=gettext_lazy("Téléphone"),
        max_length=Registration._meta.get_field("phone").max_length,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    swap = forms.ModelChoiceField(
        label=gettext_lazy("Échanger la place"),
        queryset=Attendee.objects.none(),
        required=False,
        empty_label=gettext_lazy("non"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        make_answers_optional(self)
        if self.asks_once:
            self.fields["organisation_kind"].label = _("Au titre de")
            self.initial["phone"] = self.attendee.registration.phone
        else:
            del self.fields["phone"]
        party = self.attendee.registration.attendees.filter(status__in=LIVE)
        self.fields["swap"].queryset = party.exclude(status=self.attendee.status)
        self.fields["swap"].label_from_instance = lambda other: f"{other} ({other.get_status_display()})"
        if not self.fields["swap"].queryset.exists():
            del self.fields["swap"]

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data

    @transaction.atomic
    def save(self, *, by: By, now: datetime) -> None:
        super().save(by=by, now=now)
        if "phone" in self.changed_data:
            set_phone(self.attendee, phone=self.cleaned_data["phone"], by=by, now=now)
        if other := self.cleaned_data.get("swap"):
            hand_over(self.attendee, to=other, by=by, now=now)


class TeamPersonForm(OtherPersonForm):
    """Somebody whom the team adds to a registration."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        make_answers_optional(self)
        self.fields["companion"] = forms.BooleanField(
            label=_("Accompagne une personne handicapée"),
            help_text=_("Hors du maximum par adresse et des places ouvertes, dans la jauge de la salle."),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data | {"arrangement": "", "consent": False}


class PersonAction(RegistrationAction):
    """An action on one person of a registration."""

    object: Attendee

    def get_success_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.registration_id])


class CorrectPersonView(PersonAction):
    form_class = TeamCorrectionForm
    page_title = gettext_lazy("Corriger ou céder")
    button_label = gettext_lazy("Enregistrer")
    done = gettext_lazy("C’est enregistré.")

    @cached_property
    def is_first(self) -> bool:
        first = self.object.registration.attendees.order_by("pk").values_list("pk", flat=True).first()
        return first == self.object.pk

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "event": self.object.event,
            "attendee": self.object,
            "shared": self.is_first,
        }

    def consequences(self) -> list[str]:
        return [
            _("Un nom mal écrit se corrige ; un autre nom cède la place à cette autre personne."),
            _("Cédée, la place perd les réponses de la personne d’avant. Un courriel dit ce qui a changé."),
        ]

    def field_refused(self, refusal: Exception, form: forms.Form) -> str | None:
        return "mode" if isinstance(refusal, EventFull | NotHybrid) and "mode" in form.fields else None

    def act(self, form: TeamCorrectionForm) -> None:
        form.save(by=self.request.user, now=timezone.now())


class CancelPersonView(PersonAction):
    form_class = ReasonForm
    page_title = gettext_lazy("Annuler cette place")
    button_label = gettext_lazy("Annuler cette place")
    serious = True
    done = gettext_lazy("La place est rendue.")

    def consequences(self) -> list[str]:
        return [
            _("Cette place est rendue tout de suite ; les autres personnes gardent la leur."),
            *told_by_mail(self.object.registration),
        ]

    def act(self, form: forms.Form) -> None:
        cancel(
            self.object.registration,
            attendees=[self.object.pk],
            by=self.request.user,
            now=timezone.now(),
            reason=form.cleaned_data["reason"],
        )


class ErasePersonView(PersonAction):
    """The right to erasure of one person among others."""

    page_title = gettext_lazy("Effacer les données de cette personne")
    button_label = gettext_lazy("Effacer ces données")
    serious = True
    done = gettext_lazy("Les données de cette personne sont effacées.")

    def consequences(self) -> list[str]:
        return [
            _("Son nom, son adresse et ses réponses sont effacés ; les autres personnes restent."),
            _("Une place encore tenue est rendue tout de suite, sans courriel."),
            _("On ne peut pas revenir en arrière."),
        ]

    def act(self, form: forms.Form) -> None:
        attendee = self.object
        erase(attendee.registration, attendees=[attendee.pk], by=self.request.user, now=timezone.now())


class AddPersonView(RegistrationAction):
    object: Registration
    form_class = TeamPersonForm
    page_title = gettext_lazy("Ajouter une personne")
    button_label = gettext_lazy("Ajouter cette personne")
    done = gettext_lazy("La personne est ajoutée.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"event": self.object.event}

    def consequences(self) -> list[str]:
        return [
            _("La personne a une place, ou attend si aucune n’est libre."),
            _("Le maximum de personnes par adresse ne lie pas l’équipe."),
        ]

    def act(self, form: TeamPersonForm) -> None:
        add_people(self.object, people=[form.person], by=self.request.user, now=timezone.now())


class AddressView(RegistrationAction):
    """The address of a registration was typed wrong, or told on the telephone since."""

    object: Registration
    form_class = AddressForm
    page_title = gettext_lazy("Changer l’adresse")
    button_label = gettext_lazy("Changer l’adresse")
    done = gettext_lazy("L’adresse est changée, le lien est en route.")

    def get_form(self, form_class: Any = None) -> forms.Form:
        form = super().get_form(form_class)
        form.fields["email"].widget.attrs["autocomplete"] = "off"
        return form

    def get_initial(self) -> dict[str, Any]:
        return {"email": self.object.email}

    def consequences(self) -> list[str]:
        sentences = [_("Un courriel part à la nouvelle adresse, avec le lien et les billets.")]
        if self.object.email:
            sentences.append(_("Le lien et les billets envoyés à l’ancienne adresse ne mènent plus à rien."))
        return sentences

    def field_refused(self, refusal: Exception, form: forms.Form) -> str | None:
        return "email" if isinstance(refusal, AlreadyRegistered) else None

    def act(self, form: forms.Form) -> None:
        set_address(self.object, email=form.cleaned_data["email"], by=self.request.user, now=timezone.now())


class NoteForm(forms.Form):
    """The team's own words."""

    note = forms.CharField(
        label=gettext_lazy("Note de l’équipe"),
        help_text=gettext_lazy(
            "Lue par l’équipe seule, et par la personne si elle demande ses données : rien de sa santé."
        ),
        max_length=Registration._meta.get_field("note").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class NoteView(RegistrationAction):
    object: Registration
    form_class = NoteForm
    page_title = gettext_lazy("Note de l’équipe")
    button_label = gettext_lazy("Enregistrer la note")
    done = gettext_lazy("La note est enregistrée.")

    def get_initial(self) -> dict[str, Any]:
        return {"note": self.object.note}

    def consequences(self) -> list[str]:
        return [_("Personne n’est prévenu. Elle est effacée avec l’inscription.")]

    def act(self, form: forms.Form) -> None:
        set_note(self.object, note=form.cleaned_data["note"])
