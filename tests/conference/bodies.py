"""What an editor may put in the body of a page."""

from collections.abc import Sequence

from wagtail.models import Page

from conference.core.blocks import BodyBlock
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


def fill(*pages: Page, measures: Sequence[Measure], leads_to: Page) -> None:
    """Give each page such a body."""
    for page in pages:
        name = "sections" if hasattr(page, "sections") else "body"
        setattr(page, name, BodyBlock().to_python(full_body(measures, leads_to=leads_to)))
        page.save()
