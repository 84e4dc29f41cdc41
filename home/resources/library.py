"""The documents of the library: which are shown, and at which address."""

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.models import CollectionViewRestriction

from conference.core.models import Resource
from conference.core.text import slug_of
from conference.regions.models import Region


def shown() -> QuerySet[Resource]:
    """The documents ticked for the library that anybody may read, latest first, with their region.

    What is kept for some (its collection, or one above it) is never shown.
    """
    beginning = Substr(OuterRef("collection__path"), 1, Length("collection__path"))
    kept = CollectionViewRestriction.objects.annotate(beginning=beginning)
    listed = Resource.objects.filter(~Exists(kept.filter(collection__path=F("beginning"))), listed=True)
    in_order = listed.order_by(F("date").desc(nulls_last=True), "-created_at", "-pk")
    return in_order.select_related("collection__relay_team__region", "topics")


def address_of(resource: Resource) -> str:
    """``/ressources/12-kit-du-relais/``: its number holds when the title changes."""
    return f"/ressources/{resource.pk}-{slug_of(resource.title)[:80].strip('-')}/"


def region_of(resource: Resource) -> Region | None:
    """The region whose team keeps the document in its collection; None: a national one."""
    team = getattr(resource.collection, "relay_team", None)
    return team.region if team else None
