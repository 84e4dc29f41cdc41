"""Regions, and the fixed tree of pages, as small as a test needs it."""

from dataclasses import dataclass, field

import factory
import wagtail_factories
from factory.django import DjangoModelFactory
from wagtail.models import Page, Site

from conference.alliances.models import AllianceIndexPage, RegionalAlliancesPage
from conference.models import (
    ConferenceIndexPage,
    LocalConferencePage,
    NationalConferencePage,
    RegionsIndexPage,
)
from conference.regions.models import DataController, Region
from conference.regions.reference import REGIONS
from events.models import AgendaPage, RegionalAgendaPage
from home.models import HomePage
from home.news.models import NewsIndexPage, RegionalNewsPage
from measures.models import MeasuresPage

from .recorded import recorded

_REGIONS = {facts["slug"]: facts for facts in REGIONS}


class RegionFactory(DjangoModelFactory):
    """One of the eighteen, with its true facts: ``RegionFactory(slug="la-reunion")``."""

    slug = "bretagne"
    name = factory.LazyAttribute(lambda region: _REGIONS[region.slug]["name"])
    insee_code = factory.LazyAttribute(lambda region: _REGIONS[region.slug]["insee_code"])
    capital = factory.LazyAttribute(lambda region: _REGIONS[region.slug]["capital"])
    latitude = factory.LazyAttribute(lambda region: _REGIONS[region.slug]["latitude"])
    longitude = factory.LazyAttribute(lambda region: _REGIONS[region.slug]["longitude"])
    overseas = factory.LazyAttribute(lambda region: _REGIONS[region.slug]["overseas"])
    time_zone = factory.LazyAttribute(lambda region: _REGIONS[region.slug]["time_zone"])

    class Meta:
        model = Region
        django_get_or_create = ("slug",)


class DataControllerFactory(DjangoModelFactory):
    """Who answers for the data of a region's sessions; without ``region``, of the national ones."""

    region = None
    name = factory.LazyAttribute(
        lambda made: f"Association fictive – {made.region.name}" if made.region else "Service national fictif"
    )
    address = "1 rue de l’Essai, 35000 Rennes"
    rights_contact = "droits@exemple.invalid"

    class Meta:
        model = DataController
        django_get_or_create = ("region",)


class NationalConferencePageFactory(wagtail_factories.PageFactory):
    """An edition; below the page of the editions, which is made when it is missing."""

    title = factory.Sequence(lambda n: f"Édition {n + 1}")
    start_date = factory.Faker("date_object")
    parent = factory.LazyFunction(lambda: make_site_tree().editions)

    class Meta:
        model = NationalConferencePage


@dataclass
class LocalTree:
    """The pages of one region."""

    region: Region
    page: LocalConferencePage
    agenda: RegionalAgendaPage
    alliances: RegionalAlliancesPage
    news: RegionalNewsPage


@dataclass
class SiteTree:
    """The fixed pages that a test needs; ``regions`` by slug."""

    home: HomePage
    agenda: AgendaPage
    editions: ConferenceIndexPage
    measures: MeasuresPage
    alliances: AllianceIndexPage
    news: NewsIndexPage
    regions_index: RegionsIndexPage
    regions: dict[str, LocalTree] = field(default_factory=dict)


def make_site_tree(*, regions: tuple[str, ...] = ("bretagne", "la-reunion")) -> SiteTree:
    """Home, agenda, editions, measures, alliances, news, the pages of some regions, who answers for the data.

    What exists already (a second call, `load_reference`) is taken as it is.
    """
    if HomePage.objects.exists():
        return _site_tree(regions)
    return recorded(("site tree", regions), lambda: _site_tree(regions))


def _site_tree(regions: tuple[str, ...]) -> SiteTree:
    home = HomePage.objects.first() or _make_home()
    index = _below(home, RegionsIndexPage, "regions", "Régions")
    tree = SiteTree(
        home=home,
        agenda=_below(home, AgendaPage, "agenda", "Agenda"),
        editions=_below(home, ConferenceIndexPage, "conference", "La Conférence"),
        measures=_below(home, MeasuresPage, "mesures", "Mesures"),
        alliances=_below(home, AllianceIndexPage, "alliances", "Alliances"),
        news=_below(home, NewsIndexPage, "actualites", "Actualités"),
        regions_index=index,
    )
    DataControllerFactory()
    for slug in regions:
        region = RegionFactory(slug=slug)
        DataControllerFactory(region=region)
        page = _below(index, LocalConferencePage, slug, region.name, region=region)
        tree.regions[slug] = LocalTree(
            region=region,
            page=page,
            agenda=_below(page, RegionalAgendaPage, "agenda", f"Agenda – {region.name}"),
            alliances=_below(page, RegionalAlliancesPage, "alliances", f"Alliances – {region.name}"),
            news=_below(page, RegionalNewsPage, "actualites", f"Actualités – {region.name}"),
        )
    return tree


def _make_home() -> HomePage:
    """The home page, in the place of the page that Wagtail's first migration puts there."""
    root = Page.get_first_root_node()
    welcome = root.get_children().first()
    home = root.add_child(instance=HomePage(title="Accueil", slug="accueil"))
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    if welcome is not None:
        welcome.delete()
    return home


def _below(parent: Page, page_type: type[Page], slug: str, title: str, **values: object) -> Page:
    """The page of that type and slug below ``parent``, made when it is missing."""
    found = page_type.objects.child_of(parent).filter(slug=slug).first()
    # The parent is read anew: treebeard counts its children on the instance at hand.
    return found or Page.objects.get(pk=parent.pk).add_child(
        instance=page_type(title=title, slug=slug, **values)
    )
