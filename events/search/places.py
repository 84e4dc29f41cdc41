"""Events near a place: by kilometres, in rounded steps, across the borders of regions; then those on line."""

from functools import cached_property

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from conference.regions.distances import BEYOND, Centre
from conference.regions.places import Place
from conference.regions.reference import departments_of_reference, regions_of_reference

from ..choices import EventFormat
from ..models import EventPage
from ..querysets import EventQuerySet

INSIDE, REGION, ON_LINE = 0, 1000, 2000  # steps that are no kilometres, in the order of the list
FOLLOWED_FROM_AFAR = (EventFormat.ONLINE, EventFormat.HYBRID)


class Near:
    """What a list of events near ``place`` holds, in which order, and under which titles."""

    def __init__(self, place: Place) -> None:
        self.place = place

    @cached_property
    def _centre(self) -> Centre | None:
        place = self.place
        return Centre(place.latitude, place.longitude) if place.latitude and place.longitude else None

    @cached_property
    def _departments(self) -> list[str]:
        """The names of the departments that the place is: one, those of the region; none for a town."""
        place = self.place
        known = [] if place.is_town else departments_of_reference()
        return [
            each.name
            for each in known
            if (each.code == place.department if place.department else each.region == place.region)
        ]

    @cached_property
    def region_name(self) -> str:
        return next(each.name for each in regions_of_reference() if each.slug == self.place.region)

    def among(self, events: EventQuerySet) -> EventQuerySet:
        """Those of ``events`` that are near or can be followed from afar, nearest step first."""
        wanted = Q(region__slug=self.place.region) | Q(format__in=FOLLOWED_FROM_AFAR)
        if self._departments:
            wanted |= Q(department__in=self._departments)
        if self._centre:
            wanted |= self._centre.within("latitude", "longitude")
        return events.filter(wanted).order_by(self._steps(), *events.query.order_by)

    def _steps(self) -> Case:
        inside = [Q(department__in=self._departments)] if self._departments else []
        if not self.place.department:
            inside.append(Q(region__slug=self.place.region))
        on_line = Q(format=EventFormat.ONLINE)
        whens = [When(on_line, then=Value(ON_LINE)), *(When(each, then=Value(INSIDE)) for each in inside)]
        if self._centre:
            whens += self._centre.steps("latitude", "longitude")
        whens += [
            When(region__slug=self.place.region, then=Value(REGION)),
            When(format=EventFormat.HYBRID, then=Value(ON_LINE)),
        ]
        return Case(*whens, default=Value(BEYOND), output_field=IntegerField())

    def step_of(self, event: EventPage) -> int:
        """The same of one event, in Python."""
        slug = event.region.slug if event.region else ""
        if event.format == EventFormat.ONLINE:
            return ON_LINE
        if event.department in self._departments or (not self.place.department and slug == self.place.region):
            return INSIDE
        if self._centre and event.latitude is not None and event.longitude is not None:
            step = self._centre.step_of(float(event.latitude), float(event.longitude))
            if step != BEYOND:
                return step
        if slug == self.place.region:
            return REGION
        return ON_LINE if event.format == EventFormat.HYBRID else BEYOND

    def title_of(self, step: int) -> str:
        """« À moins de 25 km de Quimper »."""
        if step == INSIDE:
            return self.place.label
        if step == REGION:
            return _("Ailleurs dans la région : %s") % self.region_name
        if step == ON_LINE:
            return _("À suivre en ligne")
        return _("À moins de %(km)s km de %(town)s") % {"km": step, "town": self.place.around}
