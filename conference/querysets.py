"""Questions asked of the editions and the local conferences."""

from wagtail.query import PageQuerySet

from conference.core.routing import unrestricted
from measures.linked import with_linked_numbers


class EditionQuerySet(PageQuerySet):
    """National editions."""

    def shown(self) -> "EditionQuerySet":
        """The published ones that anybody may read, latest first, with what weaves their cloths."""
        return with_linked_numbers(unrestricted(self.live())).order_by("-start_date", "-pk")

    def for_page(self) -> "EditionQuerySet":
        """With all that an edition's own page shows."""
        return with_linked_numbers(self).prefetch_related("key_figures", "partners")


class LocalConferenceQuerySet(PageQuerySet):
    """Local conferences."""

    def for_page(self) -> "LocalConferenceQuerySet":
        """With all that the page of a local conference shows."""
        return self.select_related("region")
