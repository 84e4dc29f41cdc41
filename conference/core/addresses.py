"""Where a button, a card or a redirect leads: an address of the site, a part of the page, another site."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

LONGEST = 2000  # signs
ADDRESS_HELP = _("« https://… », adresse du site (« /agenda/ ») ou partie de la page (« #programme »).")
# A path of this site (never « //host »), with its query and its part; or a part of the page itself.
_OF_THE_SITE = re.compile(r"/(?!/)[^\s\\<>\"]*|#[\w-]+")
_of_another_site = URLValidator(schemes=["http", "https"])


def validate_address(text: str) -> None:
    """Refuse what is neither « /agenda/ », « #programme » nor an address with « https:// »."""
    if _OF_THE_SITE.fullmatch(text):
        return
    try:
        _of_another_site(text)
    except ValidationError as error:
        raise ValidationError(
            _(
                "Donnez une adresse complète (« https://… »), une adresse du site (« /agenda/ ») "
                "ou une partie de la page (« #programme »)."
            ),
            code="invalid",
        ) from error


class AddressField(forms.CharField):
    """An address of any of the three sorts, as one types it."""

    default_validators = [validate_address]

    def __init__(self, *, max_length: int | None = LONGEST, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)
