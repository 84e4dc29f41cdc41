"""What a page still needs: shown beside the form before one publishes, in Wagtail's panel of checks.

What keeps a page from being published is asked of the page itself (its fields, its blocks): the form refuses
the same. The rest is advice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from conference.core.blocks.media import ImageValue
from conference.core.models import SiteSettings
from conference.core.page_cards import summary_of

# Beside what the form asks: field or relation → what it brings, by « app.model ».
WANTED: dict[str, dict[str, str | Promise]] = {
    "events.eventpage": {
        "measures": gettext_lazy("Les mesures servies : l’événement se montre aussi sur leurs pages."),
        "access_note": gettext_lazy(
            "Venir et accéder : transports, entrée de plain-pied, boucle magnétique."
        ),
    },
    "conference.nationalconferencepage": {
        "introduction": gettext_lazy("Une introduction de deux ou trois phrases."),
        "place": gettext_lazy("Le lieu."),
        "measures": gettext_lazy("Les mesures à l’honneur."),
    },
    "alliances.alliancepage": {
        "need": gettext_lazy("Le besoin auquel l’alliance répond."),
        "answer": gettext_lazy("La réponse apportée."),
        "measures": gettext_lazy("Les mesures servies : l’alliance se montre aussi sur leurs pages."),
    },
    "news.newspage": {
        "body": gettext_lazy("Le texte de l’actualité."),
        "cover": gettext_lazy("Une image de couverture ; sans elle, une étoffe est tissée."),
    },
}
_TITLE = re.compile(r"<h([1-6])\b")


@dataclass(frozen=True, kw_only=True)
class Point:
    """One line of the checklist. ``blocks``: the page cannot be published as long as it is not done."""

    words: str
    done: bool
    blocks: bool = False


def checklist(page: Page) -> list[Point]:
    """What blocks the publication of ``page``, then advice, what is not done first."""
    blocking = [Point(words=words, done=False, blocks=True) for words in _refusals(page)]
    return blocking + sorted(_advice(page), key=lambda point: point.done)


def _refusals(page: Page) -> Iterator[str]:
    """What its fields and blocks refuse, as « Champ : message »."""
    try:
        page.full_clean()
    except ValidationError as error:
        for name, said in error.message_dict.items():
            yield _named(page, name, " ".join(said))
    for field, stream in _streams(page):
        try:
            stream.stream_block.clean(stream)
        except ValidationError:
            yield _named(page, field, _("un bloc est à corriger."))


def _named(page: Page, name: str, said: str) -> str:
    known = {field.name: getattr(field, "verbose_name", "") for field in page._meta.get_fields()}
    return f"{capfirst(str(known[name]))} : {said}" if known.get(name) else said


def _advice(page: Page) -> Iterator[Point]:
    summary = _("Un résumé ou une méta-description, pour les listes et les moteurs de recherche.")
    yield Point(words=summary, done=bool(summary_of(page, longest=200)))
    if pictures := list(_pictures(page)):
        words = _("Une description pour chaque image qui apprend quelque chose.")
        yield Point(words=words, done=all(pictures))
    if levels := _levels(page):
        words = _("Des intertitres dans l’ordre : d’abord le niveau 2, puis le niveau 3.")
        yield Point(words=words, done=_in_order(levels))
    if hasattr(page, "contact_email"):
        yield Point(words=_("Un contact, de la page ou de l’équipe de la région."), done=_has_contact(page))
    for name, wanted in WANTED.get(page._meta.label_lower, {}).items():
        yield Point(words=str(wanted), done=_is_filled(page, name))


def _is_filled(page: Page, name: str) -> bool:
    value: Any = getattr(page, name, None)
    return bool(value.exists() if hasattr(value, "exists") else value)


def _has_contact(page: Any) -> bool:
    team = getattr(page.region, "team", None) if getattr(page, "region", None) else None
    return bool(page.contact_email or (team.contact_email if team else SiteSettings.current().contact_email))


# --- What stands in the blocks ---------------------------------------------------------------------


def _streams(page: Page) -> Iterator[tuple[str, StreamValue]]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield field.name, getattr(page, field.name)


def _values(value: Any) -> Iterator[Any]:
    """``value`` and everything in it: structures, lists, streams."""
    yield value
    if isinstance(value, dict):
        inside: Any = value.values()
    elif isinstance(value, StreamValue):
        inside = [block.value for block in value]
    else:
        inside = value if isinstance(value, (list, tuple)) or hasattr(value, "bound_blocks") else ()
    for part in inside:
        yield from _values(part)


def _pictures(page: Page) -> Iterator[bool]:
    """Of each picture of its blocks, whether somebody who does not see it is told what it shows."""
    for _name, stream in _streams(page):
        for value in _values(stream):
            if isinstance(value, ImageValue) and value.get("image"):
                yield value.is_described


def _levels(page: Page) -> list[int]:
    """The levels of its titles, in reading order."""
    texts = [
        getattr(page, field.name) for field in page._meta.get_fields() if isinstance(field, RichTextField)
    ]
    for _name, stream in _streams(page):
        texts += [value.source for value in _values(stream) if isinstance(value, RichText)]
    return [int(level) for text in texts for level in _TITLE.findall(text or "")]


def _in_order(levels: list[int]) -> bool:
    """Whether none is more than one below the one before; the page's own title is the first."""
    return all(level <= before + 1 for before, level in pairwise([1, *levels]))
