"""Addresses of the registrations (design.md §6): below an event's own, and one link a person."""

from django.urls import path, re_path

from . import views
from .tickets import views as tickets

app_name = "registrations"

# The address of an event, national or of a region.
EVENT = r"^(?P<path>(?:regions/[-\w]+/)?agenda/[-\w]+/)"

urlpatterns = [
    re_path(EVENT + r"inscription/$", views.register, name="register"),
    re_path(EVENT + r"inscription/messagerie/$", views.check_mailbox, name="check_mailbox"),
    path("inscriptions/<str:token>/", views.link, name="link"),
    path("inscriptions/<str:token>/billet.pdf", tickets.pdf, name="ticket_pdf"),
    path("inscriptions/<str:token>/billet/", tickets.ticket, name="ticket"),
]
