"""The whole site as a tree, for /plan-du-site/."""

from dataclasses import dataclass, field

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from wagtail.models import Page

from conference.core.fixed_pages import PASSAGES
from conference.core.routing import unrestricted
from measures.models import Measure, MeasuresPage, Review

# Whether a session or an edition is invented, and nothing for other pages.
FICTIONAL = Coalesce("eventpage__fictional", "nationalconferencepage__fictional", Value(False))


@dataclass
class Branch:
    """A page with what stands below it."""

    title: str
    url: str
    below: list["Branch"] = field(default_factory=list)
    fictional: bool = False


def branches(request: HttpRequest | None) -> list[Branch]:
    """The tree below the home page: pages that anybody may read, then each measure and review; four queries.

    Containers that only lead elsewhere (a region's agenda and alliances) are left out and what they
    hold is set below the region.
    """
    root = Branch("", "/")
    at_depth: dict[int, Branch] = {2: root}
    pages = unrestricted(Page.objects.live()).filter(depth__gte=3)
    pages = pages.annotate(fictional=FICTIONAL).select_related("content_type").order_by("path")
    for page in pages:
        parent = at_depth.get(page.depth - 1)
        if parent is None:
            continue
        if page.content_type.model in PASSAGES:
            branch = parent
        else:
            branch = Branch(page.title, page.get_url(request) or "/", fictional=page.fictional)
            parent.below.append(branch)
            if page.content_type.model_class() is MeasuresPage:
                branch.below = _measures(branch.url)
        at_depth = {depth: each for depth, each in at_depth.items() if depth < page.depth}
        at_depth[page.depth] = branch
    return root.below


def _measures(url: str) -> list[Branch]:
    reviews = [Branch(review.title, review.get_absolute_url()) for review in Review.objects.all()]
    return [
        *(
            Branch(f"{measure.number}. {measure.title}", measure.get_absolute_url())
            for measure in Measure.objects.live().order_by("number")
        ),
        Branch("Bilans", f"{url}bilans/", reviews),
    ]
