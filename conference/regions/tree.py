"""Which region a page belongs to, read from its address: `/regions/<slug>/…`.

The slugs of the local pages are frozen (design.md §6), so an address tells the region without
asking the pages in between.
"""

from django.db.models import F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from wagtail.models import Page

from .models import Region

LOCAL_PAGE_DEPTH = 4  # root, home, regions, the local page


def region_slug_of(url_path: str) -> str:
    """The slug that stands after `regions/` in Wagtail's ``url_path`` (`/home/regions/bretagne/…`), or ""."""
    parts = url_path.strip("/").split("/")
    return parts[2] if len(parts) > 2 and parts[1] == "regions" else ""


def region_of(page: Page) -> Region | None:
    """The region in whose part of the tree ``page`` stands; None for what is national."""
    # A page that is being added has its place in the tree, but not yet its address.
    parent_path = page.get_parent().url_path if page._state.adding and page.path else ""
    slug = region_slug_of(page.url_path or parent_path)
    return Region.objects.filter(slug=slug).first() if slug else None


def local_page(*, slug: str | OuterRef) -> QuerySet[Page]:
    """The local page (`/regions/<slug>/`) of the region of that slug, as a plain page, once it is there."""
    place = Concat(Value("/regions/"), F("slug"), Value("/"))
    return Page.objects.filter(slug=slug, url_path__endswith=place, depth=LOCAL_PAGE_DEPTH)
