"""What an editor may put in the body of a page."""

from collections.abc import Sequence

from wagtail.models import Page

from conference.core.blocks import BodyBlock
from home.models import HomePage
from home.sections import HomeBlock
from measures.models import Measure


def full_body(measures: Sequence[Measure], *, leads_to: Page) -> list[dict]:
    """Measures in each of their ways, some twice, with the words and buttons that stand between them."""
    chosen = [measure.pk for measure in measures[:3]]
    figure = {"value": "21", "label": "mesures", "source": ""}
    ways = [
        {"mode": "chosen", "measures": chosen},
        {"mode": "chosen", "measures": chosen[::-1]},
        {"mode": "dimension", "measures": [], "dimension": "operationnelle"},
        {"mode": "dimension", "measures": [], "dimension": "politique"},
        {"mode": "board", "measures": []},
    ]
    return [
        {"type": "paragraph", "value": "<p>Un texte.</p>"},
        {"type": "quote", "value": {"text": "Nul ne peut répondre seul.", "author": "Exemple"}},
        {"type": "figures", "value": {"figures": [figure]}},
        *({"type": "measures", "value": {"title": "Des mesures", **way}} for way in ways),
        *({"type": "call_to_action", "value": {"text": "Y aller", "page": leads_to.pk}} for _ in range(2)),
    ]


def every_section(body: Sequence[dict], *, leads_to: Page) -> list[dict]:
    """Each section that the home page may hold, in another order than the usual one."""
    figure = {"value": "21", "label": "mesures", "source": ""}
    button = {"text": "Venir", "page": leads_to.pk, "url": ""}
    return [
        {"type": "alliances", "value": {}},
        {"type": "head", "value": {}},
        {"type": "edition", "value": {}},
        {"type": "call", "value": {"title": "Venir", "text": "Sans compte.", "button": button}},
        {"type": "sessions", "value": {}},
        {"type": "measure", "value": {}},
        {"type": "board", "value": {}},
        {"type": "quote", "value": {"text": "Nul ne peut répondre seul.", "author": "Exemple"}},
        {"type": "figures", "value": {"figures": [figure]}},
        {"type": "reviews", "value": {}},
        {"type": "partners", "value": {"tiers": [{"partners": [{"name": "Exemple"}]}]}},
        {"type": "regions", "value": {}},
        {"type": "body", "value": list(body)},
    ]


def fill(*pages: Page, measures: Sequence[Measure], leads_to: Page) -> None:
    """Give each page such a body; the home page, in the last of its sections."""
    for page in pages:
        body = full_body(measures, leads_to=leads_to)
        if isinstance(page, HomePage):
            page.sections = HomeBlock().to_python(every_section(body, leads_to=leads_to))
        else:
            page.body = BodyBlock().to_python(body)
        page.save()
