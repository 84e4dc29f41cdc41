"""Addresses that exist only in the demonstration (conference/settings/serve_urls.py)."""

from django.conf import settings
from django.urls import path

from home.demo import views

urlpatterns = [
    path("demo/courriels/", views.mails, name="demo_mails"),
    path("demo/courriels/<slug:name>/", views.mail, name="demo_mail"),
    # One process serves everything here; elsewhere the web server or the object storage does. Pictures
    # only: documents come through Wagtail, which asks who may read them.
    path(
        f"{settings.MEDIA_URL.strip('/')}/images/<path:path>",
        views.picture,
        name="demo_media",
    ),
]
