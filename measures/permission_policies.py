"""What came with the mission's report is of a fixed number: nobody adds a measure or takes one away."""

from django.contrib.auth.models import AbstractBaseUser
from wagtail.permission_policies import ModelPermissionPolicy


class FixedRowsPolicy(ModelPermissionPolicy):
    """The usual permissions, less those to add and to delete: not even a superuser's."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        return action not in ("add", "delete") and super().user_has_permission(user, action)
