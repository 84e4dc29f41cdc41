"""Fictional people: those who speak, and the relay teams with their local pages."""

from collections import defaultdict

from django.utils.translation import gettext as _

from conference.models import LocalConferencePage
from conference.regions.models import DataController, Region, RelayTeam
from conference.regions.rights import set_publishes_directly
from events.models import Speaker

from .content import texts
from .fills import fill

PUBLISHES_DIRECTLY = "la-reunion"  # shows the other way of working; the other teams submit


def load_speakers() -> dict[str, list[Speaker]]:
    """The speakers, by the slug of their region; the national ones under ""."""
    regions = {region.slug: region for region in Region.objects.all()}
    speakers = defaultdict(list)
    for facts in texts("people")["speakers"]:
        speaker = Speaker.objects.create(
            name=facts["name"],
            role=facts["role"],
            organisation=_("%s (structure fictive)") % facts["organisation"],
            region=regions.get(facts["region"]),
            fictional=True,
        )
        speakers[facts["region"]].append(speaker)
    return speakers


def load_teams() -> None:
    """A fictional contact for each relay team, a host and a text for each local page.

    A team or a page that already says whom to write to is real: it is left alone.
    """
    for page in LocalConferencePage.objects.select_related("region__team"):
        name = _("Équipe relais – %s (fictive)") % page.region.name
        contact = {"contact_name": name, "contact_email": f"relais-{page.region.slug}@conference.invalid"}
        host = {"host_team": _("L’équipe d’accueil – %s (fictive)") % page.region.name}
        _play(page.region.team, contact)
        _play(page, contact | host)
        introduction = texts("texts")["regional"][page.region.slug]
        # The mark is part of the text: it goes with it, wherever the text shows and when a relay rewrites it.
        fill(page, introduction=introduction + "\n" + _("(Texte fictif, pour la démonstration.)"))
    direct = RelayTeam.objects.get(region__slug=PUBLISHES_DIRECTLY)
    fill(direct, publishes_directly=True)
    set_publishes_directly(direct, publishes_directly=True)


def load_controllers() -> None:
    """A fictional legal entity answers for the data of each team that has written none."""
    taken = set(DataController.objects.values_list("region", flat=True))
    teams: list[tuple[Region | None, str, str]] = [(None, _("équipe nationale"), "nationale")]
    teams += [(region, region.name, region.slug) for region in Region.objects.filter(team__isnull=False)]
    DataController.objects.bulk_create(
        DataController(
            region=region,
            name=_("Association d’accueil – %s (fictive)") % name,
            address=_("1 place de la Démonstration (adresse fictive)\n00000 Nulle-Part"),
            rights_contact=f"donnees-{slug}@conference.invalid",
            fictional=True,
        )
        for region, name, slug in teams
        if (region.pk if region else None) not in taken
    )


def unmark_teams() -> None:
    """What teams and local pages show is no longer fictional."""
    RelayTeam.objects.update(fictional=False)
    LocalConferencePage.objects.update(fictional=False)


def _play(whom: RelayTeam | LocalConferencePage, role: dict[str, str]) -> None:
    if not any(getattr(whom, name) for name in role):
        fill(whom, **role)
        whom.fictional = True
        whom.save(update_fields=["fictional"])
