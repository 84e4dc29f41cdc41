"""What the agenda is asked: words, regions, formats, a page. What is not understood is left out, and said."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.text import words
from conference.regions.models import Region
from conference.regions.reference import regions_of_reference

from .models import EventFormat
from .querysets import EventQuerySet

LONGEST_TEXT = 100
LONGEST_QUOTE = 40  # signs of what the visitor asked that a sentence repeats
MOST_SENTENCES = 3  # about one field: an address may hold a thousand bad values
HIGHEST_PAGE = 99_999


class SeveralChoices(forms.MultipleChoiceField):
    """A repeatable parameter. Every value passes: the form leaves out what is not on the list."""

    widget = forms.CheckboxSelectMultiple

    def validate(self, value: list[str]) -> None:
        """Nothing is refused here."""


class AgendaFilters(forms.Form):
    """The filters of the agenda and of its archives, cleaned on creation: nothing raises.

    ``ignored`` holds one sentence for the visitor about each thing that was left out.
    """

    q = forms.CharField(
        label=gettext_lazy("Mot, ville ou code postal"),
        required=False,
        widget=forms.TextInput({"type": "search", "maxlength": LONGEST_TEXT, "autocomplete": "off"}),
    )
    region = SeveralChoices(label=gettext_lazy("Région"), required=False)
    format = SeveralChoices(label=gettext_lazy("Format"), required=False, choices=EventFormat.choices)
    page = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, auto_id="filtre-%s")
        self.ignored: list[str] = []
        self.regions = {region.slug: region for region in regions_of_reference()}
        self.fields["region"].choices = [(slug, region.name) for slug, region in self.regions.items()]
        self.full_clean()

    def clean_q(self) -> str:
        """The words to look for; a text that is too long or holds none is left out."""
        text = self.cleaned_data["q"]
        if len(text) > LONGEST_TEXT:
            return self._leave_out(
                _("Le texte cherché dépasse %(limit)s signes : il n’a pas été pris en compte.")
                % {"limit": LONGEST_TEXT}
            )
        if text and not words(text):
            return self._leave_out(
                _("« %(value)s » ne contient ni lettre ni chiffre : ce texte n’a pas été pris en compte.")
                % {"value": text[:LONGEST_QUOTE]}
            )
        return text

    def clean_region(self) -> list[str]:
        return self._on_the_list(
            "region", _("« %(value)s » n’est pas une région : ce critère n’a pas été pris en compte.")
        )

    def clean_format(self) -> list[str]:
        return self._on_the_list(
            "format", _("« %(value)s » n’est pas un format : ce critère n’a pas été pris en compte.")
        )

    def clean_page(self) -> str:
        asked = self.cleaned_data["page"]
        if asked and not (asked.isascii() and asked.isdigit() and 0 < int(asked[:9]) <= HIGHEST_PAGE):
            return self._leave_out(
                _("« %(value)s » n’est pas un numéro de page : voici la première.")
                % {"value": asked[:LONGEST_QUOTE]}
            )
        return asked

    def clean(self) -> None:
        """What a field refuses by itself (a null character) is left out like the rest."""
        for name in self.errors:
            self._leave_out(
                _("Le critère « %(name)s » contient un signe interdit : il n’a pas été pris en compte.")
                % {"name": name}
            )

    def _on_the_list(self, name: str, sentence: str) -> list[str]:
        """The values that are on the field's list, each once, in the order of the list."""
        asked = {value for value in self.cleaned_data[name] if value}
        known = [value for value, _label in self.fields[name].choices if value in asked]
        for value in sorted(asked.difference(known))[:MOST_SENTENCES]:
            self._leave_out(sentence % {"value": value[:LONGEST_QUOTE]})
        return known

    def _leave_out(self, sentence: str) -> str:
        self.ignored.append(sentence)
        return ""

    # --- What was understood ---------------------------------------------------------------------

    @property
    def chosen_regions(self) -> list[Region]:
        """The regions asked for, as the reference knows them."""
        return [self.regions[slug] for slug in self.cleaned_data["region"]]

    @property
    def chosen_formats(self) -> list[str]:
        """The formats asked for, as they are said."""
        return [str(EventFormat(value).label) for value in self.cleaned_data["format"]]

    @property
    def page_number(self) -> int:
        """The page asked for, from 1."""
        return int(self.cleaned_data.get("page") or 1)

    def understood(self) -> list[tuple[str, str]]:
        """The parameters that narrow the list, without the page."""
        found = self.cleaned_data
        text = [("q", found["q"])] if found.get("q") else []
        return text + [(name, value) for name in ("region", "format") for value in found[name]]

    def narrow(self, events: EventQuerySet) -> EventQuerySet:
        """Those of ``events`` that were asked for."""
        found = self.cleaned_data
        if found.get("q"):
            events = events.matching(found["q"])
        if found["region"]:
            events = events.in_regions(found["region"])
        if found["format"]:
            events = events.in_formats(found["format"])
        return events
