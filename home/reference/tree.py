"""The fixed tree of pages (docs: README.md of this folder): what is missing of it, with empty texts.

A fixed page is recognised by its type below its parent (a legal page by its role, a local page by its
region), not by its title or address: both may have been changed.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from conference.alliances.models import AllianceIndexPage, RegionalAlliancesPage
from conference.models import ConferenceIndexPage, LocalConferencePage, RegionsIndexPage
from conference.regions.models import Region
from events.models import AgendaPage, RegionalAgendaPage
from home.models import ContactPage, ContentPage, HomePage, MissionPage, SiteMapPage
from home.news.models import NewsIndexPage, RegionalNewsPage
from home.resources.models import ResourcesPage
from measures.models import MeasuresPage

from .report import Report

HTTP_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Fixed:
    """A fixed page: where, of which type, called what; ``values`` tell it from others of its type."""

    slug: str
    page_type: type[Page]
    title: str
    description: str = ""
    values: dict[str, Any] = field(default_factory=dict)


Role = ContentPage.Role
BELOW_HOME = [
    Fixed(
        "mission",
        MissionPage,
        "La mission",
        "D’où viennent les 21 mesures : les quatre chantiers, les quatre impulsions, les trois outils, "
        "les dates de la mission « Accélérer les alliances ».",
    ),
    Fixed(
        "conference",
        ConferenceIndexPage,
        "La Conférence",
        "Les éditions nationales de la Conférence des alliances stratégiques et leurs sessions locales.",
    ),
    Fixed(
        "regions",
        RegionsIndexPage,
        "Régions",
        "Les conférences locales des 18 régions : leurs sessions, leurs alliances, leurs contacts.",
    ),
    Fixed(
        "agenda",
        AgendaPage,
        "Agenda",
        "Les prochains rendez-vous des alliances stratégiques, partout en France et en ligne.",
    ),
    Fixed(
        "mesures",
        MeasuresPage,
        "Les 21 mesures",
        "Le tableau des 21 mesures de la mission « Accélérer les alliances » et les bilans publiés.",
    ),
    Fixed(
        "alliances",
        AllianceIndexPage,
        "Alliances",
        "Des alliances entre associations, entreprises et pouvoirs publics : qui, où, pour quoi faire.",
    ),
    Fixed(
        "actualites",
        NewsIndexPage,
        "Actualités",
        "Ce qui se passe dans les alliances, les mesures et la Conférence, partout en France.",
    ),
    Fixed(
        "ressources",
        ResourcesPage,
        "Ressources",
        "Kits, comptes rendus, rapports et présentations à télécharger, par mesure et par région.",
    ),
    Fixed("plan-du-site", SiteMapPage, "Plan du site", "Toutes les pages du site."),
    Fixed(
        "contact",
        ContactPage,
        "Contact",
        "Écrire à l’équipe nationale ou au relais de votre région.",
    ),
    Fixed(
        "accessibilite",
        ContentPage,
        "Accessibilité",
        "L’état de conformité du site et la façon de signaler un défaut.",
        {"role": Role.ACCESSIBILITY},
    ),
    Fixed(
        "mentions-legales",
        ContentPage,
        "Mentions légales",
        "Qui publie ce site et qui l’héberge.",
        {"role": Role.LEGAL},
    ),
    Fixed(
        "donnees-personnelles",
        ContentPage,
        "Données personnelles",
        "Ce que deviennent les données de celles et ceux qui s’inscrivent, et comment exercer ses droits.",
        {"role": Role.PRIVACY},
    ),
]


# The containers of a region, below its local page.
BELOW_REGION = [
    ("agenda", RegionalAgendaPage, "Agenda – %s"),
    ("alliances", RegionalAlliancesPage, "Alliances – %s"),
    ("actualites", RegionalNewsPage, "Actualités – %s"),
]


def load_tree(report: Report) -> None:
    """The home page, the fixed pages below it, and the pages of each region."""
    home = ensure_home(report)
    for fixed in BELOW_HOME:
        ensure_page(home, fixed, report)
    load_local_pages(report)


def ensure_home(report: Report) -> HomePage:
    """The home page, in the place of the page of welcome that Wagtail comes with."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        welcome = _page_of_welcome(root)
        if welcome is not None:  # gives its address, then goes once the site has another root
            Page.objects.filter(pk=welcome.pk).update(slug="page-de-bienvenue")
        home = _add(root, Fixed("home", HomePage, "Accueil"), report)
        _keep_site_in_step(home)
        if welcome is not None:
            Page.objects.get(pk=welcome.pk).delete()
        return HomePage.objects.get(pk=home.pk)
    _keep_site_in_step(home)
    return home


def ensure_page(parent: Page, fixed: Fixed, report: Report) -> None:
    """Add the fixed page unless it is there; an address taken by another page is left and reported."""
    if fixed.page_type.objects.child_of(parent).filter(**fixed.values).exists():
        return
    if parent.get_children().filter(slug=fixed.slug).exists():
        report.remark(
            _("L’adresse « %s » est prise par une autre page : la page fixe n’a pas été ajoutée.")
            % (parent.url_path.split("/", 2)[2] + fixed.slug)
        )
        return
    _add(parent, fixed, report)


def load_local_pages(report: Report) -> None:
    """The local page of each region, and its containers."""
    index = RegionsIndexPage.objects.first()
    if index is None:
        return
    pages = {page.region_id: page for page in LocalConferencePage.objects.all()}
    holders = {page_type: _parents_of(page_type) for _slug, page_type, _title in BELOW_REGION}
    for region in Region.objects.order_by("slug"):
        page = pages.get(region.pk)
        if page is None:
            description = f"La conférence locale : {region.name}. Ses sessions, ses alliances, son contact."
            fixed = Fixed(region.slug, LocalConferencePage, region.name, description, {"region": region})
            page = _add(index, fixed, report)
        for slug, page_type, title in BELOW_REGION:
            if page.path not in holders[page_type]:
                ensure_page(page, Fixed(slug, page_type, title % region.name), report)


def _add(parent: Page, fixed: Fixed, report: Report) -> Page:
    now = timezone.now()
    page = fixed.page_type(
        title=fixed.title,
        slug=fixed.slug,
        search_description=fixed.description,
        live=True,
        first_published_at=now,
        last_published_at=now,
        **fixed.values,
    )
    parent.add_child(instance=page)
    report.add(fixed.page_type)
    return page


def _parents_of(page_type: type[Page]) -> set[str]:
    paths = page_type.objects.values_list("path", flat=True)
    return {path[: -Page.steplen] for path in paths}


def _page_of_welcome(root: Page) -> Page | None:
    """Wagtail's own first page, if it stands as its migration left it: a plain page, without children."""
    plain = [page for page in root.get_children() if page.specific_class is Page]
    return next((page for page in plain if page.slug == "home" and page.numchild == 0), None)


def _keep_site_in_step(home: HomePage) -> None:
    """Wagtail's Site says what PUBLIC_URL says, and leads to the home page."""
    address = urlsplit(settings.PUBLIC_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    wanted = {
        "hostname": address.hostname or "localhost",
        "port": address.port or HTTP_PORTS[address.scheme],
        "root_page_id": home.pk,
    }
    if site.pk and all(getattr(site, name) == value for name, value in wanted.items()):
        return
    for name, value in wanted.items():
        setattr(site, name, value)
    site.site_name = site.site_name or settings.WAGTAIL_SITE_NAME
    site.save()
