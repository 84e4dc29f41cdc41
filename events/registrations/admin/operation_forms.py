"""What is typed for an operation on an event. Times are typed and shown where the event takes place."""

from datetime import time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.addresses import LONGEST
from conference.core.times.fields import END_OF_DAY, MomentField
from events.models import EventPage

MOST_SEATS = 100_000
FARTHEST = timedelta(days=5 * 366)


class OperationForm(forms.Form):
    """The form of one verb, about one event."""

    def __init__(self, *args: Any, event: EventPage, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)


def _reason(label: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=gettext_lazy("Cette raison est écrite sur la page et envoyée aux personnes inscrites."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=required,
        error_messages={"required": gettext_lazy("Dites pourquoi l’événement est annulé.")},
    )


def _link(help_text: Any) -> forms.URLField:
    return forms.URLField(
        label=gettext_lazy("Lien de connexion"),
        help_text=help_text,
        max_length=LONGEST,
        required=False,
        assume_scheme="https",
        error_messages={
            "invalid": gettext_lazy(
                "Ce n’est pas une adresse : collez le lien entier, par exemple « https://… »."
            )
        },
    )


class CancelForm(OperationForm):
    reason = _reason(gettext_lazy("Pourquoi l’événement n’aura pas lieu"), required=True)


class _MomentForm(OperationForm):
    """A form with one moment, typed in the zone of the event."""

    moment_name = ""
    moment_label: Any = ""
    day_alone: time | None = None  # the hour that a day written alone means

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = MomentField(label=self.moment_label, required=False)
        field.speak_in(self.event.zone)
        field.complete(alone=self.day_alone, at_end=self.day_alone is not None)
        self.fields[self.moment_name] = field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        moment = cleaned.get(self.moment_name)
        if moment and moment > timezone.now() + FARTHEST:
            self.add_error(self.moment_name, _("Cette date est trop lointaine : vérifiez l’année."))
        return cleaned


class PostponeForm(_MomentForm):
    moment_name = "start"
    moment_label = gettext_lazy("Nouveau début")
    known = forms.ChoiceField(
        label=gettext_lazy("La nouvelle date"),
        choices=[("known", gettext_lazy("est connue")), ("later", gettext_lazy("sera dite plus tard"))],
        initial="known",
        widget=forms.RadioSelect,
    )
    reason = _reason(gettext_lazy("Pourquoi (facultatif)"))
    field_order = ["known", "start", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("known") == "later":
            cleaned["start"] = None
        elif not cleaned.get("start") and "start" not in self.errors:
            self.add_error("start", _("Donnez le nouveau début, ou choisissez « sera dite plus tard »."))
        return cleaned


class MoveOnlineForm(OperationForm):
    online_url = _link(gettext_lazy("S’il est déjà connu. Envoyé aux seules personnes inscrites."))
    reason = _reason(gettext_lazy("Pourquoi (facultatif)"))


class LinkForm(OperationForm):
    online_url = _link(gettext_lazy("Envoyé aux seules personnes inscrites."))

    def clean_online_url(self) -> str:
        url = self.cleaned_data["online_url"]
        if url == self.event.online_url:
            raise forms.ValidationError(_("C’est déjà le lien de cet événement."))
        return url


class CapacityForm(OperationForm):
    capacity = forms.IntegerField(
        label=gettext_lazy("Places ouvertes"),
        help_text=gettext_lazy("Vide : sans limite."),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        error_messages={
            "invalid": gettext_lazy("Écrivez un nombre entier, par exemple « 40 »."),
            "min_value": gettext_lazy("Il faut au moins une place ; pour n’en offrir aucune, fermez."),
            "max_value": gettext_lazy("C’est plus que ce site sait compter : laissez vide."),
        },
    )


class CeilingForm(OperationForm):
    ceiling = forms.IntegerField(
        label=gettext_lazy("Jauge de la salle"),
        help_text=gettext_lazy(
            "Le plafond que personne ne dépasse, pour aucune raison. Vide : seules les places limitent."
        ),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        error_messages={
            "invalid": gettext_lazy("Écrivez un nombre entier, par exemple « 60 »."),
            "min_value": gettext_lazy("Une salle tient au moins une personne."),
            "max_value": gettext_lazy("C’est plus que ce site sait compter : laissez vide."),
        },
    )


class ClosingForm(_MomentForm):
    moment_name = "closes_at"
    day_alone = END_OF_DAY
    moment_label = gettext_lazy("Fin des inscriptions (vide : au début de l’événement)")
