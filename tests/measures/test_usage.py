"""« Utilisation » of a measure, a review or a source: every place that shows it, with its link."""

import pytest
from bs4 import BeautifulSoup
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex

from conference.core.models import Resource
from events.models import AgendaPage
from home.models import ContentPage, ReferenceMark
from home.reference.load import load_reference
from home.resources.models import ResourceTopics
from measures.models import Assessment, Measure, Source, TimelineCitation
from tests.conference.alliances.factories import make_alliance
from tests.conference.core.shown import make_picture
from tests.conference.factories import NationalConferencePageFactory, make_site_tree
from tests.conference.platform.worker import run_queue
from tests.conference.regions.people import browser_of, communicator
from tests.events.factories import EventPageFactory
from tests.home.news.factories import make_news
from tests.measures.factories import (
    MeasureFactory,
    ProgressFactory,
    ReviewFactory,
    SourceFactory,
    TimelineEntryFactory,
    cite,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Client:
    make_site_tree(regions=("bretagne",))
    return browser_of(communicator())


def index() -> None:
    """What the worker does after each change."""
    for model in ReferenceIndex.indexed_models:
        for row in model._default_manager.all():
            ReferenceIndex.create_or_update_for_object(getattr(row, "specific", row))


def used_by(client: Client, url: str) -> dict[str, str]:
    """What the page of the uses names, with the address that each leads to."""
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    rows = soup.select("main table tbody tr td.title a[href]")
    return {link.get_text(strip=True): link["href"] for link in rows}


def usage_of(row: Model) -> str:
    names = {Measure: "wagtailsnippets_measures_measure", Source: "wagtailsnippets_measures_source"}
    return reverse(f"{names.get(type(row), 'bilans')}:usage", args=[row.pk])


def test_a_measure_is_used_wherever_it_is_ticked_cited_or_placed(team: Client) -> None:
    measure = MeasureFactory(number=3)
    event = EventPageFactory(title="Une session")
    edition = NationalConferencePageFactory(title="Une édition")
    for page in (event, edition):
        page.measures = [measure]
        page.save()
    alliance, news = make_alliance(measures=(measure,)), make_news(measures=(measure,))
    note, review = ProgressFactory(measure=measure, text="Signée."), ReviewFactory(title="Un bilan")
    Assessment.objects.create(review=review, measure=measure)
    other = MeasureFactory(number=4)
    other.related = [measure]
    other.save()
    body = [{"type": "measures", "value": {"title": "", "mode": "chosen", "measures": [measure.pk]}}]
    page = make_site_tree(regions=()).home.add_child(
        instance=ContentPage(title="Une page", slug="une-page", body=body)
    )
    resource = Resource.objects.create(title="Un document", file="x.pdf")
    ResourceTopics.objects.create(resource=resource).measures.set([measure])
    index()
    used = used_by(team, usage_of(measure))
    pages = {each.title: reverse("wagtailadmin_pages:edit", args=[each.pk]) for each in
             (event, edition, alliance, news, page)}  # fmt: skip
    assert used == pages | {
        str(note): reverse("wagtailsnippets_measures_progress:inspect", args=[note.pk]),
        str(review): reverse("bilans:edit", args=[review.pk]),
        str(other): reverse("wagtailsnippets_measures_measure:edit", args=[other.pk]),
        str(resource): reverse("wagtaildocs:edit", args=[resource.pk]),
    }
    event.measures = []
    event.save()
    index()
    assert event.title not in used_by(team, usage_of(measure))


def test_a_review_is_used_by_the_notes_it_states(team: Client) -> None:
    review = ReviewFactory()
    note = ProgressFactory(measure=MeasureFactory(number=3), review=review)
    index()
    assert list(used_by(team, usage_of(review))) == [str(note)]


def test_a_source_is_used_by_every_fact_that_cites_it(team: Client) -> None:
    source, measure = SourceFactory(), MeasureFactory(number=3)
    note, review, assessed = ProgressFactory(measure=measure), ReviewFactory(), ReviewFactory()
    level = Assessment.objects.create(review=assessed, measure=measure)
    entry, event, alliance = TimelineEntryFactory(), EventPageFactory(), make_alliance()
    for fact in (note, review, level, event, alliance):
        citation = cite(fact)
        type(citation).objects.filter(pk=citation.pk).update(source=source)
    TimelineCitation.objects.create(entry=entry, source=source)
    index()
    facts = (note, review, assessed, entry, event, alliance)
    assert set(used_by(team, usage_of(source))) == {str(fact) for fact in facts}


def test_an_alliance_and_a_picture_are_used_too(team: Client) -> None:
    alliance, picture = make_alliance(), make_picture()
    body = [{"type": "alliances", "value": {"title": "", "mode": "chosen", "alliances": [alliance.pk]}}]
    home = make_site_tree(regions=()).home
    page = home.add_child(instance=ContentPage(title="P", slug="p", body=body, cover=picture))
    index()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert edit in used_by(team, reverse("wagtailadmin_pages:usage", args=[alliance.pk])).values()
    assert edit in used_by(team, reverse("wagtailimages:image_usage", args=[picture.pk])).values()


def test_what_is_ticked_is_noted_without_the_row_being_saved(team: Client) -> None:
    measure = MeasureFactory(number=3)
    resource = Resource.objects.create(title="Un document", file="x.pdf")
    topics = ResourceTopics.objects.create(resource=resource)
    run_queue()
    topics.measures.set([measure])
    run_queue()
    assert ReferenceIndex.get_references_to(measure).count() == 1
    topics.measures.clear()
    run_queue()
    assert not ReferenceIndex.get_references_to(measure).exists()


def test_an_update_of_the_site_notes_what_was_ticked_before() -> None:
    load_reference()
    event = EventPageFactory(title="Une session", parent=AgendaPage.objects.get())
    measure = Measure.objects.get(number=3)
    event.measures = [measure]
    event.save()
    ReferenceIndex.objects.all().delete()
    ReferenceMark.objects.filter(key__startswith="usage").delete()
    load_reference()
    assert [each.object_id for each in ReferenceIndex.get_references_to(measure)] == [str(event.pk)]
