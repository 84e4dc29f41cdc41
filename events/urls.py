"""Addresses of events that hold a dot: Wagtail serves none of these (design.md §6)."""

from django.urls import re_path

from . import views

app_name = "events"
urlpatterns = [
    re_path(
        r"^(?P<path>(?:agenda|regions/[-\w]+/agenda)/[-\w]+/)evenement\.ics$",
        views.calendar_file,
        name="calendar",
    ),
]
