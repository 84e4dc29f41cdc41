"""The colours of the site for what its stylesheet does not reach: mails, pictures, the themes of the admin.

They are read from the one place that holds literal colours: static/css/tokens.css.
"""

import re
from functools import cache

from django.conf import settings

_COLOUR = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,8})\s*;", re.IGNORECASE)
_PAPER = "#ffffff"


@cache
def _tokens() -> tuple[dict[str, str], dict[str, str]]:
    css = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    light, _, rest = css.partition("prefers-color-scheme: dark")
    dark, _, _ = rest.partition("@media")
    return dict(_COLOUR.findall(light)), dict(_COLOUR.findall(dark))


def light() -> dict[str, str]:
    """Colours of the light theme by their token's name (hyphens become underscores), and `paper`."""
    return _named(_tokens()[0], paper=_PAPER)


def dark() -> dict[str, str]:
    """The same for the dark theme; a colour that it does not change is the light one."""
    base, changed = _tokens()
    return _named(base | changed, paper=changed["mist"])


def _named(tokens: dict[str, str], *, paper: str) -> dict[str, str]:
    return {name.replace("-", "_"): colour for name, colour in tokens.items()} | {"paper": paper}
