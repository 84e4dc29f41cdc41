"""Questions asked of the editions and the local conferences."""

from django.db.models import Prefetch
from wagtail.query import PageQuerySet

from conference.core.routing import unrestricted
from measures.models import Measure

WITH_DIMENSION = Prefetch("measures", Measure.objects.live().select_related("dimension"))


class EditionQuerySet(PageQuerySet):
    """National editions."""

    def shown(self) -> "EditionQuerySet":
        """The published ones that anybody may read, latest first, with what weaves their cloths."""
        return unrestricted(self.live()).prefetch_related(WITH_DIMENSION).order_by("-start_date", "-pk")

    def for_page(self) -> "EditionQuerySet":
        """With all that an edition's own page shows."""
        return self.prefetch_related(WITH_DIMENSION, "key_figures", "partners")


class LocalConferenceQuerySet(PageQuerySet):
    """Local conferences."""

    def for_page(self) -> "LocalConferenceQuerySet":
        """With all that the page of a local conference shows."""
        return self.select_related("region")
