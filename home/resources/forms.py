"""The form of a document in the admin, with what it is about (``WAGTAILDOCS_DOCUMENT_FORM_BASE``)."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from conference.core.models import Resource, Sdg
from conference.core.uploads.forms import DocumentForm
from measures.models import Measure

from .models import ResourceTopics

TOPICS = ("measures", "sdgs")


class ResourceForm(DocumentForm):
    """Wherever a document comes in or is described."""

    measures = forms.ModelMultipleChoiceField(
        Measure.objects.all(), label=_("Mesures"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sdgs = forms.ModelMultipleChoiceField(
        Sdg.objects.all(), label=_("ODD"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = ResourceTopics.objects.filter(resource=self.instance.pk).first()
        for name in TOPICS:
            self.initial[name] = list(getattr(topics, name).all()) if topics else []

    @transaction.atomic
    def save(self, commit: bool = True) -> Resource:
        resource = super().save(commit=commit)
        if commit and set(TOPICS) & set(self.changed_data):
            topics, _made = ResourceTopics.objects.get_or_create(resource=resource)
            for name in TOPICS:
                getattr(topics, name).set(self.cleaned_data[name])
        return resource
