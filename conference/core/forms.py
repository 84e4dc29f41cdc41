"""The form of every page of the site."""

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from conference.core.fixed_pages import is_fixed

# Sent once the form has filled its page; a receiver may add errors to ``form``.
page_form_cleaned = Signal()

FIXED_FIELDS = {
    "slug": _("Adresse fixe : d’autres sites et d’autres pages y mènent, elle ne change pas."),
    "expire_at": _("Page à adresse fixe : elle reste en ligne, sans date de fin."),
}


class SitePageForm(WagtailAdminPageForm):
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

    def _post_clean(self) -> None:
        super()._post_clean()
        page_form_cleaned.send(sender=type(self.instance), form=self)
