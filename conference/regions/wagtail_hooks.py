"""The wall in Wagtail's admin: page editor, choosers, reports, home panels, admin API."""

from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry, register_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry

from conference.core.choosers import use_in_forms
from conference.core.forms import SitePageForm, page_form_made
from conference.core.models import Resource
from conference.core.times.zoned import speak_in

from .models import DataController, Region, RelayTeam
from .page_viewsets import OwnPageViewSet
from .permission_policies import FixedRowsPolicy, KeptRowsPolicy, OwnPagesPolicy
from .scoping import scope_of
from .titles.home_panels import OWN_PANELS
from .titles.page_api import OwnPages
from .titles.viewer import register_links
from .town_field import remark_on_save, suggest_communes
from .tree import region_slug_of
from .viewsets import DataControllerViewSet, RelayTeamViewSet

register_permission_policy(RelayTeam, FixedRowsPolicy(RelayTeam))
register_permission_policy(DataController, KeptRowsPolicy(DataController))
register_permission_policy(Page, OwnPagesPolicy())


@receiver(page_form_made)
def publish_at_the_hour_of_the_region(form: SitePageForm, **_signal: object) -> None:
    """A page of a region is published and withdrawn at that region's hour, whoever types it."""
    slug = region_slug_of(form.parent_page.url_path) if form.parent_page else ""
    slug = slug or region_slug_of(form.instance.url_path or "")
    if slug and (region := Region.objects.filter(slug=slug).first()):
        speak_in(form, ("go_live_at", "expire_at"), ZoneInfo(region.time_zone))


NATIONAL_REPORTS = {"site-history", "page-types-usage"}


@hooks.register("register_rich_text_features", order=1000)  # after Wagtail’s own, to replace them
def name_links_discreetly(features: FeatureRegistry) -> None:
    register_links(features)


@hooks.register("register_admin_viewset")
def register_page_viewset() -> OwnPageViewSet:
    use_in_forms()  # here, and not above: every application has then said which fields it has
    return OwnPageViewSet()


@hooks.register("register_admin_viewset")
def register_relay_teams() -> list[ViewSet]:
    return [RelayTeamViewSet(), DataControllerViewSet()]


@hooks.register("register_admin_urls")
def addresses_of_places() -> list[URLPattern]:
    return [path("communes/", suggest_communes, name="suggest_communes")]


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_of_another_region(request: HttpRequest, page: Page) -> None:
    remark_on_save(request, page)


@hooks.register("construct_page_chooser_queryset")
def offer_choosable_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    # With what each row says of its page, asked once for all.
    pages = pages.specific().prefetch_workflow_states().annotate_approved_schedule()
    return scope_of(request.user).filter_choosable_pages(pages)


@hooks.register("construct_document_chooser_queryset")
def read_collections_at_once(documents: QuerySet[Resource], request: HttpRequest) -> QuerySet[Resource]:
    return documents.select_related("collection")


@hooks.register("construct_reports_menu")
def hide_national_reports(request: HttpRequest, items: list) -> None:
    if not scope_of(request.user).national:
        items[:] = [item for item in items if item.name not in NATIONAL_REPORTS]


@hooks.register("construct_homepage_panels")
def keep_own_pages(request: HttpRequest, panels: list) -> None:
    panels[:] = [OWN_PANELS[type(panel)]() if type(panel) in OWN_PANELS else panel for panel in panels]


class ChoosableOnly:
    """A list of the admin's API: what the collections let the person choose."""

    def get_queryset(self) -> QuerySet:
        allowed = policy_registry.get_by_type(self.model).instances_user_has_any_permission_for(
            self.request.user, ["choose"]
        )
        return super().get_queryset().filter(pk__in=allowed.values("pk"))


class ChoosableImages(ChoosableOnly, ImagesAdminAPIViewSet):
    pass


class ChoosableDocuments(ChoosableOnly, DocumentsAdminAPIViewSet):
    pass


@hooks.register("construct_admin_api", order=1000)  # after Wagtail registered its own, to replace them
def close_api(router: WagtailAPIRouter) -> None:
    router.register_endpoint("pages", OwnPages)
    router.register_endpoint("images", ChoosableImages)
    router.register_endpoint("documents", ChoosableDocuments)
