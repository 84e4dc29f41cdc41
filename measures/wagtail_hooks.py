"""The measures and their programme in Wagtail's admin."""

from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.search import SearchArea
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import policy_registry, register_permission_policy
from wagtail.snippets.action_menu import ActionMenuItem, PublishMenuItem, UnpublishMenuItem
from wagtail.snippets.models import register_snippet

from conference.regions.permission_policies import FixedRowsPolicy, RegionPermissionPolicy

from .admin.contributions import ContributionViewSet
from .admin.corrections import CorrectionRequestViewSet
from .admin.notes import NotePolicy, ProgressViewSet, SaveAndPublish
from .admin.report import UpkeepMenuItem, UpkeepView
from .models import Chantier, Dimension, Measure, Progress, RegionalContribution, Review, Tool
from .protection import ReviewPolicy
from .publication import WITHDRAW
from .viewsets import MeasureViewSet, ProgrammeViewSetGroup, ReviewViewSet, SourceViewSet

# Before the viewsets: registering them asks for the policies.
for model in (Chantier, Dimension, Measure, Tool):
    register_permission_policy(model, FixedRowsPolicy(model))
register_permission_policy(Progress, NotePolicy(Progress))
register_permission_policy(RegionalContribution, RegionPermissionPolicy(RegionalContribution))
register_permission_policy(Review, ReviewPolicy(Review))
register_snippet(MeasureViewSet)
register_snippet(ReviewViewSet)
register_snippet(ProgressViewSet)
register_snippet(ContributionViewSet)
register_snippet(SourceViewSet)


@hooks.register("register_admin_viewset")
def register_programme() -> ProgrammeViewSetGroup:
    return ProgrammeViewSetGroup()


@hooks.register("construct_snippet_action_menu")
def what_stays_published(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict) -> None:
    """Neither « dépublier » nor, once a review is withdrawn, « publier »: both would be refused."""
    refused: tuple[type[ActionMenuItem], ...] = ()
    if context["model"] in (Measure, Review):
        refused = (UnpublishMenuItem,)
    if getattr(context.get("instance"), "withdrawn_at", None):
        refused = (UnpublishMenuItem, PublishMenuItem)
    menu_items[:] = [item for item in menu_items if not isinstance(item, refused)]


@hooks.register("register_log_actions")
def name_withdrawal(actions: LogActionRegistry) -> None:
    actions.register_action(WITHDRAW, _("Retirer le bilan"), _("Bilan retiré"))


@hooks.register("register_admin_viewset")
def register_correction_requests() -> CorrectionRequestViewSet:
    return CorrectionRequestViewSet()


class ListSearchArea(SearchArea):
    """A list that the admin's search leads to, for who may see it."""

    def __init__(self, model: type[Measure | Review], *args, **kwargs) -> None:
        self.policy = policy_registry.get_by_type(model)
        super().__init__(*args, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        return self.policy.user_has_any_permission(request.user, {"add", "change", "delete", "view"})


@hooks.register("register_admin_search_area")
def search_measures() -> SearchArea:
    address = reverse(MeasureViewSet().get_url_name("list"))
    return ListSearchArea(Measure, _("Mesures"), address, name="mesures", icon_name="list-ol", order=700)


@hooks.register("register_admin_search_area")
def search_reviews() -> SearchArea:
    address = reverse(ReviewViewSet().get_url_name("list"))
    return ListSearchArea(Review, _("Bilans"), address, name="bilans", icon_name="clipboard-list", order=710)


@hooks.register("register_admin_urls")
def address_of_the_report() -> list[URLPattern]:
    return [path("mesures/manques/", UpkeepView.as_view(), name="measures_upkeep")]


@hooks.register("register_reports_menu_item")
def offer_the_report() -> UpkeepMenuItem:
    return UpkeepMenuItem(
        _("Mesures"), reverse_lazy("measures_upkeep"), name="mesures-manques", icon_name="list-ol", order=50
    )


@hooks.register("register_snippet_action_menu_item")
def offer_to_publish_a_note(model: type[Model]) -> ActionMenuItem | None:
    return SaveAndPublish(order=10) if model is Progress else None


@hooks.register("register_log_actions")
def register_actions_on_notes(actions: LogActionRegistry) -> None:
    actions.register_action("measures.mend", _("Corriger l’orthographe"), _("Orthographe corrigée"))
    actions.register_action("measures.withdraw_passage", _("Retirer un passage"), _("Passage retiré"))
