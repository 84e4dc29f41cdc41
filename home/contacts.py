"""Whom a visitor may write to, region by region."""

from dataclasses import dataclass

from conference.models import LocalConferencePage
from conference.regions.models import Region, RelayTeam
from conference.regions.reference import regions_of_reference


@dataclass(frozen=True)
class RelayContact:
    """A region's contact: a name and an address, either of which may be empty."""

    region: Region
    name: str
    email: str
    fictional: bool


def contacts_of_relays() -> list[RelayContact]:
    """The contact of each region: its page's, or else its team's; two queries."""
    pages = {page.slug: page for page in LocalConferencePage.objects.live()}
    teams = {team.region.slug: team for team in RelayTeam.objects.select_related("region")}
    return [
        _contact(region, pages.get(region.slug), teams.get(region.slug)) for region in regions_of_reference()
    ]


def _contact(region: Region, page: LocalConferencePage | None, team: RelayTeam | None) -> RelayContact:
    for each in (page, team):
        if each is not None and each.contact_email:
            return RelayContact(region, each.contact_name, each.contact_email, each.fictional)
    return RelayContact(region, "", "", fictional=False)
