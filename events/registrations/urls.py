"""Addresses of the registrations (design.md §6): below an event's own, and one link a person."""

from django.urls import path, re_path

from .tickets import views as tickets
from .visit import calendar_file, data_pages, form_pages, link_page, person_pages

app_name = "registrations"

# The address of an event, national or of a region.
EVENT = r"^(?P<path>(?:regions/[-\w]+/)?agenda/[-\w]+/)"

urlpatterns = [
    re_path(EVENT + r"inscription/$", form_pages.register, name="register"),
    re_path(EVENT + r"inscription/messagerie/$", form_pages.check_mailbox, name="check_mailbox"),
    path("inscriptions/<str:token>/", link_page.link, name="link"),
    path("inscriptions/<str:token>/ajouter/", person_pages.add, name="add"),
    path("inscriptions/<str:token>/personne/<int:pk>/", person_pages.person, name="person"),
    path("inscriptions/<str:token>/donnees/", data_pages.data, name="data"),
    path("inscriptions/<str:token>/donnees.json", data_pages.data_file, name="data_file"),
    path("inscriptions/<str:token>/evenement.ics", calendar_file.calendar, name="calendar"),
    path("inscriptions/<str:token>/billet.pdf", tickets.pdf, name="ticket_pdf"),
    path("inscriptions/<str:token>/billet/", tickets.ticket, name="ticket"),
]
