"""Actions of the admin that ask once more: a page says what will happen, its button does it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin


class ConfirmedAction(WagtailAdminTemplateMixin, FormView):
    """GET says what will happen; POST does it and leads on, or says why it cannot be done."""

    form_class: type[forms.Form] = forms.Form
    template_name = "core/admin/confirmed_action.html"
    button_label: str | Promise = ""
    serious = False  # it cannot be undone
    done: str | Promise = ""
    refusals: tuple[type[Exception], ...] = ()  # errors whose sentence is for the person

    def act(self, form: forms.Form) -> str | Promise | None:
        """Do it; a sentence to show instead of ``done``, if any. One of ``refusals`` is shown on the page."""
        raise NotImplementedError

    def consequences(self) -> list[str]:
        """Sentences that say what will happen."""
        raise NotImplementedError

    def field_refused(self, refusal: Exception, form: forms.Form) -> str | None:
        """The field at which a refusal is said; None: above the form."""
        return None

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            said = self.act(form)
        except self.refusals as refusal:
            form.add_error(self.field_refused(refusal, form), str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, str(said or self.done))
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "consequences": self.consequences(),
            "button_label": self.button_label,
            "serious": self.serious,
            "back_url": self.get_success_url(),
            "back_label": _("Ne rien changer"),
        }


class RowAction(PermissionCheckedMixin, ConfirmedAction):
    """An action on one row of a list; its viewset gives the model and the names of the addresses."""

    model: Any = None
    index_url_name = header_icon = ""
    permission_required = "change"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(self.model, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        plural = self.model._meta.verbose_name_plural
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.index_url_name), "label": str(plural).capitalize()},
            {"url": self.get_success_url(), "label": self.get_page_subtitle()},
            {"url": "", "label": str(self.get_page_title())},
        ]
