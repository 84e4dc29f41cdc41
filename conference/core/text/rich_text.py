"""Links of rich texts to pages of the site: those that visitors may follow."""

from django.http import HttpRequest
from django.utils.html import format_html
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from conference.core.prefetch import cached_rows
from conference.core.routing import find_home


class PublishedPageLink(PageLinkHandler):
    """A link to a page; while that page is a draft, or gone, its words alone.

    They wear the class ``draft-link``, by which the checks of the editor find them (wagtail_hooks.py);
    visitors see nothing of it.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        keys = [int(key) if (key := str(attrs.get("id", ""))).isdecimal() else 0 for attrs in attrs_list]
        pages = cached_rows(Page, [key for key in keys if key])
        request = HttpRequest()
        find_home(request)  # from memory within an answer: the addresses then need no query
        return [cls._opening(pages.get(key), request) for key in keys]

    @staticmethod
    def _opening(page: Page | None, request: HttpRequest) -> str:
        if page is None or not page.live:
            return '<a class="draft-link">'
        return format_html('<a href="{}">', page.get_url(request))
