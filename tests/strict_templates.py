"""An undefined variable in a template of ours fails the test that renders it.

Django asks the engine's `string_if_invalid` whether it is true when a variable is not found: this
one raises then, if the template at hand is ours. Elsewhere (Wagtail's admin) it stays the empty
string, and filters such as `default` go on working.
"""

import sys
from pathlib import Path
from types import FrameType

from django.conf import settings

OURS = Path(__file__).resolve().parent.parent / "templates"


class UndefinedVariable(AssertionError):
    """A template of ours names a variable that its view does not give."""


class Strict(str):
    """The empty string, but for templates of ours."""

    __slots__ = ()

    def __bool__(self) -> bool:
        frame = sys._getframe(1)
        expression = frame.f_locals.get("self")
        if origin := template_of(frame):
            raise UndefinedVariable(f"{{{{ {getattr(expression, 'token', expression)} }}}} in {origin}")
        return False


def template_of(frame: FrameType | None) -> str | None:
    """Name of our template whose node is being rendered, or None when it is another's."""
    while frame is not None:
        if frame.f_code.co_name == "render_annotated":
            origin = getattr(frame.f_locals.get("self"), "origin", None)
            name = str(getattr(origin, "name", ""))
            return name if name.startswith(str(OURS)) else None
        frame = frame.f_back
    return None


def enforce() -> None:
    """Make the template engines strict, for this whole process; called before any of them is made."""
    for engine in settings.TEMPLATES:
        engine["OPTIONS"]["string_if_invalid"] = Strict()
