"""The fields in which a page, a picture, a document or a row is chosen, in forms and in blocks.

A form that is refused shows again what it was sent, whatever number that was. Who looks is not known
here: the folder that knows what may be told answers the signal.
"""

from copy import copy
from typing import Any

from django import forms
from django.db.models import ForeignKey, Model
from django.dispatch import Signal
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminPageChooser
from wagtail.blocks import ChooserBlock, PageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page
from wagtail.snippets.widgets import AdminSnippetChooser

from conference.core.prefetch import cached_rows
from conference.core.text import fold
from conference.platform.caching.fragments import cached
from conference.platform.numbers import whole_number

# Arguments: instance. A receiver answers False when whoever looks may not learn what it is.
naming_asked = Signal()


def may_be_named(instance: Model) -> bool:
    """Whether whoever looks may read what ``instance`` is called."""
    answers = naming_asked.send(sender=type(instance), instance=instance)
    return all(answer is not False for _receiver, answer in answers)


def name_of(instance: Model) -> str:
    """What ``instance`` is called, to whoever may read it."""
    return str(instance) if may_be_named(instance) else _("Réservé à une autre équipe")


class Discreet:
    """A field that keeps the number it was given, and says what that is to whoever may know."""

    unnamed: dict[str, Any] = {}

    def get_instance(self, value: Any) -> Model | None:
        """What a refused form shows again; a value that is no number is of nothing."""
        if value is not None and not isinstance(value, Model) and whole_number(str(value)) is None:
            return None
        return super().get_instance(value)

    def get_value_data_from_instance(self, instance: Model) -> dict[str, Any]:
        if may_be_named(instance):
            return super().get_value_data_from_instance(instance)
        title = name_of(instance)
        return {"id": instance.pk, "edit_url": None, self.display_title_key: title, **self.unnamed}


class PageChooser(Discreet, AdminPageChooser):
    """A page, under the title that visitors read: a correction that waits is for those who write the page."""

    unnamed = {"parent_id": None}

    def get_display_title(self, instance: Page) -> str:
        return instance.title if instance.live else super().get_display_title(instance)


class ImageChooser(Discreet, AdminImageChooser):
    unnamed = {"preview": {"url": "", "width": 0, "height": 0}, "default_alt_text": ""}


class DocumentChooser(Discreet, AdminDocumentChooser):
    pass


class RowChooser(Discreet, AdminSnippetChooser):
    pass


# --- Blocks --------------------------------------------------------------------------------------
# Only their field differs from Wagtail's: to migrations they are Wagtail's.


class PrefetchedMixin:
    """A chooser block whose row is read with all that the other blocks of the body name (prefetch.py)."""

    is_prefetched = True

    def bulk_to_python(self, values: list) -> list[Model | None]:
        found = cached_rows(self.model_class, filter(None, values))
        return [copy(found.get(key)) for key in values]


class PageBlock(PrefetchedMixin, PageChooserBlock):
    canonical_module_path = "wagtail.blocks.PageChooserBlock"

    @cached_property
    def widget(self) -> PageChooser:
        return PageChooser(target_models=self.target_models, can_choose_root=self.can_choose_root)


class PictureBlock(PrefetchedMixin, ImageChooserBlock):
    canonical_module_path = "wagtail.images.blocks.ImageChooserBlock"

    @cached_property
    def widget(self) -> ImageChooser:
        return ImageChooser()


class DocumentBlock(PrefetchedMixin, DocumentChooserBlock):
    canonical_module_path = "wagtail.documents.blocks.DocumentChooserBlock"

    @cached_property
    def widget(self) -> DocumentChooser:
        return DocumentChooser()


class InFrenchOrder(forms.models.ModelChoiceIterator):
    """The empty choice, then the rows in the order of their names: É beside E."""

    def __iter__(self):
        empty, *rows = super().__iter__()
        return iter([empty, *sorted(rows, key=lambda choice: fold(str(choice[1])))])


class RowSelectField(forms.ModelChoiceField):
    iterator = InFrenchOrder


class RowSelectBlock(ChooserBlock):
    """One row of a short list (« app.Model »), in a plain select; ``empty_label`` says what none means."""

    def __init__(self, target_model: str, *, empty_label: Any, **options: Any) -> None:
        super().__init__(**options)
        self.target_model, self._empty_label = target_model, empty_label

    @cached_property
    def field(self) -> RowSelectField:
        return RowSelectField(
            queryset=self.model_class._default_manager.all(),
            required=self._required,
            help_text=self._help_text,
            empty_label=self._empty_label,
        )

    def bulk_to_python(self, values: list) -> list[Model | None]:
        """The rows of these keys; the whole list is read, once for all the blocks of a page."""
        rows = {}
        if any(values):
            objects = self.model_class._default_manager
            rows = cached(("rows", self.target_model), lambda: objects.in_bulk())
        return [rows.get(key) for key in values]

    def value_from_form(self, value: Any) -> Model | None:
        return super().value_from_form(value or None)

    def get_form_state(self, value: Model | None) -> str:
        return str(value.pk) if value else ""


# --- Forms ---------------------------------------------------------------------------------------


def use_in_forms() -> None:
    """Let every form of the admin choose pages and pictures by these fields."""
    register_form_field_override(
        ForeignKey,
        to=Page,
        override=lambda field: {"widget": PageChooser(target_models=[field.remote_field.model])},
    )
    register_form_field_override(ForeignKey, to=get_image_model(), override={"widget": ImageChooser})
