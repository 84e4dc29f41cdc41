"""The page chooser behind the wall: what is live anywhere, and a person's own drafts.

Rich text links and page fields use the same views. Wagtail's own show every draft to every account,
and the unpublished title of a live page: here a page of another part shows its published face only.
"""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import ExternalLinkChooserForm, URLOrAbsolutePathField
from wagtail.admin.views import chooser
from wagtail.admin.views.generic.chooser import BaseChooseView
from wagtail.models import Page

from conference.core.lists.listed import know_parents
from conference.platform.numbers import keys_among

from ..scoping import Scope, scope_of
from .tags import popular_tags


def published_face(page: Page, scope: Scope) -> Page:
    """``page`` as the public knows it, unless it is the person's own: no title or date of a draft."""
    if not scope.national and not scope.owns_page(page):
        page.draft_title = page.title
        page.has_unpublished_changes = False
        page.latest_revision_created_at = page.last_published_at
    return page


class PublishedTitleColumn(chooser.PageTitleColumn):
    """The first cell of a row that shows the page: the others follow from it."""

    scope: Scope

    def get_value(self, instance: Page) -> str:
        return super().get_value(published_face(instance, self.scope))

    def get_cell_context_data(self, instance: Page, parent_context: Mapping) -> dict:
        know_parents(parent_context["table"].data)
        return super().get_cell_context_data(instance, parent_context)


class PublishedParentColumn(chooser.ParentPageColumn):
    """The parent of a page found by a search: nothing when it is somebody else's draft."""

    scope: Scope

    def get_value(self, instance: Page) -> Page | None:
        parent = super().get_value(instance)
        if parent is None or not self.scope.may_choose_page(parent):
            return None
        return published_face(parent, self.scope)


class PublishedFaces:
    """Gives a chooser's table the two columns above."""

    @property
    def columns(self) -> list:
        scope = scope_of(self.request.user)
        replaced = {"title": PublishedTitleColumn, "parent": PublishedParentColumn}
        columns = super().columns
        for column in columns:
            if column.name in replaced:
                column.__class__ = replaced[column.name]
                column.scope = scope
        return columns


class BrowseView(PublishedFaces, chooser.BrowseView):
    """The children of a page; which children, the hook construct_page_chooser_queryset says."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        if parent_page_id is not None:
            parent = get_object_or_404(Page, pk=parent_page_id)
            if not parent.is_root() and not scope_of(request.user).may_choose_page(parent):
                raise Http404
        return super().get(request, parent_page_id or self.start(request))

    def start(self, request: HttpRequest) -> int | None:
        """Where the pages of the kind that is asked for stand; Wagtail counts the drafts of others too."""
        scope = scope_of(request.user)
        if scope.national or "page_type" not in request.GET:
            return None
        try:
            kinds = chooser.page_models_from_string(request.GET["page_type"])
        except (ValueError, LookupError):
            return None  # Wagtail answers 404
        above = scope.filter_choosable_pages(Page.objects.type(*kinds)).first_common_ancestor()
        return above.pk if scope.may_choose_page(above) else None


class SearchView(PublishedFaces, chooser.SearchView):
    """A search among what may be chosen; the same hook says what that is."""


class ChosenMultipleView(chooser.ChosenMultipleView):
    """The pages ticked in the chooser, as the form receives them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        scope = scope_of(request.user)
        pages = Page.objects.filter(pk__in=keys_among(request.GET.getlist("id")))
        chosen = [published_face(page, scope) for page in scope.filter_choosable_pages(pages).specific()]
        return self.render_chosen_response([self.as_result(page) for page in chosen])

    def as_result(self, page: Page) -> dict:
        parent = page.get_parent()
        return {
            "id": page.pk,
            "parentId": parent and parent.pk,
            "adminTitle": page.get_admin_display_title(),
            "editUrl": reverse("wagtailadmin_pages:edit", args=[page.pk]),
            "url": page.get_url(self.request),
        }


class AddressField(URLOrAbsolutePathField):
    """Wagtail's own looks into an address that was not even sent, and fails."""

    def to_python(self, value: str | None) -> str:
        return super().to_python(value or "")


class ExternalLinkForm(ExternalLinkChooserForm):
    url = AddressField(label=_("Adresse"))


class ExternalLinkView(chooser.ExternalLinkView):
    """An address typed by hand; that of a page becomes a link to it, under its published title."""

    form_class = ExternalLinkForm

    def render_chosen_response(self, result: dict) -> HttpResponse:
        if "adminTitle" in result:
            page = published_face(Page.objects.get(pk=result["id"]), scope_of(self.request.user))
            result |= {"adminTitle": page.get_admin_display_title()}
        return super().render_chosen_response(result)


class OwnImageChoice:
    """The image chooser: the tags of what may be chosen; how often others use an image is their affair."""

    def filter_object_list(self, objects: QuerySet) -> QuerySet:
        """A tag is looked up first: a search is narrowed by columns of the image's own table only."""
        if tag := self.request.GET.get("tag"):
            tagged = self.model.objects.filter(tags__name=tag)
            objects = objects.filter(pk__in=list(tagged.values_list("pk", flat=True)))
        return BaseChooseView.filter_object_list(self, objects)

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        if "popular_tags" in context and not scope_of(self.request.user).national:
            context["popular_tags"] = popular_tags(self.request.user, self.model)
        return context

    @property
    def columns(self) -> list:
        columns = super().columns
        if scope_of(self.request.user).national:
            return columns
        return [column for column in columns if column.name != "usage_count"]
