"""What the home folder adds to the admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from .components_page import components
from .viewsets import MenusViewSetGroup


@hooks.register("register_admin_urls")
def components_address() -> list[URLPattern]:
    """All components on one page, outside the public menu."""
    return [path("composants/", components, name="components")]


@hooks.register("register_admin_viewset")
def register_menus() -> MenusViewSetGroup:
    return MenusViewSetGroup()
