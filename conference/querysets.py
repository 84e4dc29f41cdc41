"""Questions asked of the editions and the local conferences."""

from datetime import date

from django.apps import apps
from django.db.models import Case, F, Prefetch, Value, When
from django.db.models.functions import Coalesce
from wagtail.query import PageQuerySet

from conference.core.pictures.covers import with_covers, with_pictures
from conference.core.routing import unrestricted
from measures.linked import with_linked_numbers


class EditionQuerySet(PageQuerySet):
    """National editions."""

    def shown(self) -> "EditionQuerySet":
        """The published ones that anybody may read, latest first, with what weaves their cloths."""
        return with_linked_numbers(with_covers(unrestricted(self.live()))).order_by("-start_date", "-pk")

    def nearest(self, today: date) -> "EditionQuerySet":
        """Those that take place or come, soonest first, then those that are over, latest first."""
        dated = self.filter(start_date__isnull=False).annotate(last_day=Coalesce("end_date", "start_date"))
        over = Case(When(last_day__lt=today, then=Value(1)), default=Value(0))
        soonest = Case(When(last_day__gte=today, then=F("start_date")))
        return dated.order_by(over, soonest, "-start_date", "-pk")

    def for_page(self) -> "EditionQuerySet":
        """With all that an edition's own page shows."""
        partners = apps.get_model("conference", "EditionPartner").objects.select_related("logo")
        return with_linked_numbers(with_pictures(self)).prefetch_related(
            "key_figures", Prefetch("partners", partners)
        )


class LocalConferenceQuerySet(PageQuerySet):
    """Local conferences."""

    def for_page(self) -> "LocalConferenceQuerySet":
        """With all that the page of a local conference shows."""
        partners = apps.get_model("conference", "LocalPartner").objects.select_related("logo")
        return with_pictures(self.select_related("region")).prefetch_related(Prefetch("partners", partners))
