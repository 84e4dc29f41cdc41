"""The addresses of the site as the demonstration has them."""

from django.urls import include, path

urlpatterns = [path("", include("home.demo.urls")), path("", include("conference.urls"))]
