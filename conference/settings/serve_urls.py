"""The addresses of `make serve` (its ROOT_URLCONF): those of the demonstration, then those of the site."""

from django.conf import settings
from django.urls import include, path

from conference.urls import handler400, handler429, handler500
from home.demo import views

__all__ = ["handler400", "handler429", "handler500", "urlpatterns"]  # where Django looks for them

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
    path("", include("conference.urls")),
]
