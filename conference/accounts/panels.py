"""What the admin's home says about accounts, and what Wagtail's account page does not offer here."""

from collections.abc import Mapping

from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.account import AvatarSettingsPanel

from conference.regions.scoping import ADMINISTRATION

ENOUGH = 2


class FewAdministrators(Component):
    """Advice to those who can follow it: somebody must be left when one person loses a telephone."""

    name = "few_administrators"
    template_name = "conference/accounts/admin/few_administrators.html"
    order = 10

    def get_context_data(self, parent_context: Mapping) -> Mapping:
        user = parent_context["request"].user
        return {"few": may_open_accounts(user) and administrators() < ENOUGH, "title": _("Administration")}


def may_open_accounts(user: User) -> bool:
    return user.has_perms(["auth.add_user", "auth.change_user"])


def administrators() -> int:
    """How many open accounts are in « Administration nationale »."""
    group = Group.objects.filter(name=ADMINISTRATION)
    return User.objects.filter(groups__in=group, is_active=True).count()


def without_pictures() -> None:
    """No picture of oneself: its form knows none of our rules for files, and nothing shows it."""
    AvatarSettingsPanel.is_active = lambda panel: False
