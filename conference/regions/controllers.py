"""Who answers for the personal data of a region's sessions, and of the national ones (GDPR, article 13)."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from .models import DataController, Region

_TEAM = Coalesce("region", Value(0))  # as the unique constraint says it: 0 is the national team


def controllers_for(region: Region | None) -> list[DataController]:
    """Who answers for the data of a session of ``region`` (None: a national one); empty: nobody yet.

    First the one to write to; then the national team, where it answers with the region's or for it.
    """
    region_id = region.pk if region else None
    teams = Q(region__isnull=True) | Q(region=region_id)
    found = {each.region_id: each for each in DataController.objects.filter(teams).order_by()}
    own = found.get(region_id)
    if own is None:
        return []
    national = found.get(None)
    if national is None or own is national or own.role == DataController.Role.CONTROLLER:
        return [own]
    return [own, national]


def all_controllers() -> list[DataController]:
    """Those of all teams, the national one first, then the regions in French order."""
    rows = DataController.objects.select_related("region")
    return list(rows.order_by(F("region__slug").asc(nulls_first=True)))


def may_open(region: Region | None) -> bool:
    """Whether registrations may be opened: all that a notice of the data has to say is known."""
    return any(controller.is_complete for controller in controllers_for(region)[:1])


def answered_for(field: str) -> Exists:
    """Whether somebody answers for the data, for queries; ``field`` leads from a row to its region."""
    rows = DataController.objects.order_by().annotate(team=_TEAM)
    return Exists(rows.filter(team=Coalesce(OuterRef(field), Value(0))))


def without_controller() -> tuple[bool, QuerySet[Region]]:
    """Whether the national team has none or an incomplete one, and the regions with a team that have not."""
    complete = DataController.objects.exclude(address="").order_by()
    regions = Region.objects.filter(team__isnull=False)
    missing = regions.exclude(pk__in=complete.filter(region__isnull=False).values("region"))
    return not complete.filter(region__isnull=True).exists(), missing
