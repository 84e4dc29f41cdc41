"""The panels of the admin's home, without the pages that are no longer the person's own.

Wagtail lists what somebody edited or submitted, even after they changed team.
"""

from collections.abc import Mapping

from wagtail.admin.views import home
from wagtail.models import Page

from ..scoping import scope_of


def is_own(parent_context: Mapping, thing: object) -> bool:
    return not isinstance(thing, Page) or scope_of(parent_context["request"].user).owns_page(thing)


class RecentEditsPanel(home.RecentEditsPanel):
    def get_context_data(self, parent_context: Mapping) -> Mapping:
        context = super().get_context_data(parent_context)
        context["last_edits"] = [edit for edit in context["last_edits"] if is_own(parent_context, edit[1])]
        return context


class UserObjectsInWorkflowModerationPanel(home.UserObjectsInWorkflowModerationPanel):
    def get_context_data(self, parent_context: Mapping) -> Mapping:
        context = super().get_context_data(parent_context)
        context["workflow_states"] = [
            state for state in context["workflow_states"] if is_own(parent_context, state.content_object)
        ]
        return context


class LockedPagesPanel(home.LockedPagesPanel):
    def get_context_data(self, parent_context: Mapping) -> Mapping:
        context = super().get_context_data(parent_context)
        context["locked_pages"] = [page for page in context["locked_pages"] if is_own(parent_context, page)]
        return context


OWN_PANELS = {
    home.RecentEditsPanel: RecentEditsPanel,
    home.UserObjectsInWorkflowModerationPanel: UserObjectsInWorkflowModerationPanel,
    home.LockedPagesPanel: LockedPagesPanel,
}
