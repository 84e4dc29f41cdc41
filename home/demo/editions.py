"""The two fictional national editions."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from conference.cloths import facts_of
from conference.models import ConferenceIndexPage, EditionPartner, KeyFigure, NationalConferencePage
from measures.models import Measure

from .content import texts
from .days import working_day
from .drawings import FICTIONAL, cover, logo
from .pages import publish


def load_editions(*, now: datetime) -> dict[str, NationalConferencePage]:
    """One past edition (« first ») and one coming one (« second »); by that key."""
    index = ConferenceIndexPage.objects.get()
    return {key: _edition(index, facts, now=now) for key, facts in texts("texts")["editions"].items()}


def _edition(index: ConferenceIndexPage, facts: dict, *, now: datetime) -> NationalConferencePage:
    start = working_day(now.date(), after=facts["starts_in"])
    if start.weekday() == 4:  # two days in a row: not a Friday
        start += timedelta(days=3)
    edition = NationalConferencePage(
        title=facts["title"],
        slug=facts["slug"],
        theme=facts["theme"],
        start_date=start,
        end_date=start + timedelta(days=1),
        place=facts["place"],
        introduction=facts["introduction"],
        programme=facts["programme"],
        replay_url=facts.get("replay_url", ""),
        report=facts.get("report", ""),
        fictional=True,
    )
    edition.key_figures = [
        KeyFigure(value=value, label=label, source=_("chiffre fictif")) for value, label in facts["figures"]
    ]
    edition.partners = [
        EditionPartner(name=name, tier=tier, logo=logo(name.removesuffix(FICTIONAL)))
        for name, tier in facts["partners"]
    ]
    edition.measures = list(Measure.objects.filter(number__in=facts["measures"]))
    woven_from = facts_of(edition)
    edition.cover = cover(woven_from, motif=facts["cover"])
    pictures = [(cover(woven_from, motif=motif), caption) for motif, caption in facts.get("pictures", [])]
    blocks: Any = [("image", {"image": picture, "caption": caption}) for picture, caption in pictures]
    edition.photographs = blocks
    return publish(index, edition, at=now)
