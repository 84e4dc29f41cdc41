"""The forms of a review: what it is and its scale, then a row of its grid."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.addresses import LONGEST
from conference.core.model_forms import SiteModelForm
from conference.core.text import slug_of

from .levels import FORMULA, Said
from .models import Judge, Measure, Review, Sign, Source
from .models.review import NOT_OF_THE_SCALE
from .publication import numbers
from .templatetags.measures_tags import PATHS

TAKEN = ("comparer",)  # the page below /mesures/bilans/ that sets the reviews side by side
TO_COME = gettext_lazy("Cette date est à venir.")


class SignSelect(forms.RadioSelect):
    """The set of signs, each shown as the thread that visitors see."""

    template_name = "measures/admin/sign_select.html"

    class Media:
        css: ClassVar = {"all": ["css/review-grid.css"]}

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> str:
        return render_to_string(template_name, context)  # Django's own renderer does not know our templates

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, *args, **kwargs) | {"path": PATHS[Sign(str(value))]}


def of_step(form_class: type[forms.ModelForm]) -> type[forms.ModelForm]:
    """``form_class`` of a level: the sign of a new one is chosen, not given; that of a draft keeps its key.

    A level that no version has published yet has no row: only its key says which one it is.
    """

    class ScaleStepForm(form_class):  # type: ignore[valid-type, misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["kept_key"] = forms.SlugField(
                required=False, widget=forms.HiddenInput, initial=self.instance.key
            )
            if not self.instance.key:
                self.initial.pop("sign", None)
                self.fields["sign"].initial = None

    return ScaleStepForm


def key_of(words: str) -> str:
    """What tells a review or a level in addresses: its words, as long as their columns hold."""
    return slug_of(words)[:50].strip("-")


class ReviewForm(SiteModelForm):
    """Addresses and keys follow from the words at the first saving, and stay when the words change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.formsets["scale"].form = of_step(self.formsets["scale"].form)
        self.earlier = {step.key: step.label for step in self.instance.scale.all()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.instance.pk:
            self._check_address(cleaned.get("title"))
        if cleaned.get("judge") == Judge.INDEPENDENT and not cleaned.get("judged_by"):
            self.add_error("judged_by", _("Dites qui a fait l’évaluation indépendante."))
        for formset in self.formsets.values():
            formset.is_valid()
        self._check_labels()
        self._check_signs()
        self._check_removed_steps()
        return cleaned

    def save(self, commit: bool = True) -> Review:
        self.instance.slug = self.instance.slug or key_of(self.instance.title)
        for form in self._kept_steps():
            form.instance.key = self._key(form)
        return super().save(commit)

    def _check_address(self, title: str | None) -> None:
        """A title makes the address of the review: two reviews of one title would share it."""
        slug = key_of(title or "")
        if title and (not slug or Review.objects.filter(slug=slug).exists()):
            self.add_error("title", _("Un bilan porte déjà ce titre, ou il ne contient aucune lettre."))
        elif slug in TAKEN:
            self.add_error("title", _("Une page du site a déjà cette adresse : écrivez un titre plus long."))

    def _check_labels(self) -> None:
        """Two levels of one word could not be told apart, and one needs a word at all."""
        keys: set[str] = set()
        for form in self._kept_steps():
            label = form.cleaned_data.get("label", "")
            key = self._key(form)
            if label and (not key or key in keys):
                form.add_error("label", _("Un autre niveau de ce bilan porte déjà cet intitulé."))
            keys.add(key)

    def _check_signs(self) -> None:
        """Two levels of one sign could be told apart by colour and word alone."""
        signs: set[str] = set()
        for form in self._kept_steps():
            sign = form.cleaned_data.get("sign")
            if sign and sign in signs:
                form.add_error(
                    "sign", _("Un autre niveau de ce bilan a déjà ce signe : choisissez-en un autre.")
                )
            signs.add(sign)

    def _check_removed_steps(self) -> None:
        """A level still given to a measure cannot leave the scale."""
        kept = {self._key(form) for form in self._kept_steps()}
        for key, label in self.earlier.items():
            given = [each.measure.number for each in self.instance.assessments.all() if each.level == key]
            if given and key not in kept:
                self.add_error(
                    None,
                    ValidationError(
                        _(
                            "Le niveau « %(label)s » est donné dans la grille (%(measures)s) : "
                            "changez-le là avant de le retirer de l’échelle."
                        )
                        % {"label": label, "measures": numbers(given)}
                    ),
                )

    def _key(self, form: forms.ModelForm) -> str:
        """The key that the level had in the draft; that of a new one follows from its word."""
        kept = form.cleaned_data.get("kept_key", "")
        return form.instance.key or (
            kept if kept in self.earlier else key_of(form.cleaned_data.get("label", ""))
        )

    def _kept_steps(self) -> list[forms.ModelForm]:
        """The levels that stay and were filled in."""
        formset = self.formsets["scale"]
        return [
            form
            for form in formset.forms
            if form not in formset.deleted_forms
            and hasattr(form, "cleaned_data")
            and (form.instance.pk or form.has_changed())
        ]


class NewSourceForm(SiteModelForm):
    """A source written while one cites it: what visitors read of it; the rest stands in its own form."""

    url = forms.URLField(label=gettext_lazy("Adresse"), max_length=LONGEST, assume_scheme="https")

    class Meta:
        model = Source
        fields: ClassVar = ["title", "publisher", "url", "date", "date_precision"]


class SaidForm(forms.Form):
    """What the grid says of one measure."""

    level = forms.ChoiceField(required=False, error_messages={"invalid_choice": NOT_OF_THE_SCALE})
    comment = forms.CharField(required=False, max_length=5000)
    date_of_fact = forms.DateField(required=False)
    sources = forms.TypedMultipleChoiceField(
        required=False,
        coerce=int,
        error_messages={"invalid_choice": gettext_lazy("Cette source n’existe pas ou n’est pas à montrer.")},
    )

    def __init__(
        self, *args: Any, measure: Measure, levels: Iterable[str], sources: Iterable[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, prefix=f"mesure-{measure.number}", **kwargs)
        self.measure = measure
        self.fields["level"].choices = [("", ""), *((key, key) for key in levels)]
        self.fields["sources"].choices = [(key, key) for key in sources]

    def clean_comment(self) -> str:
        comment = self.cleaned_data["comment"].replace("\r\n", "\n")
        if comment.startswith(FORMULA):
            raise ValidationError(_("Un commentaire ne commence pas par « %s ».") % comment[0])
        return comment

    def clean_date_of_fact(self) -> Any:
        date = self.cleaned_data["date_of_fact"]
        if date and date > timezone.localdate():
            raise ValidationError(TO_COME)
        return date

    @property
    def said(self) -> Said:
        """What a valid form says."""
        cleaned = self.cleaned_data
        return Said(
            level=cleaned["level"],
            comment=cleaned["comment"],
            date_of_fact=cleaned["date_of_fact"],
            sources=tuple(dict.fromkeys(cleaned["sources"])),
        )
