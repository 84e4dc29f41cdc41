"""Mails about accounts that have not left: who administers accounts sees them, and sends them again."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from conference.core.confirmed_action import ConfirmedAction
from conference.platform.mails import NothingToSend

from .mails import address_of, write_again
from .models import AccountMail
from .panels import may_open_accounts


class AccountMailPolicy(ModelPermissionPolicy):
    """Seen and sent again by whoever opens accounts; nobody writes or removes one by hand.

    Sending again opens nothing: anybody may ask for a link to an account's own address.
    """

    def user_has_permission(self, user: User, action: str) -> bool:
        return action in ("view", "change") and may_open_accounts(user)


class FailedMailsPanel(Component):
    """On the admin's home: how many were refused or given up, with the way to them."""

    name = "failed_account_mails"
    template_name = "conference/accounts/admin/failed_mails.html"
    order = 15

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        may = may_open_accounts(parent_context["request"].user)
        failed = AccountMail.objects.filter(state=AccountMail.State.FAILED)
        return {"number": failed.count() if may else 0, "url": reverse("courriels-de-compte:index")}


class FailedMailsView(IndexView):
    """What was refused or given up, and what waits after an attempt in vain."""

    default_ordering = "-created_at"
    page_title = gettext_lazy("Courriels de compte qui ne sont pas partis")
    again_url_name = ""

    def get_base_queryset(self) -> QuerySet[AccountMail]:
        return AccountMail.objects.in_trouble().select_related("user")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("kind", label=_("Sujet"), accessor="get_kind_display", get_url=self.get_again_url),
            Column("user", label=_("Compte"), accessor="user"),
            Column("to", label=_("Destinataire")),
            StatusTagColumn("state", label=_("État"), accessor="get_state_display"),
            Column("attempts", label=_("Essais")),
            Column("last_error", label=_("Dernière erreur")),
            DateColumn("created_at", label=_("Demandé"), sort_key="created_at"),
        ]

    def get_again_url(self, mail: AccountMail) -> str | None:
        return reverse(self.again_url_name, args=[mail.pk]) if mail.state == mail.State.FAILED else None


class SendAgainView(PermissionCheckedMixin, ConfirmedAction):
    """One mail that was refused for good, or given up."""

    model: Any = None
    index_url_name = header_icon = ""
    permission_required = "change"
    page_title = button_label = gettext_lazy("Envoyer à nouveau")
    done = gettext_lazy("Le courriel est de nouveau en attente d’envoi.")
    refusals = (NothingToSend,)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(
            AccountMail.objects.select_related("user"), pk=kwargs["pk"], state=AccountMail.State.FAILED
        )

    def get_page_subtitle(self) -> str:
        return self.object.get_kind_display()

    def get_success_url(self) -> str:
        return reverse(self.index_url_name)

    def consequences(self) -> list[str]:
        mail, sentences = self.object, []
        if mail.user is not None:
            sentences.append(_("Compte : %s") % mail.user.get_username())
        return [
            *sentences,
            _("Le serveur de courriel a répondu : %s") % mail.last_error,
            _("Le courriel part de nouveau à %s.") % (address_of(mail) or "–"),
            _("L’adresse est fausse ? Corrigez d’abord celle du compte : il part à la nouvelle."),
            _("Devenu sans objet (compte fermé, invitation déjà suivie), il ne part pas et quitte la liste."),
        ]

    def act(self, form: forms.Form) -> None:
        write_again(self.object, now=timezone.now())


class AccountMailViewSet(ModelViewSet):
    """Courriels de compte: a list, and an action on its rows."""

    model = AccountMail
    name = "courriels-de-compte"
    icon = "mail"
    menu_label = gettext_lazy("Courriels de compte")
    add_to_settings_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []
    search_backend_name = None
    index_view_class = FailedMailsView
    index_results_template_name = "conference/accounts/admin/failed_mails_results.html"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        elsewhere = ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name", "usage_url_name")
        return super().get_common_view_kwargs(**dict.fromkeys(elsewhere) | kwargs)

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(again_url_name=self.get_url_name("again"), **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        lists = [p for p in super().get_urlpatterns() if p.name in ("index", "index_results")]
        again = SendAgainView.as_view(
            model=self.model, index_url_name=self.get_url_name("index"), header_icon=self.icon
        )
        return [*lists, path("renvoyer/<int:pk>/", again, name="again")]
