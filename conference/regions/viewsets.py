"""Viewsets of the Wagtail admin whose every view stays within the person's scope.

A viewset builds all its views through ``construct_view``: closing them there closes also those that
Wagtail, or we, add later. A row of another region answers 404, as if it did not exist.
"""

from typing import Any

from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from conference.core.choosers import RowChooser
from conference.core.text.folded_columns import FrenchOrder

from .models import DataController, Region, RelayTeam
from .rights import set_publishes_directly
from .scoping import own_regions, scope_of


def closed(view_class: type[View], *guards: type, **attributes) -> type[View]:
    """``view_class`` behind ``guards``, under its own name."""
    return type(
        view_class.__name__, (*guards, view_class), {"__module__": view_class.__module__, **attributes}
    )


# --- Views of a model ----------------------------------------------------------------------------


class ScopedRow:
    """A view on one row (``pk`` in its address): the row must be the person's to touch."""

    scope_field = "region"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        # The compare view names its argument in the address, the preview views pass it by position.
        pk = kwargs.get("pk", args[0] if args else None)
        scope = scope_of(request.user)
        if pk is not None and not scope.national:
            rows = scope.filter(self.model._default_manager.all(), field=self.scope_field)
            if not rows.filter(pk=unquote(str(pk))).exists():
                raise Http404
        super().setup(request, *args, **kwargs)

    def user_has_permission(self, permission: str) -> bool:
        """Wagtail asks about the model; whether a row is published by its team, the row's region says."""
        allowed = super().user_has_permission(permission)
        row = getattr(self, "object", None)
        if not allowed or row is None or permission not in ("publish", "delete"):
            return allowed
        return self.user_has_permission_for_instance(permission, row)


class ScopedList:
    """A list: the person's rows only, searched or not."""

    scope_field = "region"

    def get_base_queryset(self) -> QuerySet:
        return scope_of(self.request.user).filter(super().get_base_queryset(), field=self.scope_field)


class OwnRegionForm:
    """A form with a field ``region``: only the person's own regions, chosen for them when there is one."""

    def get_form(self, *args, **kwargs) -> BaseForm:
        form = super().get_form(*args, **kwargs)
        offer_own_regions(form, self.request)
        return form

    def is_valid(self, form: BaseForm) -> bool:
        if not super().is_valid(form):
            return False
        if self.action != "publish" or self.user_has_permission_for_instance("publish", form.instance):
            return True
        form.add_error("region", _("L’équipe de cette région ne publie pas directement : soumettez."))
        return super().is_valid(form)  # which tells the person


def offer_own_regions(form: BaseForm, request: HttpRequest) -> None:
    """Let ``form`` place its row only where the person may write; a relay's row is never national."""
    field = form.fields.get("region")
    if field is None or scope_of(request.user).national:
        return
    field.queryset = own_regions(request.user)
    field.required = True
    field.empty_label = None
    field.help_text = ""  # what an empty one means is not for a relay
    field.initial = field.queryset.first()


class ScopedViewSetMixin:
    """Closes every view of a ModelViewSet. ``scope_field`` names the region of a row."""

    scope_field = "region"

    def construct_view(self, view_class: type[View], **kwargs):
        guards: list[type] = [ScopedRow]
        if issubclass(view_class, IndexView):
            guards += [ScopedList, FrenchOrder]
        if hasattr(view_class, "get_form"):
            guards.append(OwnRegionForm)
        return super().construct_view(closed(view_class, *guards, scope_field=self.scope_field), **kwargs)


class ScopedModelViewSet(ScopedViewSetMixin, ModelViewSet):
    """A ModelViewSet for what belongs to a region."""


# --- Choosers ------------------------------------------------------------------------------------


class ScopedChoice:
    """The views of a chooser: the person's own rows, and the national ones."""

    scope_field = "region"

    def _choosable(self, rows: QuerySet) -> QuerySet:
        return scope_of(self.request.user).filter_choosable(rows, field=self.scope_field)

    def get_object_list(self) -> QuerySet:
        return self._choosable(super().get_object_list())

    def get_object(self, pk: str):
        try:
            return self._choosable(self.model_class.objects.all()).get(pk=pk)
        except ValueError as error:  # no number
            raise Http404 from error

    def get_objects(self, pks: list[str]) -> QuerySet:
        try:
            return self._choosable(super().get_objects(pks))
        except ValueError as error:
            raise Http404 from error

    def can_create(self) -> bool:
        """Not where there is no form for it: Wagtail's view would fail."""
        return super().can_create() and self.get_creation_form_class() is not None

    def get_creation_form(self) -> BaseForm | None:
        form = super().get_creation_form()
        if form is not None:
            offer_own_regions(form, self.request)
        return form


