"""What the home folder adds to the admin."""

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from conference.core.colours import dark, light

from .components_page import components
from .page_lists import PageListsGroup
from .session_list import SessionViewSet
from .viewsets import MenusViewSetGroup


@hooks.register("register_admin_urls")
def addresses_of_the_admin() -> list[URLPattern]:
    """All components on one page, outside the public menu; the colours of the theme that an account chose."""
    return [
        path("composants/", components, name="components"),
        path("themes.css", chosen_themes, name="chosen_themes"),
    ]


@hooks.register("register_admin_viewset")
def register_menus() -> MenusViewSetGroup:
    return MenusViewSetGroup()


@hooks.register("register_admin_viewset")
def register_page_lists() -> PageListsGroup:
    return PageListsGroup()


@hooks.register("register_admin_viewset")
def register_session_list() -> SessionViewSet:
    return SessionViewSet()


@hooks.register("construct_help_menu")
def only_help_in_french(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's own guide and news are in English, on another site; ours stand in docs/."""
    items[:] = [
        item for item in items if item.name != "editor-guide" and not item.name.startswith("whats-new-in-")
    ]


@hooks.register("insert_global_admin_css")
def wear_the_identity() -> SafeString:
    """The site's fonts and colours: tokens.css follows the machine's theme, the last sheet the account's."""
    sheets = [*(static(f"css/{name}.css") for name in ("tokens", "admin", "desk")), reverse("chosen_themes")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((sheet,) for sheet in sheets))


@cache_control(private=True, max_age=3600)
@require_safe
def chosen_themes(request: HttpRequest) -> HttpResponse:
    """A stylesheet: the colours of the light and of the dark theme, for the account that chose one."""
    rules = []
    for theme, colours in (("light", light()), ("dark", dark())):
        values = (f"--{token.replace('_', '-')}:{colour}" for token, colour in colours.items())
        rules.append(f".w-theme-{theme}{{{';'.join(values)}}}")
    return HttpResponse("".join(rules), content_type="text/css")
