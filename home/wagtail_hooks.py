"""What the home folder adds to the admin."""

from functools import cache

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from conference.core.mail_look import dark, light

from .components_page import components
from .page_lists import PageListsGroup
from .viewsets import MenusViewSetGroup


@hooks.register("register_admin_urls")
def components_address() -> list[URLPattern]:
    """All components on one page, outside the public menu."""
    return [path("composants/", components, name="components")]


@hooks.register("register_admin_viewset")
def register_menus() -> MenusViewSetGroup:
    return MenusViewSetGroup()


@hooks.register("register_admin_viewset")
def register_page_lists() -> PageListsGroup:
    return PageListsGroup()


@hooks.register("construct_help_menu")
def only_help_in_french(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's own guide and news are in English, on another site; ours stand in docs/."""
    items[:] = [
        item for item in items if item.name != "editor-guide" and not item.name.startswith("whats-new-in-")
    ]


@hooks.register("insert_global_admin_css")
def wear_the_identity() -> SafeString:
    """The site's fonts and colours: tokens.css follows the machine's theme, a style the account's choice."""
    sheets = [(static(f"css/{name}.css"),) for name in ("tokens", "admin", "desk")]
    return format_html(
        "{}<style>{}</style>",
        format_html_join("", '<link rel="stylesheet" href="{}">', sheets),
        mark_safe(chosen_themes()),  # colours of our own stylesheet
    )


@cache
def chosen_themes() -> str:
    """The colours of the light and of the dark theme, where the account chose one."""
    rules = []
    for theme, colours in (("light", light()), ("dark", dark())):
        values = (f"--{token.replace('_', '-')}:{colour}" for token, colour in colours.items())
        rules.append(f".w-theme-{theme}{{{';'.join(values)}}}")
    return "".join(rules)