class ScopedChooserViewSet(SnippetChooserViewSet):
    """A chooser of what belongs to a region."""

    base_widget_class = RowChooser
    scope_field = "region"

    def construct_view(self, view_class: type[View], **kwargs):
        return super().construct_view(
            closed(view_class, ScopedChoice, FrenchOrder, scope_field=self.scope_field), **kwargs
        )


class ScopedSnippetViewSet(ScopedViewSetMixin, SnippetViewSet):
    """A SnippetViewSet for what belongs to a region, its chooser included."""

    chooser_viewset_class = ScopedChooserViewSet

    @property
    def chooser_viewset(self) -> ScopedChooserViewSet:
        chooser = super().chooser_viewset
        chooser.scope_field = self.scope_field
        return chooser


# --- Relay teams ---------------------------------------------------------------------------------


class RelayTeamForm(WagtailAdminModelForm):
    """A team's contact, and whether it publishes directly: that takes effect on its rights at once."""

    class Meta:
        model = RelayTeam
        fields = ["contact_name", "contact_email", "publishes_directly"]

    @transaction.atomic
    def save(self, commit: bool = True) -> RelayTeam:
        team = super().save(commit)
        return set_publishes_directly(team, publishes_directly=team.publishes_directly)


class RelayTeamViewSet(ScopedModelViewSet):
    """The teams, for the communications team; they come with the regions, none is added or removed."""

    model = RelayTeam
    name = "equipes-relais"
    icon = "group"
    menu_label = _("Équipes relais")
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = ["__str__", "contact_name", "contact_email", "publishes_directly"]
    search_fields = ["region__name"]
    search_backend_name = None
    panels = [
        FieldPanel("contact_name"),
        FieldPanel("contact_email"),
        FieldPanel("publishes_directly"),
    ]

    def get_edit_handler(self):
        handler = ObjectList(self.panels, base_form_class=RelayTeamForm)
        return handler.bind_to_model(self.model)


# --- Who answers for the data --------------------------------------------------------------------


class DataControllerForm(WagtailAdminModelForm):
    """The legal entity of one team; whose it is does not change afterwards."""

    class Meta:
        model = DataController
        fields = ["region", "name", "address", "rights_contact", "role"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["region"].disabled = True
        else:
            self.fields["region"].queryset = Region.objects.filter(data_controller__isnull=True)

    def save(self, commit: bool = True) -> DataController:
        """What somebody writes over the demonstration's is real: it stays when that is taken away."""
        if self.has_changed():
            self.instance.fictional = False
        return super().save(commit)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        national = DataController.objects.filter(region__isnull=True).exclude(pk=self.instance.pk)
        role = DataController.Role
        if cleaned.get("region") is None and "region" in cleaned:
            if national.exists():
                self.add_error("region", _("Le responsable national est déjà écrit : modifiez-le."))
            elif cleaned.get("role") in (role.JOINT, role.PROCESSOR):
                self.add_error("role", _("Ce rôle est celui d’une région auprès de l’équipe nationale."))
        elif cleaned.get("role") in (role.JOINT, role.PROCESSOR) and not national.exists():
            self.add_error("role", _("Écrivez d’abord qui est responsable pour l’équipe nationale."))
        return cleaned


class DataControllerViewSet(ScopedModelViewSet):
    """Who answers for the data: the communications team writes it, a relay reads its own."""

    model = DataController
    name = "responsables-des-donnees"
    icon = "key"
    menu_label = _("Responsables des données")
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = ["name", Column("team", label=_("Équipe"), accessor="team_name"), "role", "rights_contact"]
    list_filter = ["role"]
    search_fields = ["name", "region__name"]
    search_backend_name = None
    panels = [
        FieldPanel("region"),
        FieldPanel(
            "name", help_text=_("Par exemple une association, une collectivité, un service de l’État.")
        ),
        FieldPanel("address"),
        FieldPanel("rights_contact"),
        FieldPanel(
            "role",
            help_text=_(
                "Selon votre convention. En cas de doute, demandez au délégué à la protection des données."
            ),
        ),
    ]

    def get_edit_handler(self):
        handler = ObjectList(self.panels, base_form_class=DataControllerForm)
        return handler.bind_to_model(self.model)
