"""« Suivre cette mesure », for the people of the team."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import EditView

from conference.core.confirmed_action import RowAction

from ..following import set_following
from ..models import Measure


class EditMeasure(EditView):
    """The form of a measure, with the way to follow it."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        follows = self.object.followers.filter(pk=self.request.user.pk).exists()
        label = _("Ne plus suivre cette mesure") if follows else _("Suivre cette mesure")
        url = reverse(Measure.snippet_viewset.get_url_name("follow"), args=[self.object.pk])
        return [HeaderButton(label, url=url, icon_name="view")]


class FollowView(RowAction):
    """Follow the measure; or, when one follows it, no more."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.follows = self.object.followers.filter(pk=request.user.pk).exists()

    @property
    def page_title(self) -> str:
        return _("Ne plus suivre cette mesure") if self.follows else _("Suivre cette mesure")

    button_label = page_title

    def get_success_url(self) -> str:
        return reverse(Measure.snippet_viewset.get_url_name("edit"), args=[self.object.pk])

    def consequences(self) -> list[str]:
        if self.follows:
            return [_("Vous ne recevrez plus de courriel sur ses mises à jour.")]
        due = self.object.next_update
        return [
            _("Un courriel vous dira quand la mise à jour qu’elle annonce est due."),
            _("La prochaine est annoncée pour le %s.") % date_format(due, "j F Y")
            if due
            else _("Elle n’en annonce aucune pour l’instant."),
        ]

    def act(self, form: forms.Form) -> str:
        set_following(self.object, self.request.user, following=not self.follows)
        if self.follows:
            return _("Vous ne suivez plus cette mesure.")
        return _("Vous suivez cette mesure.")
