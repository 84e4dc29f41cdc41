"""What visitors ask to be put right, in Wagtail's admin: read, answered, marked as done."""

from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import BooleanFilter
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from conference.core.confirmed_action import RowAction

from ..corrections import CorrectionRefused, answer
from ..models import CorrectionRequest

NAME = "demandes-de-correction"


class CorrectionFilterSet(WagtailFilterSet):
    answered = BooleanFilter(
        label=gettext_lazy("Traitée"), field_name="answered_at", lookup_expr="isnull", exclude=True
    )
    late = BooleanFilter(label=gettext_lazy("Au-delà du délai"), method="beyond_the_delay")

    class Meta:
        model = CorrectionRequest
        fields = ["kind"]

    def beyond_the_delay(
        self, requests: QuerySet[CorrectionRequest], name: str, value: bool
    ) -> QuerySet[CorrectionRequest]:
        late = {"answered_at__isnull": True, "due_on__lt": timezone.localdate()}
        return requests.filter(**late) if value else requests.exclude(**late)


class CorrectionList(IndexView):
    """What waits first, the one due soonest at the top; then what is done, the latest first."""

    def get_base_queryset(self) -> QuerySet[CorrectionRequest]:
        return super().get_base_queryset().select_related("measure", "review", "progress__measure")

    def order_queryset(self, queryset: QuerySet[CorrectionRequest]) -> QuerySet[CorrectionRequest]:
        return queryset.order_by(F("answered_at").desc(nulls_first=True), "due_on", "pk")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("subject_name", label=_("Au sujet de"), get_url=reading_url),
            Column("get_kind_display", label=_("Demande")),
            DateColumn("received_at", label=_("Reçue")),
            Column("state", label=_("Réponse"), accessor=state_of),
        ]


def reading_url(request: CorrectionRequest) -> str:
    return reverse(f"{NAME}:inspect", args=[request.pk])


def state_of(request: CorrectionRequest) -> str:
    """« traitée », « attendue avant le 8 décembre », « en retard depuis le 8 décembre »."""
    if request.answered_at:
        return _("traitée le %s") % date_format(timezone.localdate(request.answered_at), "j F Y")
    due = date_format(request.due_on, "j F Y")
    late = request.due_on < timezone.localdate()
    return _("en retard depuis le %s") % due if late else _("attendue avant le %s") % due


class CorrectionView(InspectView):
    template_name = "measures/admin/correction.html"
    page_title = gettext_lazy("Demande de correction")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if self.object.answered_at or not self.user_has_permission("change"):
            return []
        url = reverse(f"{NAME}:answer", args=[self.object.pk])
        return [HeaderButton(_("Répondre et marquer comme traitée"), url=url, icon_name="check")]

    header_more_buttons: list[HeaderButton] = []

    def get_edit_url(self) -> None:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "correction": self.object,
            "subject_url": AdminURLFinder(self.request.user).get_edit_url(self.object.subject),
            "state": state_of(self.object),
        }


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Suite donnée"),
        help_text=gettext_lazy("Envoyée à la personne si elle a laissé une adresse, gardée ici sinon."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Dites ce qui a été fait.")},
    )


class AnswerView(RowAction):
    form_class = AnswerForm
    page_title = gettext_lazy("Répondre à la demande")
    button_label = gettext_lazy("Marquer comme traitée")
    done = gettext_lazy("La demande est traitée.")
    refusals = (CorrectionRefused,)

    def get_success_url(self) -> str:
        return reverse(f"{NAME}:inspect", args=[self.object.pk])

    def consequences(self) -> list[str]:
        return [
            _("La suite donnée part par courriel à %s.") % self.object.email
            if self.object.email
            else _("Aucune adresse n’a été laissée : aucun courriel ne part."),
            _("La demande quitte ce qui attend sur l’accueil."),
        ]

    def act(self, form: forms.Form) -> None:
        answer(self.object, text=form.cleaned_data["answer"], by=self.request.user, now=timezone.now())


class CorrectionRequestViewSet(ModelViewSet):
    """Requests are read and answered, never edited or removed by hand."""

    model = CorrectionRequest
    name = NAME
    icon = "warning"
    menu_label = gettext_lazy("Corrections")  # the menu is narrow
    menu_order = 216
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    form_fields: list[str] = []
    list_per_page = 50
    search_backend_name = None
    search_fields = ["text", "answer"]
    filterset_class = CorrectionFilterSet
    index_view_class = CorrectionList
    inspect_view_class = CorrectionView
    inspect_template_name = CorrectionView.template_name

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nowhere = ("add", "edit", "delete", "history", "usage")
        return super().get_common_view_kwargs(**{f"{name}_url_name": None for name in nowhere} | kwargs)

    @cached_property
    def url_finder_class(self) -> type:
        finder = super().url_finder_class
        return type("CorrectionURLFinder", (finder,), {"edit_url_name": self.get_url_name("inspect")})

    def get_urlpatterns(self) -> list[URLPattern]:
        offered = {"index", "index_results", "inspect"}
        return [
            *(pattern for pattern in super().get_urlpatterns() if pattern.name in offered),
            path("repondre/<int:pk>/", self.construct_view(AnswerView), name="answer"),
        ]
