"""Filters of the admin: people who wrote in one’s own part of the tree, tags of one’s own files."""

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter, MultipleChoiceFilter
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.views.pages.listing import EditedByFilter, GenericPageFilterSet
from wagtail.admin.views.reports.workflows import WorkflowReportFilterSet
from wagtail.models import Page, PageLogEntry, get_page_models

from conference.core.text import fold

from ..scoping import scope_of
from .tags import popular_tags


def _own_pages(request: HttpRequest) -> QuerySet[Page]:
    return scope_of(request.user).filter_pages(Page.objects.order_by())


def owners(request: HttpRequest) -> QuerySet:
    return get_user_model().objects.filter(pk__in=_own_pages(request).values("owner"))


def editors(request: HttpRequest) -> QuerySet:
    edits = PageLogEntry.objects.filter(action="wagtail.edit", page__in=_own_pages(request)).order_by()
    return get_user_model().objects.filter(pk__in=edits.values("user"))


def page_types() -> list[tuple[int, str]]:
    """The kinds of pages, which every process knows by heart."""
    kinds = [kind for kind in get_page_models() if kind is not Page]
    types = ContentType.objects.get_for_models(*kinds)
    named = [(kind.pk, capfirst(model._meta.verbose_name)) for model, kind in types.items()]
    return sorted(named, key=lambda choice: fold(choice[1]))


class OwnPageFilterSet(GenericPageFilterSet):
    content_type = MultipleChoiceFilter(
        label=_("Type de page"), choices=page_types, widget=CheckboxSelectMultiple, distinct=False
    )
    owner = MultipleUserFilter(label=_("Propriétaire"), queryset=owners, widget=CheckboxSelectMultiple)
    edited_by = EditedByFilter(label=_("Modifié par"), queryset=editors, widget=CheckboxSelectMultiple)
    site = None  # there is one


class OwnWorkflowFilterSet(WorkflowReportFilterSet):
    requested_by = ModelChoiceFilter(field_name="requested_by", queryset=editors)


class OwnTagsFilter:
    """The filters of a list of files: the tags of one's own files; how often one is used, searched or not."""

    def __init__(self, *args, request: HttpRequest, is_searching: bool | None = None, **kwargs) -> None:
        super().__init__(*args, request=request, is_searching=is_searching, **kwargs)
        self.is_searching = is_searching
        if "tag" in self.filters and not scope_of(request.user).national:
            tags = popular_tags(request.user, self._meta.model)
            self.filters["tag"].extra["choices"] = [(tag.name, tag.name) for tag in tags]

    def filter_queryset(self, files: QuerySet) -> QuerySet:
        """A search knows no count (Wagtail 8.0): it is given the keys of what is left."""
        left = super().filter_queryset(files)
        if self.is_searching and any(self.form.cleaned_data.values()):
            return files.filter(pk__in=list(left.values_list("pk", flat=True)))
        return left
