"""What a person wishes for, on the form of the registration and on the page of the link."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .fields import TextField

LONGEST_WISH = 1000


class ArrangementForm(forms.Form):
    """A wish, and the consent of its own that it needs. A form of a person may inherit from it."""

    arrangement = TextField(
        label=gettext_lazy("Aménagement souhaité"),
        help_text=gettext_lazy(
            "Ce qu’il vous faut pour participer, par exemple : une place en fauteuil, un sous-titrage, "
            "être près de l’écran. N’écrivez rien de votre santé."
        ),
        max_length=LONGEST_WISH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    arrangement_consent = forms.BooleanField(
        label=gettext_lazy("J’accepte que l’équipe d’organisation lise cette demande pour y répondre."),
        help_text=gettext_lazy(
            "Vous pouvez retirer cet accord à tout moment par votre lien. Elle est effacée trente jours "
            "après l’événement."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("arrangement") and not cleaned.get("arrangement_consent"):
            self.add_error(
                "arrangement_consent",
                _("Cochez cette case pour que l’équipe puisse lire votre demande, ou videz-la."),
            )
        return cleaned
