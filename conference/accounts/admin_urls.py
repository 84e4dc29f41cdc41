"""Wagtail's own doors, closed: they lead to the one of /comptes/, which counts attempts."""

from django.urls import path, re_path
from django.views.generic import RedirectView

urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    re_path(r"^password_reset/", RedirectView.as_view(url="/comptes/mot-de-passe/oublie/")),
]
