"""The forms of what is no page: rows and settings."""

from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.db import models
from django.forms import Widget
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import register_form_field_override

from .times.fields import DayField, HourField, MomentField

# In every form of the admin, in the place of Wagtail's own fields.
register_form_field_override(models.DateField, override={"form_class": DayField})
register_form_field_override(models.TimeField, override={"form_class": HourField})
register_form_field_override(models.DateTimeField, override={"form_class": MomentField})

# What Wagtail's fields raise on a value that none of them wrote.
UNREADABLE = (AttributeError, KeyError, ValueError, TypeError, RecursionError, ValidationError)


class ReadOrRefused:
    """A form that is refused (400) when a field cannot be read: a body without its count, bad JSON.

    Only what the browser sent is read here: other errors stay errors.
    """

    def _widget_data_value(self, widget: Widget, html_name: str) -> Any:
        try:
            return super()._widget_data_value(widget, html_name)  # type: ignore[misc]
        except UNREADABLE as error:
            raise BadRequest(f"{type(error).__name__} in a field") from None  # its words repeat what was sent

    def is_valid(self) -> bool:
        """As Django's. Wagtail's panels look for the place of each row; an empty row has none."""
        valid = super().is_valid()  # type: ignore[misc]
        for formset in self.formsets.values():  # type: ignore[attr-defined]
            for row in formset.forms if formset.can_order else ():
                if hasattr(row, "cleaned_data"):
                    row.cleaned_data.setdefault("ORDER", None)
        return bool(valid)


class SiteModelForm(ReadOrRefused, WagtailAdminModelForm):
    """The form of what is no page."""
