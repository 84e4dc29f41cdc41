"""How the site's files are served: one stylesheet a page, hashed and compressed, made at collectstatic.

In development the browser follows the `@import` lines of static/css/main.css and embed.css; here they are
replaced by what they name, so that a visitor asks for one file. No build chain, no second source.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET, EMBED_STYLESHEET = "css/main.css", "css/embed.css"  # of pages; of what other sites frame

_IMPORT = re.compile(r'^@import url\("(?P<name>[^"]+)"\);\n?', re.MULTILINE)
_URL = re.compile(r'url\("(?P<name>(?!data:|#)[^"]+)"\)')
_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
_INDENT = re.compile(r"\n\s+")

Found = dict[str, tuple[Storage, str]]


def joined(files: Found, stylesheet: str = STYLESHEET) -> str:
    """The text of ``stylesheet`` with each import replaced by its file, comments and indents dropped.

    Addresses inside a part are rewritten as seen from the stylesheet. Raises KeyError when an import
    names a file that does not exist.
    """

    def part(found: re.Match[str]) -> str:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(stylesheet), found["name"]))
        return _URL.sub(lambda url: f'url("{_seen_from_stylesheet(name, url["name"])}")', _text(files, name))

    return _INDENT.sub("\n", _COMMENT.sub("", _IMPORT.sub(part, _text(files, stylesheet))))


def _seen_from_stylesheet(part: str, address: str) -> str:
    target = posixpath.normpath(posixpath.join(posixpath.dirname(part), address))
    return posixpath.relpath(target, posixpath.dirname(STYLESHEET))


def _text(files: Found, name: str) -> str:
    storage, path = files[name]
    with storage.open(path) as source:
        return source.read().decode()


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Compressed, content-hashed files, with the stylesheet's parts joined into it first."""

    def post_process(self, paths: Found, dry_run: bool = False, **options: Any) -> Iterator[tuple]:
        """Join, then hash and compress. Reads the sources: a file collected earlier may be joined already."""
        sheets = [] if dry_run else [name for name in (STYLESHEET, EMBED_STYLESHEET) if name in paths]
        texts = {name: joined(paths, name) for name in sheets}
        for name, text in texts.items():
            self.delete(name)
            self._save(name, ContentFile(text.encode()))
            paths = {**paths, name: (self, name)}
        yield from super().post_process(paths, dry_run, **options)
