"""The notes on the measures in Wagtail's admin: drafts are edited, published ones read and acted on."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, MultipleChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import InspectView
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    SnippetViewSet,
)

from conference.core.model_forms import SiteModelForm

from ..display import measure_choices
from ..models import Progress, ProgressCitation
from ..querysets import PublishedNoteChanged
from ..report import SIX_MONTHS
from .note_actions import CorrectView, MendView, PublishView, WithdrawPassageView
from .note_files import ExportView, ImportView

PUBLISH = "action-publish-note"  # the button that saves a draft and leads on to its publication


class NotePolicy(ModelPermissionPolicy):
    """The usual permissions; a published note is neither edited nor deleted, whoever asks."""

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        if action in ("change", "delete") and instance.published_at:
            return False
        return super().user_has_permission_for_instance(user, action, instance)


class NoteFilterSet(WagtailFilterSet):
    """By measure, published or draft, old, without a measure, without a source that is shown."""

    measure = MultipleChoiceFilter(
        label=_("Mesure"),
        field_name="measure__number",
        choices=measure_choices,
        widget=CheckboxSelectMultiple,
    )
    published = BooleanFilter(
        label=_("Publiée"), field_name="published_at", lookup_expr="isnull", exclude=True
    )
    old = BooleanFilter(label=_("Publiée il y a plus de six mois"), method="of_long_ago")
    numbered = BooleanFilter(
        label=_("Rattachée à une mesure"), field_name="measure", lookup_expr="isnull", exclude=True
    )
    sourced = BooleanFilter(label=_("Cite une source montrée"), method="with_source")

    class Meta:
        model = Progress
        fields: list[str] = []

    def of_long_ago(self, notes: QuerySet[Progress], name: str, value: bool) -> QuerySet[Progress]:
        old = Q(published_at__lte=timezone.now() - SIX_MONTHS)
        return notes.filter(old if value else ~old)

    def with_source(self, notes: QuerySet[Progress], name: str, value: bool) -> QuerySet[Progress]:
        shown = Exists(ProgressCitation.objects.filter(progress=OuterRef("pk"), source__shown=True))
        return notes.filter(shown if value else ~shown)


class CorrectedPanel(FieldPanel):
    """Which note this one corrects, if it does."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(self.instance.corrects_id) and super().is_shown()


class NoteForm(SiteModelForm):
    def save(self, commit: bool = True) -> Progress:
        if self.instance._state.adding:
            self.instance.written_by = self.for_user
        return super().save(commit)


class NoteList(IndexView):
    @cached_property
    def header_more_buttons(self) -> list[HeaderButton]:
        buttons = super().header_more_buttons
        if self.user_has_permission("add"):
            viewset = Progress.snippet_viewset
            for label, name, icon in (
                (_now("Importer un fichier CSV"), "import", "upload"),
                (_now("Exporter dans un fichier CSV"), "export", "download"),
            ):
                url = reverse(viewset.get_url_name(name))
                buttons.append(HeaderButton(label, url=url, icon_name=icon))
        return buttons

    def get_edit_url(self, instance: Progress) -> str | None:
        """A published note is read."""
        if instance.published_at:
            return reverse(Progress.snippet_viewset.get_url_name("inspect"), args=[instance.pk])
        return super().get_edit_url(instance)

    def get_delete_url(self, instance: Progress) -> str | None:
        return None if instance.published_at else super().get_delete_url(instance)


