"""The form of a review: levels belong to its own scale, and no two are alike."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BLANK_CHOICE_DASH
from django.forms import ChoiceField, ModelForm
from django.utils.translation import gettext as _

from conference.core.model_forms import SiteModelForm
from conference.core.text import slug_of

from .models import Review
from .models.review import NOT_OF_THE_SCALE


class ReviewForm(SiteModelForm):
    """Addresses and keys follow from the words at the first saving, and stay when the words change."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        formset = self.formsets["assessments"]
        formset.form = with_levels(
            formset.form, [(step.key, step.label) for step in self.instance.scale.all()]
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.instance.pk:
            self._check_address(cleaned.get("title"))
        for formset in self.formsets.values():
            formset.is_valid()
        self._check_labels()
        self._check_removed_steps()
        return cleaned

    def save(self, commit: bool = True) -> Review:
        self.instance.slug = self.instance.slug or slug_of(self.instance.title)
        for form in self._kept("scale"):
            form.instance.key = form.instance.key or slug_of(form.instance.label)
        return super().save(commit)

    def _check_address(self, title: str | None) -> None:
        """A title makes the address of the review: two reviews of one title would share it."""
        if title and (not slug_of(title) or Review.objects.filter(slug=slug_of(title)).exists()):
            self.add_error("title", _("Un bilan porte déjà ce titre, ou il ne contient aucune lettre."))

    def _check_labels(self) -> None:
        """Two levels of one word could not be told apart, and one needs a word at all."""
        keys: set[str] = set()
        for form in self._kept("scale"):
            label = form.cleaned_data.get("label", "")
            key = form.instance.key or slug_of(label)
            if label and (not key or key in keys):
                form.add_error("label", _("Un autre niveau de ce bilan porte déjà cet intitulé."))
            keys.add(key)

    def _check_removed_steps(self) -> None:
        """A level still given to a measure cannot leave the scale."""
        removed = {form.instance.key for form in self.formsets["scale"].deleted_forms if form.instance.key}
        for form in self._kept("assessments"):
            if form.cleaned_data.get("level") in removed:
                form.add_error(
                    "level",
                    ValidationError(_("Ce niveau est retiré de l’échelle : choisissez-en un autre.")),
                )

    def _kept(self, relation: str) -> list[ModelForm]:
        """The child forms that stay and were filled in."""
        formset = self.formsets[relation]
        return [
            form
            for form in formset.forms
            if form not in formset.deleted_forms
            and hasattr(form, "cleaned_data")
            and (form.instance.pk or form.has_changed())
        ]


def with_levels(form_class: type[ModelForm], levels: list[tuple[str, str]]) -> type[ModelForm]:
    """``form_class`` offering these levels only; also for the empty row that the page copies."""

    class AssessmentForm(form_class):  # type: ignore[valid-type, misc]
        def __init__(self, *args, **kwargs) -> None:
            super().__init__(*args, **kwargs)
            self.fields["level"] = ChoiceField(
                label=self.fields["level"].label,
                help_text=self.fields["level"].help_text,
                choices=[*BLANK_CHOICE_DASH, *levels],
                required=False,
                error_messages={"invalid_choice": NOT_OF_THE_SCALE},
            )

    return AssessmentForm
