"""The reviews in the admin: drafts, preview, one publication; withdrawn with a reason, never deleted."""

from typing import Any

from django import forms
from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, UnpublishView

from conference.core.confirmed_action import ConfirmedAction

from ..forms import SignSelect
from ..levels import draft_of
from ..models import Review
from ..models.source import in_words
from ..protection import MEASURE_STAYS, REVIEW_STAYS
from ..publication import NotPublic, NotReady, withdraw

SCALE = [
    FieldRowPanel([FieldPanel("label"), FieldPanel("published_total")]),
    FieldPanel("meaning"),
    FieldPanel("sign", widget=SignSelect),
    FieldPanel("tone"),
]
PANELS = [
    FieldPanel(
        "title", help_text=gettext_lazy("Le premier titre donne l’adresse du bilan, qui ne change plus.")
    ),
    FieldPanel("date"),
    FieldRowPanel([FieldPanel("judge"), FieldPanel("judged_by")]),
    FieldPanel("comment", help_text=gettext_lazy("Ce que le bilan dit de lui-même, en une ou deux phrases.")),
    FieldPanel("narrative", help_text=gettext_lazy("Ce que le bilan raconte, sans niveau ni total.")),
    InlinePanel("citations", label=gettext_lazy("source"), heading=gettext_lazy("Sources")),
    InlinePanel(
        "scale",
        panels=SCALE,
        label=gettext_lazy("niveau"),
        heading=gettext_lazy("Échelle et totaux publiés"),
        help_text=gettext_lazy(
            "Du meilleur au moins bon. Un total vide n’a pas été publié : il n’est ni déduit ni estimé. "
            "Les niveaux se donnent ensuite aux mesures dans la grille."
        ),
    ),
    FieldPanel("totals_note"),
]


# --- What stays ----------------------------------------------------------------------------------


class StaysPublishedView(UnpublishView):
    """In place of Wagtail's view that unpublishes: says why it does not, and leads back to the form."""

    because: str | Promise = MEASURE_STAYS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission(self.permission_required):
            return super().dispatch(request, *args, **kwargs)
        messages.error(request, str(self.because))
        return redirect(self.edit_url_name, quote(self.object.pk))


class ReviewStaysPublishedView(StaysPublishedView):
    because = REVIEW_STAYS


class DeleteDraftView(DeleteView):
    """Deletes a review that was never published; says of another why it stays."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.object.was_published or not self.user_has_permission(self.permission_required):
            return super().dispatch(request, *args, **kwargs)
        messages.error(request, str(REVIEW_STAYS))
        return redirect(self.edit_url_name, quote(self.object.pk))


# --- The form ------------------------------------------------------------------------------------


class Publishes:
    """A form that publishes: what is not ready is kept as a draft, and what it lacks is said."""

    def publish_action(self) -> HttpResponse | None:
        try:
            return super().publish_action()
        except NotReady as refusal:
            say_not_ready(self.request, refusal)
            return redirect(self.get_edit_url())


def say_not_ready(request: HttpRequest, refusal: NotReady) -> None:
    messages.error(request, _("Le brouillon est enregistré, mais le bilan n’est pas publié."))
    for obstacle in refusal.obstacles:
        messages.error(request, obstacle)


def say_withdrawn(request: HttpRequest, review: Review) -> None:
    """That nothing of what is written here reaches the visitors any more."""
    if review.withdrawn_at:
        day = in_words(timezone.localdate(review.withdrawn_at))
        messages.warning(request, _("Ce bilan a été retiré le %s : il ne se publie plus.") % day)


class CreateReviewView(Publishes, CreateView):
    pass


class EditReviewView(Publishes, EditView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        say_withdrawn(request, self.live_object)
        return super().get(request, *args, **kwargs)

    @cached_property
    def header_buttons(self) -> list[Button]:
        return [
            HeaderButton(
                _("Grille des niveaux"), url=reverse("bilans:grid", args=[self.object.pk]), icon_name="table"
            )
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = [*super().header_more_buttons, *file_buttons(self.object)]
        if self.live_object.live and not self.live_object.withdrawn_at:
            url = reverse("bilans:withdraw", args=[self.object.pk])
            buttons.append(Button(_("Retirer ce bilan"), url=url, icon_name="circle-xmark", priority=90))
        return buttons


def file_buttons(review: Review) -> list[Button]:
    """The levels as a file, out and in."""
    return [
        Button(label, url=reverse(f"bilans:{name}", args=[review.pk]), icon_name=icon, priority=priority)
        for label, name, icon, priority in (
            (_("Exporter les niveaux (CSV)"), "levels_export", "download", 60),
            (_("Importer des niveaux (CSV)"), "levels_import", "upload", 61),
        )
    ]


class OfReview(PermissionCheckedMixin):
    """A screen of one review, below its form."""

    model = Review
    permission_required = "change"
    header_icon = "clipboard-list"
    index_url_name = edit_url_name = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.review = get_object_or_404(Review.objects.for_grid(), pk=kwargs["pk"])
        self.draft = draft_of(self.review)

    def get_page_subtitle(self) -> str:
        return str(self.draft)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.index_url_name), "label": _("Bilans")},
            {"url": reverse(self.edit_url_name, args=[self.review.pk]), "label": str(self.draft)},
            {"url": "", "label": str(self.page_title)},
        ]


# --- Withdrawal ----------------------------------------------------------------------------------


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Motif du retrait"),
        help_text=gettext_lazy("Écrit sur la page du bilan."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": gettext_lazy("Dites pourquoi ce bilan est retiré.")},
    )


class WithdrawView(OfReview, ConfirmedAction):
    permission_required = "publish"
    form_class = ReasonForm
    page_title = gettext_lazy("Retirer le bilan")
    button_label = gettext_lazy("Retirer ce bilan")
    serious = True
    done = gettext_lazy("Le bilan est retiré. Sa page le dit, avec le motif.")
    refusals = (NotPublic,)

    def get_success_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.review.pk])

    def consequences(self) -> list[str]:
        return [
            _("Ses niveaux et ses totaux ne sont plus montrés sur le tableau ni auprès des mesures."),
            _("Sa page reste à son adresse, marquée « retiré », avec la date et le motif."),
            _("Son historique reste ici. Un bilan retiré ne se publie plus."),
        ]

    def act(self, form: forms.Form) -> None:
        reason = form.cleaned_data["reason"]
        withdraw(self.review, reason=reason, by=self.request.user, now=timezone.now())


class StateColumn(LiveStatusTagColumn):
    """Wagtail's state, in our words once the review is withdrawn."""

    def get_value(self, instance: Review) -> str:
        if instance.withdrawn_at:
            return _("retiré")
        return (
            _("publié")
            if instance.stands and not instance.has_unpublished_changes
            else super().get_value(instance)
        )
