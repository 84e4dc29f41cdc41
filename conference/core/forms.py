"""The forms of every page of the site."""

from typing import Any

from django.db.models import SlugField
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.widgets import SlugInput

from conference.core.fixed_pages import is_fixed
from conference.core.model_forms import ReadOrRefused
from conference.core.pictures.people import published_on, why_not_published
from conference.core.text import IN_ADDRESSES

# Sent once the form has filled its page; a receiver may add errors to ``form``.
page_form_cleaned = Signal()
# Sent once the form is made; a receiver may say in which zone the moments of ``form`` are typed.
page_form_made = Signal()

FIXED_FIELDS = {
    "slug": _("Adresse fixe : d’autres sites et d’autres pages y mènent, elle ne change pas."),
    "expire_at": _("Page à adresse fixe : elle reste en ligne, sans date de fin."),
}


def slug_input() -> SlugInput:
    """Wagtail's field, which makes an address of a title in the browser, as ``text.slug_of`` does."""
    return SlugInput(formatters=list(IN_ADDRESSES.items()))


register_form_field_override(SlugField, override={"widget": slug_input()})


class SiteCopyForm(CopyForm):
    """Wagtail's form, with the same field for the address of the copy."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_slug"].widget = slug_input()


class SitePageForm(ReadOrRefused, WagtailAdminPageForm):
    """Wagtail's form, in which a fixed page keeps its address and stays on line (design.md §6).

    A disabled field ignores what a request sends for it.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        user = self.for_user
        if self.instance.pk and is_fixed(self.instance) and not (user and user.is_superuser):
            for name, why in FIXED_FIELDS.items():
                if name in self.fields:
                    self.fields[name].disabled = True
                    self.fields[name].help_text = why
        if "expire_at" in self.fields:
            self.fields["expire_at"].complete(at_end=True)
        page_form_made.send(sender=type(self.instance), form=self)

    def clean(self) -> dict[str, Any]:
        """Drop the date at which the page was withdrawn: nobody typed it again, and it hides in a panel."""
        expired, sent = self.instance.expire_at, self.cleaned_data.get("expire_at")
        if expired and sent and sent < timezone.now() and sent == expired.replace(microsecond=0):
            self.cleaned_data["expire_at"] = None
        return super().clean()

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_deferred_validation:  # else a draft
            for sentence in why_not_published(
                self.instance, on=published_on(self.instance, now=timezone.now())
            ):
                self.add_error(None, sentence)
        page_form_cleaned.send(sender=type(self.instance), form=self)
