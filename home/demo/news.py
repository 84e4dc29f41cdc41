"""The fictional news, the documents made for the demonstration, and the page for the press."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Collection, Page

from conference.core.models import Licence, Resource, Sdg
from conference.models import LocalConferencePage
from conference.regions.models import Region, RelayTeam
from conference.regions.rights import NATIONAL_COLLECTION, ensure_collection
from home.models import ContentPage, HomePage
from home.news.cloths import facts_of
from home.news.models import NewsIndexPage, NewsPage, RegionalNewsPage
from home.resources.models import ResourceTopics
from measures.models import Measure

from .afterwards import load_afterwards
from .content import DATA, texts
from .drawings import cover
from .models import DemoDocument
from .pages import publish, short_slug

DOCUMENTS: Path = DATA / "documents"


def load_news(*, now: datetime) -> None:
    """Documents first: past sessions, the news and the page for the press offer them."""
    content = texts("news")
    documents = {facts["file"]: _document(facts, now=now) for facts in content["resources"]}
    load_afterwards(documents)
    holders = holders_by_region()
    for facts in content["news"]:
        _item(holders[facts.get("region", "")], facts, documents, now=now)
    press = content["press"]
    publish(
        Page.objects.get(pk=HomePage.objects.get().pk),
        ContentPage(
            title=press["title"],
            slug=press["slug"],
            introduction=press["introduction"],
            body=_body(press["body"], documents),
            fictional=True,
        ),
        at=now,
    )


def holders_by_region() -> dict[str, Page]:
    """The page that holds the news of each region, by slug; the national one under ""."""
    holders = {page.path[: -Page.steplen]: page for page in RegionalNewsPage.objects.all()}
    local_pages = LocalConferencePage.objects.select_related("region")
    regional = {page.region.slug: holders[page.path] for page in local_pages if page.path in holders}
    return {"": NewsIndexPage.objects.get(), **regional}


def _item(parent: Page, facts: dict[str, Any], documents: dict[str, Resource], *, now: datetime) -> None:
    published = now + timedelta(days=facts["in_days"])
    news = NewsPage(
        title=facts["title"],
        slug=short_slug(facts["title"]),
        date=published.date(),
        author=facts["author"],
        summary=facts["summary"],
        body=_body(facts["body"], documents),
        fictional=True,
    )
    news.regions = list(Region.objects.filter(slug__in=facts.get("regions", [])))
    news.measures = list(Measure.objects.filter(number__in=facts["measures"]))
    if motif := facts.get("cover"):
        news.cover = cover(facts_of(news), motif=motif)
    publish(parent, news, at=published)


def _document(facts: dict[str, Any], *, now: datetime) -> Resource:
    content = (DOCUMENTS / f"{facts['file']}.pdf").read_bytes()
    document = Resource(
        title=facts["title"],
        file=ContentFile(content, name=f"{facts['file']}.pdf"),
        collection=_collection(facts["region"]),
        description=facts["description"],
        kind=facts["kind"],
        date=(now + timedelta(days=facts["in_days"])).date(),
        author=facts["author"],
        licence=Licence.OPEN,
        listed=True,
    )
    document._set_document_file_metadata()
    document.save()
    topics = ResourceTopics.objects.create(resource=document)
    topics.measures.set(Measure.objects.filter(number__in=facts["measures"]))
    topics.sdgs.set(Sdg.objects.filter(number__in=facts["goals"]))
    DemoDocument.objects.create(document=document)
    return document


def _collection(region: str) -> Collection:
    team = RelayTeam.objects.filter(region__slug=region).select_related("collection").first()
    return team.collection if team else ensure_collection(NATIONAL_COLLECTION)


def _body(blocks: list[list[Any]], documents: dict[str, Resource]) -> list[dict[str, Any]]:
    """A body as its field holds it, from pairs of type and value; documents and measures are named there."""
    return [{"type": kind, "value": _value(kind, value, documents)} for kind, value in blocks]


def _value(kind: str, value: Any, documents: dict[str, Resource]) -> Any:
    if kind == "documents":
        return value | {"documents": [documents[name].pk for name in value["documents"]]}
    if kind == "measures":
        numbers = Measure.objects.filter(number__in=value["measures"])
        return value | {"measures": list(numbers.values_list("pk", flat=True))}
    return value
