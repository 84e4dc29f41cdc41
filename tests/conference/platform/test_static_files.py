"""A visitor asks for one stylesheet: collecting joins the parts, and every address in it still leads."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from conference.platform.static_files import STYLESHEET, joined


def collected() -> dict:
    return {path: (storage, path) for finder in get_finders() for path, storage in finder.list([])}


def test_the_one_stylesheet_holds_every_part_and_asks_for_no_other() -> None:
    files = collected()
    text = joined(files)
    assert text.startswith("@layer reset, tokens, base, layout, components, utilities;")
    assert "@import" not in text
    parts = [name for name in files if name.startswith("css/components/")]
    assert len(parts) > 30
    for part in parts:
        source = Path(files[part][0].path(files[part][1])).read_text()
        selector = re.findall(r"^ +(\.[a-z][^,{]*)[,{]", source, re.MULTILINE)[-1].strip()
        assert selector in text, f"{part}: {selector}"


def test_every_address_in_it_leads_to_a_file() -> None:
    files = collected()
    addresses = re.findall(r'url\("([^"]+)"\)', joined(files))
    assert sorted(Path(address).name for address in addresses) == [
        "bricolage-titre.woff2",
        "frange.svg",
        "radio-canada-italique.woff2",
        "radio-canada-texte.woff2",
    ]
    assert all(address.removeprefix("../") in files for address in addresses)


def test_a_part_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    storage = FileSystemStorage(tmp_path)
    storage.save(STYLESHEET, ContentFile(b'@import url("components/lost.css");\n'))
    with pytest.raises(KeyError, match=re.escape("css/components/lost.css")):
        joined({STYLESHEET: (storage, STYLESHEET)})
