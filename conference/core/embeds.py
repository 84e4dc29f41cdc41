"""A part of the site in the page of another: what may frame it, its theme, the code to copy.

Its pages extend ``core/embed.html``: no script, no font to fetch, links that leave the frame.
"""

from collections.abc import Callable
from typing import Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_exempt

from conference.core.lists.fields import ChoiceFilter
from conference.core.text import french

# What other sites may frame: these answers alone, which hold no script and no form.
POLICY = {"frame-ancestors": ["*"], "script-src": [NONE], "form-action": [NONE]}
THEMES = {"clair": "light", "sombre": "dark"}


def framed_anywhere(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A view whose answer other sites may frame."""
    return xframe_options_exempt(csp_replace(POLICY)(view))


def theme_choice(**kwargs: Any) -> ChoiceFilter:
    """The filter that chooses the theme of what is framed; THEMES says what its values mean."""
    return ChoiceFilter(
        label=gettext_lazy("Thème"),
        choices=[
            ("", gettext_lazy("celui de l’appareil")),
            ("clair", gettext_lazy("clair")),
            ("sombre", gettext_lazy("sombre")),
        ],
        lookup="",
        unknown=gettext_lazy("« %(value)s » n’est pas un thème : c’est celui de l’appareil."),
        **kwargs,
    )


def frame_code(address: str, *, about: str, height: int) -> SafeString:
    """The HTML to copy: a frame with a title, ``height`` pixels high, without a script."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>',
        address,
        french(f"{about} – {_('Conférence des alliances stratégiques')}"),
        height,
    )
