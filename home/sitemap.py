"""``/sitemap.xml``: what search engines are told to read, in few queries however large the site."""

from django.contrib.sitemaps.views import SitemapIndexItem
from django.contrib.sites.requests import RequestSite
from django.core.paginator import EmptyPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from wagtail.contrib.sitemaps import Sitemap
from wagtail.query import PageQuerySet

from conference.core.routing import unrestricted
from conference.platform.links import absolute_url

PAGES_A_FILE = 1_000


class PublishedPages(Sitemap):
    """Every page that anybody may read; what stands below one page (measures, reviews) is told by that page.

    An address needs nothing of a page's own type: where Wagtail asks one query a type, all come in one.
    """

    limit = PAGES_A_FILE

    @cached_property
    def paginator(self) -> Paginator:
        """The library's own, which it makes anew, and counts anew, each time it is asked for."""
        return super().paginator

    def items(self) -> PageQuerySet:
        home = self.get_wagtail_site().root_page
        pages = home.get_descendants(inclusive=True).live()
        return unrestricted(pages).order_by("path").specific(defer=True)


def sitemap(request: HttpRequest) -> HttpResponse:
    """The one file of a small site; of a large one, the list of its files."""
    pages = PublishedPages(request)
    files = pages.paginator.num_pages
    if files == 1:
        return _file(request, pages, 1)
    locations = [absolute_url(f"/sitemap-{number}.xml") for number in range(1, files + 1)]
    items = [SitemapIndexItem(location) for location in locations]
    return _machine_read(TemplateResponse(request, "sitemap_index.xml", {"sitemaps": items}))


def sitemap_file(request: HttpRequest, number: int) -> HttpResponse:
    """One file of the site map, from 1. Raises Http404."""
    return _file(request, PublishedPages(request), number)


def _file(request: HttpRequest, pages: PublishedPages, number: int) -> HttpResponse:
    try:
        urls = pages.get_urls(page=number, site=RequestSite(request))
    except EmptyPage as no_such_file:
        raise Http404 from no_such_file
    return _machine_read(TemplateResponse(request, "sitemap.xml", {"urlset": urls}))


def _machine_read(answer: TemplateResponse) -> TemplateResponse:
    """``answer`` as XML that no engine shows among its results."""
    answer.headers["Content-Type"] = "application/xml"
    answer.headers["X-Robots-Tag"] = "noindex, noodp, noarchive"
    return answer
