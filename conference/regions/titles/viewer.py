"""Who looks at the screen that is being made: Wagtail's fields and texts are not told.

A refused form shows again the numbers that it was sent; what they stand for is said to whoever could
have chosen them, or touches the page that names them (docs/decisions/0032).
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import cast

from django.contrib.auth.models import User
from django.db.models import Model
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    ExternalLinkElementHandler,
    PageLinkElementHandler,
)
from wagtail.documents import get_document_model
from wagtail.documents.rich_text.contentstate import DocumentLinkElementHandler, document_link_entity
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from conference.core.choosers import may_be_named, naming_asked

from .references import choosable_rows

_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


class ViewerMiddleware:
    """Remember who asks for a screen of the admin, as long as it is being made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


@receiver(naming_asked)
def answer(instance: Model, **_signal: object) -> bool:
    """What the choosers offer may be named. Where nobody looks (a command, the worker), everything may."""
    request = _request.get()
    if request is None:
        return True
    rows = choosable_rows(cast(User, request.user), type(instance))
    return rows is None or rows.filter(pk=instance.pk).exists()


# --- Links in a text -------------------------------------------------------------------------


class PageLink(PageLinkElementHandler):
    def get_attribute_data(self, attrs: dict[str, str]) -> dict:
        page = Page.objects.filter(pk=attrs["id"]).first()
        if page is None or may_be_named(page):
            return super().get_attribute_data(attrs)
        return {"id": page.pk, "url": None, "parentId": None}


class DocumentLink(DocumentLinkElementHandler):
    def get_attribute_data(self, attrs: dict[str, str]) -> dict:
        document = get_document_model().objects.filter(pk=attrs.get("id")).first()
        if document is None or may_be_named(document):
            return super().get_attribute_data(attrs)
        return {"id": document.pk}


def register_links(features: FeatureRegistry) -> None:
    """Wagtail's own rules, but for what is read from a link to a page or to a document."""
    features.register_converter_rule(
        "contentstate",
        "link",
        {
            "from_database_format": {
                "a[href]": ExternalLinkElementHandler("LINK"),
                'a[linktype="page"]': PageLink("LINK"),
            },
            "to_database_format": {"entity_decorators": {"LINK": link_entity}},
        },
    )
    features.register_converter_rule(
        "contentstate",
        "document-link",
        {
            "from_database_format": {'a[linktype="document"]': DocumentLink("DOCUMENT")},
            "to_database_format": {"entity_decorators": {"DOCUMENT": document_link_entity}},
        },
    )
