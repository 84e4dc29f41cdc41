"""From an address to its page in two queries, however deep the page stands (docs/decisions/0009)."""

from collections.abc import Callable, Sequence
from functools import cache, wraps
from itertools import accumulate
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Length, Substr
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, PageViewRestriction, Site, SiteRootPath, get_page_models
from wagtail.url_routing import RouteResult

from conference.platform.caching.fragments import cached, fragments_enabled, lookup

Pages = TypeVar("Pages", bound=QuerySet)

NOTHING_RESTRICTED = "no page is kept for some"


def from_parts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view at an address that stands before Wagtail's: its frame comes from memory, as a page's does.

    What it shows of the person who asks must not be ``cached``.
    """

    @wraps(view)
    def served(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        with fragments_enabled():
            find_home(request)
            return view(request, *arguments, **named)

    return served


def route_below(home: Page, request: HttpRequest, components: Sequence[str]) -> RouteResult:
    """Where the address ``components`` leads, below ``home``: to the page with the longest matching address.

    What is left of the address is handed to that page's own ``route`` (a routable page may know it).
    Wagtail's own way asks three queries a level. Raises Http404.
    """
    page, rest = _known(components) or _found(home, components)
    route = page.route(request, list(rest))
    _remember(page, components[: len(components) - len(rest)], ())
    if rest and not any(route.args[1:]):  # a routable page's own address that holds nothing of the visitor's
        _remember(page, components, rest)
    return route


def _remember(page: Page, components: Sequence[str], rest: Sequence[str]) -> None:
    cached(("page at", *components), lambda: (page, rest))


def _known(components: Sequence[str]) -> tuple[Page, Sequence[str]] | None:
    """What is kept of an address: known itself, or the end of a page that has none below it.

    Addresses that nobody knows are without number: none of them is kept.
    """
    for end in range(len(components), 0, -1):
        if known := lookup(("page at", *components[:end])):
            page, rest = known
            if end == len(components):
                return page, rest
            return None if rest or page.numchild else (page, components[end:])
    return None


def _found(home: Page, components: Sequence[str]) -> tuple[Page, Sequence[str]]:
    addresses = [home.url_path + part for part in accumulate(f"{component}/" for component in components)]
    # url_path has no index of its own, slug has one.
    way = list(
        Page.objects.filter(slug__in=set(components), url_path__in=addresses)
        .annotate(restricted=_restricted())
        .order_by("depth")
    )
    if not way:
        raise Http404
    page = _specific(way[-1])
    page._ancestors = [home, *way[:-1]]
    page._cached_parent_obj = page._ancestors[-1]
    page._unrestricted = not any(each.restricted or each.alias_of_id for each in way)
    return page, components[addresses.index(page.url_path) + 1 :]


def find_home(request: HttpRequest) -> Page | None:
    """The home page with its site, in one query; later questions about the site find their answer here.

    This project is one site: its address does not depend on the host asked for. None while there is no
    such page.
    """
    attribute = _home_attribute()
    site = cached(("home page", attribute), lambda: _default_site(attribute))
    home = getattr(site.root_page, attribute, None) if site else None
    if site is None or home is None:
        return None
    cached(NOTHING_RESTRICTED, lambda: not site.restricts)
    request._wagtail_site = site  # type: ignore[attr-defined]
    root = SiteRootPath(site.pk, home.url_path, site.root_url, settings.LANGUAGE_CODE)
    request._wagtail_cached_site_root_paths = [root]  # type: ignore[attr-defined]
    return home


@cache
def _home_attribute() -> str:
    """The name, on a page, of the page type that says it is the home page (``homepage``)."""
    return next(model for model in get_page_models() if getattr(model, "is_home", False))._meta.model_name


def request_of_nobody(request: HttpRequest | None) -> HttpRequest | None:
    """A request that knows the site and its host as ``request`` does, and says nothing of who asks what."""
    if request is None:
        return None
    blank = HttpRequest()
    host = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme")
    blank.META = {name: request.META[name] for name in host if name in request.META}
    for name in ("_wagtail_site", "_wagtail_cached_site_root_paths"):
        if hasattr(request, name):
            setattr(blank, name, getattr(request, name))
    return blank


def _default_site(attribute: str) -> Site | None:
    site = (
        Site.objects.filter(is_default_site=True)
        .select_related(f"root_page__{attribute}")
        .annotate(
            restricted=_restricted("root_page__path"), restricts=Exists(PageViewRestriction.objects.all())
        )
        .first()
    )
    home = getattr(site.root_page, attribute, None) if site else None
    if site is not None and home is not None:
        home._unrestricted = not site.restricted
    return site


def ancestors_of(page: Page) -> list[Page]:
    """The pages above ``page``, from the home page down; no query where ``page`` was found by its address."""
    if not hasattr(page, "_ancestors"):
        page._ancestors = list(page.get_ancestors().filter(depth__gte=2)) if page.depth else []
    return page._ancestors


def unrestricted(pages: Pages, *, path: str = "path") -> Pages:
    """Those of ``pages`` that anybody may read: neither they nor a page above them is kept for some.

    Of rows that lead to pages, ``path`` leads to the page's; a row without a page is kept.

    Where this request saw that nothing at all is kept for some, nothing is asked of each page.
    """
    return pages if lookup(NOTHING_RESTRICTED) else pages.filter(~_restricted(path))


@cache  # several times a page, and as long to build as to ask; Django copies an expression where it is used
def _restricted(path: str = "path") -> Exists:
    """Whether the outer query's page, or one above it, is kept for some: ``path`` begins with theirs."""
    beginning = Substr(OuterRef(path), 1, Length("page__path"))
    return Exists(PageViewRestriction.objects.annotate(beginning=beginning).filter(page__path=F("beginning")))


def _specific(page: Page) -> Page:
    """``page`` as its own type, with what that type says its page shows (``for_page``)."""
    model = page.specific_class
    if model is None:  # its type has left the code: Wagtail shows the bare page
        return page
    pages = model._default_manager.all()
    return (pages.for_page() if hasattr(pages, "for_page") else pages).get(pk=page.pk)
