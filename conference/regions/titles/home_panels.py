"""The panels of the admin's home, without the pages that are no longer the person's own.

Wagtail lists what somebody edited or submitted, even after they changed team.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.admin.views import home

from ..permission_policies import is_own


def own(parent_context: Mapping, things: Iterable[Any], *, subject: str = "") -> list:
    """Of ``things``, those that are the person's own, or of which ``subject`` (an attribute) is."""
    user = parent_context["request"].user
    return [thing for thing in things if is_own(user, getattr(thing, subject) if subject else thing)]


class RecentEditsPanel(home.RecentEditsPanel):
    def get_context_data(self, parent_context: Mapping) -> Mapping:
        context = super().get_context_data(parent_context)
        context["last_edits"] = [edit for edit in context["last_edits"] if own(parent_context, edit[1:2])]
        return context


class UserObjectsInWorkflowModerationPanel(home.UserObjectsInWorkflowModerationPanel):
    def get_context_data(self, parent_context: Mapping) -> Mapping:
        context = super().get_context_data(parent_context)
        context["workflow_states"] = own(parent_context, context["workflow_states"], subject="content_object")
        return context


class LockedPagesPanel(home.LockedPagesPanel):
    def get_context_data(self, parent_context: Mapping) -> Mapping:
        context = super().get_context_data(parent_context)
        context["locked_pages"] = own(parent_context, context["locked_pages"])
        return context


OWN_PANELS = {
    home.RecentEditsPanel: RecentEditsPanel,
    home.UserObjectsInWorkflowModerationPanel: UserObjectsInWorkflowModerationPanel,
    home.LockedPagesPanel: LockedPagesPanel,
}
