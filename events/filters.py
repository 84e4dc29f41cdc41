"""What the agenda is asked: words, regions, formats, a page."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.list_filters import ListFilters, SeveralChoices, labels
from conference.core.text import words
from conference.regions.reference import NO_REGION, region_choices

from .models import EventFormat
from .querysets import EventQuerySet

LONGEST_TEXT = 100


class AgendaFilters(ListFilters):
    """The filters of the agenda and of its archives."""

    q = forms.CharField(
        label=gettext_lazy("Mot, ville ou code postal"),
        required=False,
        widget=forms.TextInput({"type": "search", "maxlength": LONGEST_TEXT, "autocomplete": "off"}),
    )
    region = SeveralChoices(
        label=gettext_lazy("Région"),
        required=False,
        choices=region_choices,
        error_messages={"invalid_choice": NO_REGION},
    )
    format = SeveralChoices(
        label=gettext_lazy("Format"),
        required=False,
        choices=EventFormat.choices,
        error_messages={
            "invalid_choice": gettext_lazy(
                "« %(value)s » n’est pas un format : ce critère n’a pas été pris en compte."
            )
        },
    )

    def clean_q(self) -> str:
        """The words to look for; a text that is too long or holds none is left out."""
        text: str = self.cleaned_data["q"]
        if len(text) > LONGEST_TEXT:
            raise ValidationError(
                _("Le texte cherché dépasse %(limit)s signes : il n’a pas été pris en compte."),
                params={"limit": LONGEST_TEXT},
            )
        if text and not words(text):
            raise ValidationError(
                _("« %(value)s » ne contient ni lettre ni chiffre : ce texte n’a pas été pris en compte."),
                params={"value": text},
            )
        return text

    # --- What was understood ---------------------------------------------------------------------

    @property
    def chosen_regions(self) -> list[str]:
        """The names of the regions asked for."""
        return self._said("region")

    @property
    def chosen_formats(self) -> list[str]:
        """The formats asked for, as they are said."""
        return self._said("format")

    def _said(self, name: str) -> list[str]:
        said = labels(self.fields[name])
        return [said[value] for value in self.cleaned_data[name]]

    def narrow(self, events: EventQuerySet) -> EventQuerySet:
        """Those of ``events`` that were asked for."""
        found = self.cleaned_data
        if found["q"]:
            events = events.matching(found["q"])
        if found["region"]:
            events = events.in_regions(found["region"])
        if found["format"]:
            events = events.in_formats(found["format"])
        return events
