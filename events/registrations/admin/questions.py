"""The questions in Wagtail's admin: the national library, and each region's own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import BooleanFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView
from wagtail.snippets.views.snippets import EditView

from conference.core.confirmed_action import RowAction
from conference.core.model_forms import SiteModelForm
from conference.regions.permission_policies import RegionPermissionPolicy
from conference.regions.scoping import scope_of
from conference.regions.viewsets import ScopedChooserViewSet, ScopedSnippetViewSet

from ..errors import RegistrationError
from ..models import Question
from ..questions.approving import APPROVED, approve, text_of, to_approve, withdraw_approval


class QuestionPolicy(RegionPermissionPolicy):
    """A question that an event asks, that somebody answered, or that the code knows, is not deleted."""

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        if action == "delete" and _is_in_use(instance):
            return False
        return super().user_has_permission_for_instance(user, action, instance)


def _is_in_use(question: Any) -> bool:
    return bool(question.key) or question.uses.exists() or question.answers.exists()


class QuestionForm(SiteModelForm):
    """What a relay writes is to be approved; what was said of answers holds as long as there are some."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        changed = {"kind", "region", "purpose", "readers", "term_days"} & set(self.changed_data)
        if "term_days" in changed and self._is_sooner(cleaned.get("term_days")):
            changed.remove("term_days")
        if not self.instance._state.adding and changed and self.instance.answers.exists():
            for name in changed:
                self.add_error(name, _("Des personnes ont répondu : écrivez plutôt une autre question."))
        return cleaned

    def _is_sooner(self, days: int | None) -> bool:
        """Whether answers would be erased sooner than was said."""
        return days is not None and days < (self.initial.get("term_days") or 0)

    def save(self, commit: bool = True) -> Question:
        question = self.instance
        if scope_of(self.for_user).national:
            if question._state.adding:
                question.approved_at, question.approved_by = timezone.now(), self.for_user
        elif set(APPROVED) & set(self.changed_data):
            question.approved_at = question.approved_by = None
        return super().save(commit)


class QuestionFilterSet(WagtailFilterSet):
    approved = BooleanFilter(label=gettext_lazy("Approuvée"), method="that_may_be_asked")

    class Meta:
        model = Question
        fields = ["kind", "purpose"]

    def that_may_be_asked(self, rows: QuerySet[Question], name: str, value: bool) -> QuerySet[Question]:
        approved = Q(region=None) | Q(approved_at__isnull=False)
        return rows.filter(approved if value else ~approved)


class EditQuestion(EditView):
    """Beside the form, what the national team decides."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        question, national = self.object, scope_of(self.request.user).national
        buttons = super().header_buttons
        if question.region_id is None or not national:
            return buttons
        name, label = (
            ("withdraw", _("Ne plus poser")) if question.approved_at else ("approve", _("Approuver"))
        )
        url = reverse(Question.snippet_viewset.get_url_name(name), args=[question.pk])
        return [HeaderButton(label, url=url, icon_name="check"), *buttons]


class QuestionsPanel(Component):
    """On the admin's home: how many questions the national team has to approve; not there without one."""

    name = "questions_to_approve"
    template_name = "events/registrations/admin/questions_to_approve.html"
    order = 91

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        may = scope_of(user).national and user.has_perm("registrations.change_question")
        url = reverse(Question.snippet_viewset.get_url_name("list"))
        return {"number": to_approve().count() if may else 0, "url": f"{url}?approved=false"}


class QuestionAction(RowAction):
    """What the national team decides of a region's own question."""

    refusals = (RegistrationError,)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.object.region_id is None:
            raise Http404
        if not scope_of(request.user).national:
            raise PermissionDenied

    def get_success_url(self) -> str:
        return reverse(Question.snippet_viewset.get_url_name("edit"), args=[self.object.pk])


class ReadForm(forms.Form):
    """The question as it was read."""

    read = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class ApproveView(QuestionAction):
    form_class = ReadForm
    page_title = gettext_lazy("Approuver la question")
    button_label = gettext_lazy("Approuver")
    done = gettext_lazy("La question est approuvée.")

    def get_initial(self) -> dict[str, str]:
        return {"read": text_of(self.object)}

    def consequences(self) -> list[str]:
        question = self.object
        said = [
            _("Les formulaires d’inscription de la région qui la posent la montrent dès maintenant."),
            question.fate,
        ]
        if question.help_text:
            said.append(_("Aide : %s") % question.help_text)
        if question.options:
            said.append(_("Choix : %s.") % ", ".join(question.options))
        return said

    def act(self, form: forms.Form) -> None:
        read = form.cleaned_data["read"]
        approve(self.object, read=read, by=self.request.user, now=timezone.now())


class WithdrawView(QuestionAction):
    page_title = gettext_lazy("Ne plus poser la question")
    button_label = gettext_lazy("Ne plus poser")
    done = gettext_lazy("Aucun formulaire ne pose plus cette question.")

    def consequences(self) -> list[str]:
        return [
            _("Les formulaires qui la posent ne la montrent plus, jusqu’à une nouvelle approbation."),
            _("Les réponses déjà données restent jusqu’à leur terme."),
        ]

    def act(self, form: forms.Form) -> None:
        withdraw_approval(self.object, by=self.request.user)


def standing(question: Question) -> str:
    """« bibliothèque nationale », « approuvée », « à approuver »."""
    if question.region_id is None:
        return _("bibliothèque nationale")
    return _("approuvée") if question.approved_at else _("à approuver")


class WithStanding:
    """Beside each question, what one answers to it, and whether it may be asked."""

    @property
    def columns(self) -> list[Column]:
        return [
            self.title_column,  # type: ignore[attr-defined]
            Column("get_kind_display", label=_("Réponse")),
            Column("standing", label=_("Approbation"), accessor=standing),
        ]


class ChooseQuestion(WithStanding, ChooseView):
    pass


class ChooseQuestionResults(WithStanding, ChooseResultsView):
    pass


class QuestionChooserViewSet(ScopedChooserViewSet):
    """Choose among the library and the region's own."""

    choose_view_class = ChooseQuestion
    choose_results_view_class = ChooseQuestionResults
    choose_one_text = gettext_lazy("Choisir une question")
    choose_another_text = gettext_lazy("Choisir une autre question")
    edit_item_text = gettext_lazy("Modifier cette question")


class QuestionViewSet(ScopedSnippetViewSet):
    """Questions: of the national library for the national team, its own for a relay."""

    model = Question
    chooser_viewset_class = QuestionChooserViewSet
    icon = "help"
    menu_label = gettext_lazy("Questions")
    menu_name = "questions"
    menu_order = 265
    add_to_admin_menu = True
    copy_view_enabled = False
    edit_view_class = EditQuestion
    list_display = [
        "label",
        Column("get_kind_display", label=gettext_lazy("Réponse")),
        Column("region", label=gettext_lazy("Région")),
        Column("standing", label=gettext_lazy("Approbation"), accessor=standing),
    ]
    ordering = ["label"]
    search_fields = ["label"]
    search_backend_name = None
    filterset_class = QuestionFilterSet
    edit_handler = ObjectList(
        [
            FieldPanel("label"),
            FieldPanel("help_text"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("choices")]),
            FieldRowPanel([FieldPanel("purpose"), FieldPanel("term_days")]),
            FieldPanel("readers"),
            FieldPanel("region"),
        ],
        base_form_class=QuestionForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return Question.objects.select_related("region")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("approuver/<int:pk>/", self.construct_view(ApproveView), name="approve"),
            path("ne-plus-poser/<int:pk>/", self.construct_view(WithdrawView), name="withdraw"),
        ]
