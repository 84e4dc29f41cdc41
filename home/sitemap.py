"""``/sitemap.xml``: what search engines are told to read, in few queries however large the site."""

from wagtail.contrib.sitemaps import Sitemap
from wagtail.query import PageQuerySet

from conference.core.routing import unrestricted


class PublishedPages(Sitemap):
    """Every page that anybody may read; what stands below one page (measures, reviews) is told by that page.

    An address needs nothing of a page's own type: where Wagtail asks one query a type, all come in one.
    """

    def items(self) -> PageQuerySet:
        home = self.get_wagtail_site().root_page
        pages = home.get_descendants(inclusive=True).live()
        return unrestricted(pages).order_by("path").specific(defer=True)