class DraftsOnly:
    """A view that changes a draft; of a published note, it leads to what may be done with it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission("change") or not self.object.published_at:  # type: ignore[attr-defined]
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        messages.warning(request, str(PublishedNoteChanged()))
        return redirect(Progress.snippet_viewset.get_url_name("inspect"), self.object.pk)  # type: ignore[attr-defined]


class LeadsToPublication:
    """After « Enregistrer et publier », the page that asks once more; else, back to the draft."""

    def get_success_url(self) -> str:
        name = "publish" if PUBLISH in self.request.POST else "edit"  # type: ignore[attr-defined]
        return reverse(Progress.snippet_viewset.get_url_name(name), args=[self.object.pk])  # type: ignore[attr-defined]


class NewNote(LeadsToPublication, CreateView):
    pass


class EditNote(DraftsOnly, LeadsToPublication, EditView):
    pass


class DeleteNote(DraftsOnly, DeleteView):
    pass


class NoteView(InspectView):
    """A note with all that was done to it, and what may be done."""

    template_name = "measures/admin/note.html"
    page_title = _("Avancée")

    def get_page_subtitle(self) -> str:
        return self.object.name

    @cached_property
    def offered(self) -> list[dict[str, Any]]:
        """What may be done with the note, the most usual first."""
        if not self.user_has_permission("change"):
            return []
        actions = (
            (
                (_now("Publier une note qui la corrige"), "correct", "edit"),
                (_now("Corriger l’orthographe"), "mend", "edit"),
                (_now("Retirer un passage"), "withdraw", "cross"),
            )
            if self.object.published_at
            else ((_now("Publier"), "publish", "check"), (_now("Modifier"), "edit", "edit"))
        )
        name_of = Progress.snippet_viewset.get_url_name
        return [
            {"label": label, "url": reverse(name_of(name), args=[self.object.pk]), "icon_name": icon}
            for label, name, icon in actions
        ]

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """One: a telephone has no room for more, and what does not fit there cannot be reached."""
        return [HeaderButton(**action) for action in self.offered[:1]]

    @property
    def header_more_buttons(self) -> list[Button]:
        return [Button(**action) for action in self.offered[1:]]

    def get_edit_url(self) -> str | None:
        return None if self.object.published_at else super().get_edit_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reading = Progress.snippet_viewset.get_url_name("inspect")
        return super().get_context_data(**kwargs) | {"note": self.object, "inspect_url_name": reading}


class NoChooser(SnippetChooserViewSet):
    """Nothing chooses a note, and a chooser would show drafts to any account."""

    def get_urlpatterns(self) -> list[URLPattern]:
        return []


class SaveAndPublish(ActionMenuItem):
    name = PUBLISH
    label = _("Enregistrer et publier…")
    icon_name = "upload"


class ProgressViewSet(SnippetViewSet):
    """The notes: written, previewed, published, then corrected by another note only."""

    model = Progress
    icon = "history"
    menu_label = _("Avancées")
    menu_order = 205
    menu_name = "avancees"
    add_to_admin_menu = True
    copy_view_enabled = False
    chooser_viewset_class = NoChooser
    inspect_view_enabled = True
    index_view_class = NoteList
    add_view_class = NewNote
    edit_view_class = EditNote
    delete_view_class = DeleteNote
    inspect_view_class = NoteView
    inspect_template_name = NoteView.template_name
    list_per_page = 50
    ordering = ["-published_at", "-pk"]
    search_backend_name = None
    search_fields = ["text", "subject", "measure__short_title"]
    filterset_class = NoteFilterSet
    list_display = [
        "__str__",
        Column("date_in_words", label=_("Fait du"), sort_key="date"),
        BooleanColumn("published_at", label=_("Publiée"), sort_key="published_at"),
    ]
    edit_handler = ObjectList(
        [
            CorrectedPanel("corrects", read_only=True),
            MultiFieldPanel([FieldPanel("measure"), FieldPanel("subject")], heading=_("De quoi il s’agit")),
            FieldPanel("text"),
            FieldRowPanel([FieldPanel("date"), FieldPanel("date_precision")]),
            InlinePanel(
                "citations",
                label=_("source"),
                heading=_("Sources"),
                help_text=_("Au moins une, montrée aux visiteurs, pour publier."),
            ),
            FieldPanel("regions", widget=CheckboxSelectMultiple),
            FieldRowPanel([FieldPanel("review"), FieldPanel("author")]),
        ],
        base_form_class=NoteForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Progress]:
        return Progress.objects.select_related("measure")

    @property
    def url_finder_class(self) -> type:
        """Where a note is found in the admin: its draft is edited, what is published is read."""
        reading = self.get_url_name("inspect")

        class Finder(super().url_finder_class):  # type: ignore[misc]
            def get_edit_url(self, instance: Progress) -> str | None:
                if instance.published_at:
                    may = policy_registry.get_by_type(Progress).user_has_permission(self.user, "change")
                    return reverse(reading, args=[instance.pk]) if may else None
                return super().get_edit_url(instance)

        return Finder

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("publier/<int:pk>/", self.construct_view(PublishView), name="publish"),
            path("corriger/<int:pk>/", self.construct_view(CorrectView), name="correct"),
            path("orthographe/<int:pk>/", self.construct_view(MendView), name="mend"),
            path("retirer/<int:pk>/", self.construct_view(WithdrawPassageView), name="withdraw"),
            path("importer/", self.construct_view(ImportView), name="import"),
            path("exporter/", self.construct_view(ExportView), name="export"),
        ]
