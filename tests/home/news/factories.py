"""News for tests: published."""

import datetime

import factory
import wagtail_factories

from home.news.models import NewsPage
from measures.models import Measure
from tests.conference.factories import make_site_tree


class NewsPageFactory(wagtail_factories.PageFactory):
    """A national item; give ``parent`` a region's container for one of a region."""

    title = factory.Sequence(lambda n: f"Actualité {n + 1:02d}")
    slug = factory.Sequence(lambda n: f"actualite-{n + 1}")
    parent = factory.LazyFunction(lambda: make_site_tree(regions=("bretagne",)).news)
    date = datetime.date(2026, 11, 2)
    summary = "Les partenaires se sont réunis pour la première fois."

    class Meta:
        model = NewsPage


def make_news(*, regions: tuple = (), measures: tuple[Measure, ...] = (), **values: object) -> NewsPage:
    """An item about these regions and measures."""
    news = NewsPageFactory(**values)
    news.regions = list(regions) or list(news.regions.all())
    news.measures = list(measures)
    news.save()
    return news
