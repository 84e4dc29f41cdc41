"""The whole site as a tree, for /plan-du-site/."""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from wagtail.models import Page, get_page_models

from conference.alliances.models import AlliancePage
from conference.core.routing import unrestricted
from conference.platform.caching.fragments import cached
from events.models import EventPage
from home.news.models import NewsPage
from measures.models import Measure, MeasuresPage, Review

# Whether a session, an edition or an item of news is invented, and nothing for other pages.
FICTIONAL = Coalesce(
    "eventpage__fictional", "nationalconferencepage__fictional", "newspage__fictional", Value(False)
)

# Types whose pages the map names one by one while there are few; more are one link further.
MANY = (EventPage, AlliancePage, NewsPage)
NAMED = 100


@dataclass
class Branch:
    """A page with what stands below it."""

    title: str
    url: str
    below: list["Branch"] = field(default_factory=list)
    fictional: bool = False


def branches(request: HttpRequest | None) -> list[Branch]:
    """The tree below the home page: pages that anybody may read, then each measure and review; seven queries.

    Containers that only lead elsewhere (a region's agenda and alliances) are left out and what they
    hold is set below the region. Events, alliances and news are named as long as they are few (``are_few``).
    """
    root = Branch("", "/")
    at_depth: dict[int, Branch] = {2: root}
    pages = unrestricted(Page.objects.live()).filter(depth__gte=3, content_type__in=_types_named())
    pages = pages.annotate(fictional=FICTIONAL).select_related("content_type").order_by("path")
    for page in pages:
        parent = at_depth.get(page.depth - 1)
        if parent is None:
            continue
        if getattr(page.specific_class, "is_container", False):
            branch = parent
        else:
            branch = Branch(page.title, page.get_url(request) or "/", fictional=page.fictional)
            parent.below.append(branch)
            if page.content_type.model_class() is MeasuresPage:
                branch.below = _measures(branch.url)
        at_depth = {depth: each for depth, each in at_depth.items() if depth < page.depth}
        at_depth[page.depth] = branch
    return root.below


def are_few(kind: type[Page]) -> bool:
    """Whether so few of these pages are published that the map names each; one query a request."""
    return cached(("few", kind), lambda: kind.objects.shown().order_by()[: NAMED + 1].count() <= NAMED)


def _types_named() -> list[int]:
    """The types of the pages that the map names, by key. A type has an index; « not that type » has none."""
    types = ContentType.objects.get_for_models(*get_page_models(), for_concrete_models=False)
    left_out = {kind for kind in MANY if not are_few(kind)}
    return [each.pk for kind, each in types.items() if kind not in left_out]


def _measures(url: str) -> list[Branch]:
    reviews = [
        Branch(review.title, review.get_absolute_url(), fictional=review.fictional)
        for review in Review.objects.standing()
    ]
    return [
        *(
            Branch(f"{measure.number}. {measure.title}", measure.get_absolute_url())
            for measure in Measure.objects.live().order_by("number")
        ),
        Branch("Bilans", f"{url}bilans/", [Branch("Bilans côte à côte", f"{url}bilans/comparer/"), *reviews]),
        Branch("Avancées publiées sans numéro de mesure", f"{url}avancees/"),
        Branch("Données ouvertes des mesures", f"{url}donnees/"),
        Branch("Montrer les mesures sur votre site", f"{url}integration/"),
    ]
