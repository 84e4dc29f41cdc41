"""Wagtail's list of accounts, for « Administration nationale »: no way up leads through it.

What Wagtail leaves open to whoever may change accounts (8.0): ticking « superuser » on any account,
one's own copy included, changing the address of a superuser, closing it, putting anybody in any group.
docs/decisions/0024 says what is closed and why.
"""

from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.log_actions import log
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views import bulk_actions
from wagtail.users.views.users import IndexView, UserViewSet

from conference.core.text.folded_columns import FrenchOrder
from conference.regions.viewsets import closed

from .login import accounts_named
from .opening import invite
from .second_factor import with_second_factor

# Whoever may change the rights of groups may take any right there is.
RIGHT_OVER_GROUPS = Q(
    content_type__app_label="auth",
    codename__in=["add_group", "change_group", "delete_group", "change_permission"],
)


def may_manage(actor: User, account: User) -> bool:
    """Only a superuser touches the account of a superuser, or of whoever may give away rights.

    Its address is where a new password goes: whoever changes the address takes the account.
    """
    return actor.is_superuser or not (account.is_superuser or _gives_rights(account))


def _gives_rights(account: User) -> bool:
    """By a group or by itself, logins closed included: one that is opened again has its rights again."""
    held = Permission.objects.filter(RIGHT_OVER_GROUPS)
    return held.filter(Q(user=account) | Q(group__user=account)).exists()


def groups_offered_by(actor: User) -> QuerySet[Group]:
    """The groups in which ``actor`` may put people: all but those that give away rights themselves."""
    groups = Group.objects.all()
    return (
        groups
        if actor.is_superuser
        else groups.exclude(permissions__in=Permission.objects.filter(RIGHT_OVER_GROUPS))
    )


class WithinReach:
    """A view on one account (``pk`` in its address)."""

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        pk = kwargs.get("pk")
        account = None if pk is None else User.objects.filter(pk=pk).first()
        if account is not None and not may_manage(request.user, account):
            raise PermissionDenied
        super().setup(request, *args, **kwargs)


class OneNameWhateverItsCase:
    """A form of an account refuses a user name that another account has, capitals aside."""

    def _clean_username(self) -> str | None:
        name = self.cleaned_data.get("username")
        if name and any(user.pk != self.instance.pk for user in accounts_named(name)):
            self.add_error("username", ValidationError(_("Le nom « %s » est déjà pris.") % name))
        return name


class CreationForm(OneNameWhateverItsCase, UserCreationForm):
    pass


class EditForm(OneNameWhateverItsCase, UserEditForm):
    pass


class NoWayUp:
    """A form of an account: without « superuser », and with the groups that the person may give."""

    def get_form(self, *args, **kwargs) -> BaseForm:
        form = super().get_form(*args, **kwargs)
        actor = self.request.user
        if not actor.is_superuser and hasattr(form, "instance"):  # the one that removes an account has none
            form.fields.pop("is_superuser", None)
            form.instance.is_superuser = False
            if "groups" in form.fields:
                form.fields["groups"].queryset = groups_offered_by(actor)
        return form


class Invited:
    """A new account gets its invitation by mail: nobody chooses the password of another."""

    def save_instance(self) -> User:
        with transaction.atomic():
            user = super().save_instance()
            invite(user, now=timezone.now())
        return user


class FactorColumn(FrenchOrder, IndexView):
    """The list says who has a second factor."""

    @property
    def columns(self) -> list:
        return [
            *super().columns,
            BooleanColumn("has_factor", label=_("Second facteur"), width="10%"),
        ]

    def get_base_queryset(self) -> QuerySet[User]:
        return with_second_factor(super().get_base_queryset())


class AccountViewSet(UserViewSet):
    """Every view behind the walls, those that Wagtail may add included."""

    index_view_class = FactorColumn
    add_view_class = closed(UserViewSet.add_view_class, Invited)
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[BaseForm]:
        return EditForm if for_update else CreationForm

    def construct_view(self, view_class: type[View], **kwargs):
        guards: list[type] = [WithinReach]
        if hasattr(view_class, "get_form"):
            guards.append(NoWayUp)
        return super().construct_view(closed(view_class, *guards), **kwargs)


# --- Bulk actions --------------------------------------------------------------------------------


class ManagedOnly:
    """A bulk action leaves the accounts of superusers alone, and is written down, which Wagtail forgets."""

    written_down_as = "wagtail.edit"

    def check_perm(self, obj: User) -> bool:
        return may_manage(self.request.user, obj) and super().check_perm(obj)

    @transaction.atomic
    def form_valid(self, form: BaseForm) -> HttpResponse:
        response = super().form_valid(form)
        for account in self.actionable_objects:
            log(instance=account, action=self.written_down_as, user=self.request.user)
        return response


class AssignRole(ManagedOnly, bulk_actions.AssignRoleBulkAction):
    def get_form(self, *args, **kwargs) -> BaseForm:
        form = super().get_form(*args, **kwargs)
        form.fields["role"].queryset = groups_offered_by(self.request.user)
        return form


class SetActiveState(ManagedOnly, bulk_actions.SetActiveStateBulkAction):
    pass


class Delete(ManagedOnly, bulk_actions.DeleteBulkAction):
    written_down_as = "wagtail.delete"


BULK_ACTIONS = (AssignRole, SetActiveState, Delete)
