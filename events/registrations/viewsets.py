"""Registrations and their mails in Wagtail's admin: each team its own (conference.regions)."""

from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder

from conference.regions.viewsets import ScopedModelViewSet

from .admin.by_hand import RegisterByHandView
from .admin.failed_mails import SEARCHED
from .admin.lists import MailListView, RegistrationListView
from .admin.people import (
    AddPersonView,
    AddressView,
    CancelPersonView,
    CorrectPersonView,
    ErasePersonView,
    NoteView,
)
from .admin.rows import CancelView, EraseView, MailView, RegistrationView, SendLinkView, SendMailAgainView
from .models import Attendee, Registration, RegistrationMail


class RecordViewSet(ScopedModelViewSet):
    """Rows that are read, never edited, copied or deleted as such: people are corrected and erased."""

    scope_field = "event__region"
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []
    search_backend_name = None
    list_per_page = 50
    index_results_template_name = "events/registrations/admin/list_results.html"

    def get_common_view_kwargs(self, **kwargs):
        nowhere = dict.fromkeys(("edit_url_name", "delete_url_name", "history_url_name", "usage_url_name"))
        return super().get_common_view_kwargs(**nowhere | kwargs)

    @cached_property
    def url_finder_class(self) -> type[ModelAdminURLFinder]:
        finder = super().url_finder_class
        return type("RecordURLFinder", (finder,), {"edit_url_name": self.get_url_name("inspect")})

    def get_urlpatterns(self) -> list[URLPattern]:
        offered = {"index", "index_results", "inspect"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in offered]


class RegistrationViewSet(RecordViewSet):
    """Inscriptions."""

    model = Registration
    name = "inscriptions"
    icon = "group"
    search_fields = ("attendees__last_name",)  # offers the field; searching.py looks everywhere
    menu_label = _("Inscriptions")
    menu_order = 260
    add_to_admin_menu = True
    index_view_class = RegistrationListView
    index_results_template_name = "events/registrations/admin/registration_results.html"
    inspect_view_class = RegistrationView
    inspect_template_name = RegistrationView.template_name

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(**{"model": Attendee} | kwargs)

    def get_common_view_kwargs(self, **kwargs):
        actions = ("cancel", "link", "address", "erase", "note", "add_person")
        actions += ("person", "cancel_person", "erase_person")
        return super().get_common_view_kwargs(
            **{f"{name}_url_name": self.get_url_name(name) for name in actions}, **kwargs
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        def of_person(view):
            return self.construct_view(view, model=Attendee)

        return [
            *super().get_urlpatterns(),
            path("new/", self.construct_view(RegisterByHandView), name="add"),
            path("annuler/<int:pk>/", self.construct_view(CancelView), name="cancel"),
            path("effacer/<int:pk>/", self.construct_view(EraseView), name="erase"),
            path("lien/<int:pk>/", self.construct_view(SendLinkView), name="link"),
            path("adresse/<int:pk>/", self.construct_view(AddressView), name="address"),
            path("note/<int:pk>/", self.construct_view(NoteView), name="note"),
            path("ajouter/<int:pk>/", self.construct_view(AddPersonView), name="add_person"),
            path("personne/<int:pk>/", of_person(CorrectPersonView), name="person"),
            path("personne/<int:pk>/annuler/", of_person(CancelPersonView), name="cancel_person"),
            path("personne/<int:pk>/effacer/", of_person(ErasePersonView), name="erase_person"),
        ]


class RegistrationMailViewSet(RecordViewSet):
    """Courriels."""

    model = RegistrationMail
    name = "courriels"
    icon = "mail"
    menu_label = _("Courriels")
    menu_order = 270
    add_to_admin_menu = True
    search_fields = SEARCHED
    index_view_class = MailListView
    inspect_view_class = MailView
    inspect_template_name = MailView.template_name

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**{"add_url_name": None} | kwargs)

    def get_inspect_view_kwargs(self, **kwargs):
        return super().get_inspect_view_kwargs(again_url_name=self.get_url_name("again"), **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        again = self.construct_view(SendMailAgainView)
        return [*super().get_urlpatterns(), path("renvoyer/<int:pk>/", again, name="again")]
