"""What an editor fills in has a name written for people, not the name of a column."""

from collections.abc import Iterable, Iterator
from importlib import import_module

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.test.utils import isolate_apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet

from tests.house.test_imports import is_ours
from tests.house.test_pages_and_blocks import our_pages


def forms_of_the_admin() -> Iterator[type[forms.ModelForm]]:
    """The form of each page type and of each row, and the forms of what stands inside them."""
    whole = [page_type.get_edit_handler().get_form_class() for page_type in our_pages()]
    import_module(settings.ROOT_URLCONF)  # the addresses of the admin register the viewsets
    for viewset in viewsets.viewsets:
        if isinstance(viewset, ModelViewSet) and is_ours(viewset.model):
            whole.append(viewset.get_form_class(for_update=True))
    for form in whole:
        yield form
        yield from (formset.form for formset in getattr(form, "formsets", {}).values())


def without_a_name(checked: Iterable[type[forms.ModelForm]]) -> list[str]:
    """Fields of ours whose name Django made out of the code's."""
    found = set()
    for form in checked:
        model = form._meta.model
        for name in form.base_fields:
            try:
                field = model._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            if is_ours(field.model) and not isinstance(field.verbose_name, Promise):
                found.add(f"{model._meta.label}.{name}")
    return sorted(found)


@pytest.mark.django_db
def test_every_field_of_a_form_is_named_for_people() -> None:
    checked = list(forms_of_the_admin())
    assert len(checked) > 25
    assert without_a_name(checked) == []


@isolate_apps("conference.core")
def test_a_field_named_by_its_column_is_seen() -> None:
    class Planted(models.Model):
        town = models.CharField(_("ville"), max_length=10)
        start_date = models.DateField()

        class Meta:
            app_label = "core"

    Planted.__module__ = "conference.core.models"
    planted = forms.modelform_factory(Planted, fields="__all__")
    assert without_a_name([planted]) == ["core.Planted.start_date"]
