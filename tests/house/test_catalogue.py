"""The English catalogue: compiled from its source, placeholders kept. `make messages` makes it anew."""

import ast
import gettext
import re
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as django_gettext

from tests.house.files import ROOT

CATALOGUE = ROOT / "conference" / "locale" / "en" / "LC_MESSAGES"
STRING = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?)? ?(".*")$')
Key = str | tuple[str, int]
PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|%d")


def translated(source: Path) -> dict[Key, str]:
    """What a .po file translates, under gettext's own keys: a text, or a text and the number of its form."""
    found: dict[Key, str] = {}
    for entry in source.read_text().split("\n\n"):
        texts: dict[str, str] = {}
        name = ""
        for line in entry.splitlines():
            if match := STRING.match(line):
                name = match[1] or name
                texts[name] = texts.get(name, "") + ast.literal_eval(match[2])
        for name, words in texts.items():
            if name.startswith("msgstr") and texts["msgid"] and words:
                found[texts["msgid"] if name == "msgstr" else (texts["msgid"], int(name[7:-1]))] = words
    return found


def lost_placeholders(catalogue: dict[Key, str]) -> list[str]:
    """Texts whose translation names other variables than they do."""
    texts = {key if isinstance(key, str) else key[0]: words for key, words in catalogue.items()}
    return [
        text
        for text, words in texts.items()
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(words))
    ]


def test_the_compiled_catalogue_says_what_its_source_says() -> None:
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    source = translated(CATALOGUE / "django.po")
    assert len(source) > 300
    assert source == {key: words for key, words in compiled.items() if key}


def test_no_translation_loses_a_placeholder() -> None:
    assert lost_placeholders(translated(CATALOGUE / "django.po")) == []


def test_the_site_speaks_english_when_asked() -> None:
    with translation.override("en"):
        assert django_gettext("Voir l’agenda") == "See the agenda"
    with translation.override("fr"):
        assert django_gettext("Voir l’agenda") == "Voir l’agenda"


def test_a_lost_placeholder_is_seen() -> None:
    planted: dict[Key, str] = {"Page %(number)s": "Page", ("Bonjour %s", 1): "Hello %s"}
    assert lost_placeholders(planted) == ["Page %(number)s"]
