"""Drawn covers on real pages, what two local pages put forward, and the pictures that show shared pages."""

from conference.alliances.cloths import facts_of as facts_of_alliance
from conference.alliances.models import AlliancePage
from conference.core.pictures.share import make_share_picture, without_one
from conference.models import LocalConferencePage, LocalPartner
from conference.regions.cloths import facts_of as facts_of_region
from events.cloths import linked_measures_by_region

from .drawings import FICTIONAL, cover, logo
from .fills import fill

ALLIANCES = {"Start-up de Territoire": "near", "VitaWin – Agir ensemble": "askew"}  # by title, the motif
REGIONS = {"bretagne": "loom", "la-reunion": "near"}
PARTNERS = [("Le Fil commun", "organisateur"), ("Cercle des Mailles", "soutien")]


def load_covers() -> None:
    """Covers of real pages: fields that were empty, taken back with the demonstration."""
    for alliance in AlliancePage.objects.filter(title__in=ALLIANCES, cover=None):
        fill(alliance, cover_id=cover(facts_of_alliance(alliance), motif=ALLIANCES[alliance.title]).pk)
    served = linked_measures_by_region()
    for page in LocalConferencePage.objects.filter(region__slug__in=REGIONS, cover=None).select_related(
        "region"
    ):
        slug = page.region.slug
        facts = facts_of_region(page.region, measures=served.get(slug, ()))
        fill(page, cover_id=cover(facts, motif=REGIONS[slug]).pk)
        for name, tier in PARTNERS:
            LocalPartner.objects.create(
                local_page=page, name=f"{name}{FICTIONAL}", tier=tier, logo=logo(name)
            )
    for page in without_one():
        make_share_picture.enqueue(page.pk)
