"""Two regions whose teams declare, and what the form of a contribution sends."""

from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from conference.regions.models import Region
from conference.regions.rights import ensure_all_rights
from measures.models import RegionalContribution
from tests.conference.factories import SiteTree, make_site_tree
from tests.measures.factories import MeasureFactory

PUBLISH, SUBMIT = {"action-publish": "1"}, {"action-submit": "1"}


def at(name: str, *args: object) -> str:
    return reverse(RegionalContribution.snippet_viewset.get_url_name(name), args=args)


def make_declaring_tree() -> SiteTree:
    """Two regions with their teams, and measure 16."""
    tree = make_site_tree(regions=("bretagne", "la-reunion"))
    ensure_all_rights()
    MeasureFactory(number=16)
    return tree


def region(tree: SiteTree, slug: str = "bretagne") -> Region:
    return tree.regions[slug].region


def declared(
    of: Region, *, pages: tuple[Page, ...] = (), figures: tuple[dict, ...] = (), **words: object
) -> dict:
    """What the form sends."""
    values = {
        "region": of.pk,
        "measure": MeasureFactory(number=16).pk,
        "stage": "under_way",
        "text": "La région réunit ses partenaires.",
        "declared_on": "2026-03-03",
        "figures": inline_formset([*({"ORDER": place, **figure} for place, figure in enumerate(figures))]),
        "pages": inline_formset(
            [*({"page": page.pk, "ORDER": place} for place, page in enumerate(pages, start=1))]
        ),
    }
    return nested_form_data(values | words)
