"""Alliances for tests: published, with two partners, a measure and a goal."""

import factory
import wagtail_factories

from conference.alliances.models import AlliancePage, Partner
from conference.core.models import Sdg
from tests.conference.factories import make_site_tree


class AlliancePageFactory(wagtail_factories.PageFactory):
    """An alliance of Brittany; give ``parent`` the page of the alliances for a national one."""

    title = factory.Sequence(lambda n: f"Alliance {n + 1:02d}")
    slug = factory.Sequence(lambda n: f"alliance-{n + 1}")
    parent = factory.LazyFunction(lambda: make_site_tree(regions=("bretagne",)).regions["bretagne"].alliances)
    territory = "Pays de Redon"
    summary = "Des associations et des entreprises mettent en commun ce qu’elles savent faire."

    class Meta:
        model = AlliancePage


def make_alliance(*, goals: tuple[int, ...] = (17,), measures: tuple = (), **values: object) -> AlliancePage:
    """An alliance with two partners, of which one has no known kind, and what it serves."""
    alliance = AlliancePageFactory(**values)
    alliance.partners = [Partner(name="Association du pays", kind="association"), Partner(name="Atelier")]
    alliance.sdgs = [
        Sdg.objects.get_or_create(number=n, defaults={"name": f"Objectif {n}", "colour": "#19486A"})[0]
        for n in goals
    ]
    alliance.measures = list(measures)
    alliance.save()
    return alliance
