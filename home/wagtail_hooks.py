"""What the home folder adds to the admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .components_page import components
from .viewsets import MenusViewSetGroup


@hooks.register("register_admin_urls")
def components_address() -> list[URLPattern]:
    """All components on one page, outside the public menu."""
    return [path("composants/", components, name="components")]


@hooks.register("register_admin_viewset")
def register_menus() -> MenusViewSetGroup:
    return MenusViewSetGroup()


@hooks.register("construct_help_menu")
def only_help_in_french(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's own guide and news are in English, on another site; ours stand in docs/."""
    items[:] = [
        item for item in items if item.name != "editor-guide" and not item.name.startswith("whats-new-in-")
    ]


@hooks.register("insert_global_admin_css")
def readable_on_a_telephone() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
