"""The menus of the site in Wagtail's admin: one list for each, ordered by dragging."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.views.generic import CreateView, IndexView, ReorderView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from .models import MenuEntry

Location = MenuEntry.Location


class MenuEntryList(IndexView):
    """The entries of one menu."""

    location = ""

    def get_base_queryset(self) -> QuerySet[MenuEntry]:
        return (
            super().get_base_queryset().filter(location=self.location).select_related("page", "parent__page")
        )


class NewEntry(CreateView):
    """A new entry belongs to the menu whose list it was added from, and comes last."""

    location = ""

    def get_initial_form_instance(self) -> MenuEntry:
        return MenuEntry(location=self.location)


class MenuEntryOrder(ReorderView):
    """Dragging an entry moves it among those of its menu."""

    location = ""

    def get_queryset(self) -> QuerySet[MenuEntry]:
        return super().get_queryset().filter(location=self.location)


class MenuViewSet(ModelViewSet):
    """The entries of one menu; subclasses say which."""

    model = MenuEntry
    location: Location
    index_view_class = MenuEntryList
    add_view_class = NewEntry
    reorder_view_class = MenuEntryOrder
    copy_view_enabled = False
    icon = "list-ul"
    ordering = "sort_order"
    list_display = ["__str__", "page", "address"]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(location=self.location, page_title=self.menu_label, **kwargs)

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_add_view_kwargs(location=self.location, **kwargs)

    def get_reorder_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_reorder_view_kwargs(location=self.location, **kwargs)


class HeaderViewSet(MenuViewSet):
    location = Location.HEADER
    name = "menu-en-tete"
    panels = [*MenuEntry.panels, FieldPanel("parent")]
    list_display = ["__str__", "page", "address", "parent"]
    menu_label = _("En-tête")


class UnderstandViewSet(MenuViewSet):
    location = Location.UNDERSTAND
    name = "menu-comprendre"
    menu_label = _("Pied de page\u00a0: comprendre")


class FollowViewSet(MenuViewSet):
    location = Location.FOLLOW
    name = "menu-participer"
    menu_label = _("Pied de page\u00a0: participer")


class LegalViewSet(MenuViewSet):
    location = Location.LEGAL
    name = "menu-cadre-legal"
    menu_label = _("Pied de page\u00a0: cadre légal")


class MenusViewSetGroup(ModelViewSetGroup):
    """The header and the three columns of the footer."""

    menu_label = _("Menus")
    menu_icon = "bars"
    menu_order = 500
    items = (HeaderViewSet, UnderstandViewSet, FollowViewSet, LegalViewSet)
