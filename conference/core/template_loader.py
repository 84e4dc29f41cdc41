"""Loads our pages without the indents and the line ends that only their readers need.

White space stays where there was some: between two words or two tags it becomes one line end, which a
browser draws like any other white space. Read once a process: Django keeps compiled templates.
"""

import re

from django.template import Origin
from django.template.loaders import filesystem

_LINE_END = re.compile(r"\s*\n\s*", re.ASCII)  # a no-break space stays
# A tag that prints nothing, alone on its line; what stands before it ends with a line end already.
_SILENT = re.compile(
    r"^(\{%\s(?:if|elif|else|endif|for|empty|endfor|with|endwith|load|block|endblock|fragment|endfragment)\b"
    r"[^%\n]*%\}|\{%[^%\n]* as \w+ %\})\n",
    re.MULTILINE,
)


def lightened(source: str) -> str:
    """The source of a template, one line end for each stretch of white space that holds one."""
    return _SILENT.sub(r"\1", _LINE_END.sub("\n", source))


class Loader(filesystem.Loader):
    """Django's own, of the templates folder; the text versions of the mails stay as they are."""

    def get_contents(self, origin: Origin) -> str:
        source = super().get_contents(origin)
        return lightened(source) if origin.name.endswith(".html") else source
