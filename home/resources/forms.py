"""The form of a document in the admin, with what it is about (``WAGTAILDOCS_DOCUMENT_FORM_BASE``)."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from conference.core.models import Resource, Sdg
from conference.core.uploads.forms import DocumentForm
from measures.models import Measure

from .models import ResourceTopics

TOPICS = ("measures", "sdgs")


class ResourceForm(DocumentForm):
    """Wherever a document comes in or is described.

    No moderator reads a document: whoever may publish no page shows none in the resources, and what they
    change of one that is shown takes it out of them.
    """

    measures = forms.ModelMultipleChoiceField(
        Measure.objects.all(), label=_("Mesures"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sdgs = forms.ModelMultipleChoiceField(
        Sdg.objects.all(), label=_("ODD"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, user: AbstractBaseUser | None = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.may_list = (
            policy_registry.get_by_type(Page).user_has_permission(user, "publish") if user else False
        )
        if "listed" in self.fields and not self.may_list:
            self.fields["listed"].disabled = True
            self.fields["listed"].help_text = _(
                "La communication nationale coche cette case, après lecture : écrivez-lui. Modifié "
                "ensuite par vous, le document quitte les ressources jusqu’à une nouvelle lecture."
            )
        topics = ResourceTopics.objects.filter(resource=self.instance.pk).first()
        for name in TOPICS:
            self.initial[name] = list(getattr(topics, name).all()) if topics else []

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "listed" in data and self.changed_data and not self.may_list:
            data["listed"] = False
        return data

    @transaction.atomic
    def save(self, commit: bool = True) -> Resource:
        resource = super().save(commit=commit)
        if commit and set(TOPICS) & set(self.changed_data):
            topics, _made = ResourceTopics.objects.get_or_create(resource=resource)
            for name in TOPICS:
                getattr(topics, name).set(self.cleaned_data[name])
        return resource
