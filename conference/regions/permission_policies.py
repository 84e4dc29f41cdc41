"""Wagtail's permission policy for what belongs to a region: the right on the model, within the scope.

The policy alone does not isolate (Wagtail's snippet views ask it about the model, not the row):
viewsets.py closes the views. It is what menus, address finders and bulk actions ask.
"""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db.models import Model, Q, QuerySet
from wagtail.models import DraftStateMixin, Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from .models import RelayTeam
from .scoping import region_id_of, scope_of


class FixedRowsPolicy(ModelPermissionPolicy):
    """The usual permissions, less those to add and to delete: not even a superuser's.

    For what is of a fixed number: the relay teams, what came with the mission's report.
    """

    def user_has_permission(self, user: User, action: str) -> bool:
        return action not in ("add", "delete") and super().user_has_permission(user, action)


class RegionPermissionPolicy(ModelPermissionPolicy):
    """``field`` names the region of a row, as in scoping.py; ``auth_model``, whose right is asked for."""

    def __init__(
        self, model: type[Model] | str, *, field: str = "region", auth_model: type[Model] | None = None
    ) -> None:
        super().__init__(model, auth_model)
        self.field = field

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        scope = scope_of(user)
        if not (self.user_has_permission(user, action) and scope.may_touch(instance, field=self.field)):
            return False
        # Whoever is in two teams has the rights of both: the row's own team says how it is published.
        published = action == "publish" or (action == "delete" and getattr(instance, "live", False))
        if not published or scope.national or not isinstance(instance, DraftStateMixin):
            return True
        region = region_id_of(instance, field=self.field)
        return RelayTeam.objects.filter(region=region, publishes_directly=True).exists()

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: Model
    ) -> bool:
        return self.user_has_any_permission(user, actions) and scope_of(user).may_touch(
            instance, field=self.field
        )

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet:
        return scope_of(user).filter(
            super().instances_user_has_any_permission_for(user, actions), field=self.field
        )

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Model) -> QuerySet:
        users = self.users_with_any_permission(actions)
        allowed = [user.pk for user in users if scope_of(user).may_touch(instance, field=self.field)]
        return users.filter(pk__in=allowed)


class KeptRowsPolicy(RegionPermissionPolicy):
    """What belongs to a region and is changed, never deleted: not even by a superuser."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)


def is_own(user: User, thing: Model) -> bool:
    """Whether a page, or what belongs to a region, is the person's own; what is neither is national."""
    if isinstance(thing, Page):
        return scope_of(user).owns_page(thing)
    policy = policy_registry.get_by_type(type(thing))
    if isinstance(policy, RegionPermissionPolicy):
        return scope_of(user).may_touch(thing, field=policy.field)
    return scope_of(user).national


class OwnPagesPolicy(PagePermissionPolicy):
    """The tree's rights, as Wagtail reads them; a person explores what lies below the root of their own part.

    Wagtail shows the page above that root too, under the title of its draft, and asks for it each time.
    """

    def explorable_root_instance(self, user: User) -> Page | None:
        """Who has one part of the tree begins there; the page came with the rights."""
        if user.is_superuser:
            return super().explorable_root_instance(user)
        roots = {page.path: page for page in self.instances_with_direct_explore_permission(user)}
        return roots.popitem()[1] if len(roots) == 1 else super().explorable_root_instance(user)

    def explorable_instances(self, user: User) -> QuerySet[Page]:
        everything = self._base_queryset_for_user(user)
        if everything is not None:
            return everything
        top = self.explorable_root_instance(user)
        if top is None:
            return self.model._default_manager.none()
        below, above = Q(pk__in=[]), set()
        for path in {page.path for page in self.instances_with_direct_explore_permission(user)}:
            below |= Q(path__startswith=path)
            above |= {path[:end] for end in range(len(top.path), len(path), self.model.steplen)}
        return self.model._default_manager.filter(below | Q(path__in=above))
