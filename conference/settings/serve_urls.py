"""The addresses of `make serve` (its ROOT_URLCONF): those of the demonstration, then those of the site."""

from django.urls import include, path

from conference.urls import handler400, handler429, handler500

__all__ = ["handler400", "handler429", "handler500", "urlpatterns"]  # where Django looks for them

urlpatterns = [path("", include("home.demo.urls")), path("", include("conference.urls"))]
