"""Images and documents behind the wall: a file that a person may not even choose does not exist.

Wagtail's collections refuse it, but otherwise than a number that stands for nothing.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import ClassVar, cast

from django.contrib.auth.models import User
from django.db.models import Model
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, MultipleChoiceFilter
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.documents import admin_urls as document_urls
from wagtail.documents import get_document_model
from wagtail.documents.views import chooser as document_chooser
from wagtail.documents.views import documents
from wagtail.images import admin_urls as image_urls
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError
from wagtail.images.views import chooser as image_chooser

from conference.core.models import Resource
from conference.core.spreadsheets import ReadableExport
from conference.platform.numbers import whole_number

from .titles.filters import OwnTagsFilter
from .titles.references import choosable_rows


class DocumentFilters(OwnTagsFilter, documents.DocumentsFilterSet):
    """Beside the tags: what the document is, and whether the library shows it."""

    kind = MultipleChoiceFilter(
        label=_("Nature"), choices=Resource.Kind.choices, widget=CheckboxSelectMultiple
    )
    listed = BooleanFilter(label=_("Dans les ressources"))


class DocumentList(ReadableExport, documents.IndexView):
    """The list of documents with what they are, to be taken away as a spreadsheet."""

    list_export = (
        *("title", "get_kind_display", "date", "author", "get_language_display", "get_licence_display"),
        *("listed", "get_accessible_display", "collection", "filename", "created_at"),
    )
    export_headings: ClassVar = {
        "get_kind_display": _("Nature"),
        "get_language_display": _("Langue"),
        "get_licence_display": _("Licence"),
        "get_accessible_display": _("Accessible"),
        "filename": _("Fichier"),
        "created_at": _("Envoyé le"),
    }
    export_filename = "documents"

    @cached_property
    def columns(self) -> list[Column]:
        columns = super().columns
        told = [
            Column("kind", label=_("Nature"), accessor="get_kind_display"),
            Column("date", label=_("Date")),
            BooleanColumn("listed", label=_("Dans les ressources")),
        ]
        return [*columns[:2], *told, *columns[2:]]


# What Wagtail's addresses call the file that a view works on.
FILE_ARGUMENTS = ("image_id", "document_id", "doc_id", "pk")
AnyView = Callable[..., HttpResponse]


def walled(view: AnyView, model: type[Model]) -> AnyView:
    """``view``, for the files that the person may at least choose and that the storage still has."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        key = whole_number(str(next(kwargs[name] for name in FILE_ARGUMENTS if name in kwargs)))
        files = choosable_rows(cast(User, request.user), model)
        if key is None or (files is not None and not files.filter(pk=key).exists()):
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except SourceImageIOError as error:
            raise Http404 from error

    return answer


def walled_urls() -> Iterator[URLPattern]:
    """Wagtail's addresses that name a file, to stand before its own."""
    for prefix, model, patterns in (
        ("images/chooser/", get_image_model(), image_chooser.viewset.get_urlpatterns()),
        ("images/", get_image_model(), image_urls.urlpatterns),
        ("documents/chooser/", get_document_model(), document_chooser.viewset.get_urlpatterns()),
        ("documents/", get_document_model(), document_urls.urlpatterns),
    ):
        for pattern in patterns:
            if set(FILE_ARGUMENTS) & set(pattern.pattern.converters):
                yield path(f"{prefix}{pattern.pattern}", walled(pattern.callback, model))
