"""Fictional people: those who speak, and the relay teams with their local pages."""

from collections import defaultdict

from django.utils.translation import gettext as _

from conference.models import LocalConferencePage
from conference.regions.models import Region, RelayTeam
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
    """A fictional contact for each relay team, and a host and a text for each local page."""
    introductions = texts("texts")["regional"]
    for page in LocalConferencePage.objects.select_related("region__team"):
        region, team = page.region, page.region.team
        address = f"relais-{region.slug}@conference.invalid"
        name = _("Équipe relais – %s (fictive)") % region.name
        fill(team, contact_name=name, contact_email=address)
        fill(
            page,
            host_team=_("L’équipe d’accueil – %s (fictive)") % region.name,
            introduction=introductions[region.slug],
            contact_name=name,
            contact_email=address,
        )
    fill(RelayTeam.objects.get(region__slug=PUBLISHES_DIRECTLY), publishes_directly=True)
    mark_teams(fictional=True)
    set_publishes_directly(RelayTeam.objects.get(region__slug=PUBLISHES_DIRECTLY), publishes_directly=True)


def mark_teams(*, fictional: bool) -> None:
    """Whether teams and local pages say that what they show is fictional."""
    RelayTeam.objects.update(fictional=fictional)
    LocalConferencePage.objects.update(fictional=fictional)
