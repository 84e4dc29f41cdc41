"""The news as an Atom feed (RFC 4287): its address holds a dot, Wagtail serves none of these."""

from datetime import datetime, time
from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conference.core.feeds import SiteFeed, address_with
from conference.core.routing import from_parts
from conference.core.text import french
from conference.platform.links import absolute_url

from .listing import NewsFilters
from .models import NewsPage

LATEST = 30


class NewsFeed(SiteFeed):
    """``/actualites.atom``: the latest news, with the filters of the list."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NewsFilters:
        return NewsFilters(request.GET)

    def title(self, filters: NewsFilters) -> str:
        return " – ".join([_("Actualités de la Conférence des alliances stratégiques"), *filters.words])

    def link(self, filters: NewsFilters) -> str:
        return address_with("/actualites/", filters.query)

    def feed_url(self, filters: NewsFilters) -> str:
        return address_with("/actualites.atom", filters.query)

    def items(self, filters: NewsFilters) -> list[NewsPage]:
        return list(filters.narrow(NewsPage.objects.shown())[:LATEST])

    def item_title(self, news: NewsPage) -> str:
        return french(news.title)

    def item_description(self, news: NewsPage) -> str:
        """As the page says it: that the item is fictional too."""
        fiction = _("Actualité fictive, pour la démonstration.") if news.fictional else ""
        return " ".join(filter(None, (fiction, french(news.summary))))

    def item_link(self, news: NewsPage) -> str:
        return absolute_url(news.get_url())

    def item_guid(self, news: NewsPage) -> str:
        """It never changes, even when the page or the site moves."""
        return f"urn:uuid:{news.translation_key}"

    def item_author_name(self, news: NewsPage) -> str:
        return news.author or self.author_name

    def item_pubdate(self, news: NewsPage) -> datetime:
        return timezone.make_aware(datetime.combine(news.date, time()))

    def item_updateddate(self, news: NewsPage) -> datetime:
        return news.last_published_at or self.item_pubdate(news)


app_name = "news"
urlpatterns = [path("actualites.atom", require_safe(from_parts(NewsFeed())), name="feed")]
