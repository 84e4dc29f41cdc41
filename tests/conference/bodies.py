"""What an editor may put in the body of a page."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.models import Page

from conference.core.blocks import BodyBlock
from home.models import HomePage
from home.sections import HomeBlock
from measures.models import Measure
from tests.conference.core.shown import make_picture


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
        {"type": "news", "value": {}},
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


def every_kind(
    *, number: int, measures: Sequence[Measure], pages: Sequence[Page]
) -> dict[str, dict[str, Any]]:
    """The settings of each kind of block, with ``number`` of all that one may repeat."""
    picture = make_picture(size=(300, 200), credit="A. Boyer").pk
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.4 %%EOF")
    document = get_document_model().objects.create(title="Un document", file=file).pk
    shown = {"image": picture, "alternative": "", "decorative": False, "caption": "Une légende"}
    text = "".join(f'<p>Lire <a linktype="page" id="{page.pk}">ceci</a>.</p>' for page in pages[:number])
    columns = [{"type": "text", "heading": "Format"}, {"type": "figure", "heading": "Sessions"}]
    partner = {"name": "Musée", "logo": picture, "url": "https://musee.invalid/"}
    few = min(number, 12)
    return {
        "paragraph": f"<h2>Le propos</h2>{text}<h3>La suite</h3><blockquote>Nul ne peut seul.</blockquote>",
        "image": shown,
        "picture_and_text": {"picture": shown, "side": "end", "title": "Au port", "text": text},
        "video": {
            "title": "Le replay",
            "poster": picture,
            "url": "https://www.dailymotion.com/video/x8",
            "captioned": True,
            "transcript": "<p>On y dit bonjour.</p>",
        },
        "documents": {"title": "À lire", "documents": [document] * number},
        "call_to_action": {"text": "Voir l’agenda", "page": None, "url": "/agenda/"},
        "callout": {"tone": "attention", "title": "Deux dates", "text": text},
        "quote": {"text": "Nul ne peut répondre seul.", "author": "Exemple"},
        "figures": {"figures": [{"value": "21", "label": "mesures", "source": ""}] * min(number, 6)},
        "measures": {"mode": "chosen", "title": "", "measures": [each.pk for each in measures[:number]]},
        "table": {
            "table": {
                "caption": "Les sessions tenues",
                "columns": columns,
                "rows": [{"values": ["<p>En ligne</p>", "1 240"]}] * number,
            },
            "row_headers": True,
            "source": "exemple",
        },
        "questions": {"title": "Avant", "questions": [{"question": "Qui ?", "answer": text}] * number},
        "table_of_contents": {"title": "Sur cette page"},
        "gallery": {"title": "Images", "pictures": [shown] * min(number + 1, 24)},
        "partners": {"title": "Partenaires", "tiers": [{"name": "Avec", "partners": [partner] * number}]},
        "sessions": {"title": "Prochaines sessions", "number": few},
        "alliances": {"title": "Des alliances", "mode": "filtered", "alliances": [], "number": few},
        "news": {"title": "Actualités", "number": few},
        "resources": {"title": "Ressources", "number": few},
        "cards": {"title": "À voir", "mode": "chosen", "pages": [page.pk for page in pages[:few]]},
        "contact": {"title": "Contact", "name": "Équipe", "email": "equipe@site.invalid", "phone": ""},
    }
