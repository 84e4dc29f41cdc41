"""Kilometres between places, alike in Python and in both databases, in rounded steps.

The earth is taken as flat around the place one looks from: a degree of longitude is as long everywhere as
there. The cosine is computed here, so that the databases only multiply. Within the last step the error is
below one kilometre in a hundred, less than what communes are known by.
"""

from math import cos, radians
from typing import Any

from django.db.models import F, FloatField, Q, Value, When
from django.db.models.functions import Cast
from django.db.models.lookups import LessThanOrEqual

STEPS = (10, 25, 50, 100, 200)
BEYOND = 9999
KM_IN_A_DEGREE = 111.195


class Centre:
    """A point from which kilometres are counted, in degrees (WGS 84)."""

    def __init__(self, latitude: float, longitude: float) -> None:
        self.latitude, self.longitude = latitude, longitude
        self.km_in_longitude = KM_IN_A_DEGREE * cos(radians(latitude))

    def squared(self, latitude: Any, longitude: Any) -> Any:
        """The square of the kilometres to a point: numbers, or expressions of columns."""
        north = (latitude - self.latitude) * KM_IN_A_DEGREE
        east = (longitude - self.longitude) * self.km_in_longitude
        return north * north + east * east

    def km_to(self, latitude: float, longitude: float) -> float:
        """The kilometres to a point."""
        return float(self.squared(latitude, longitude)) ** 0.5

    def step_of(self, latitude: float, longitude: float) -> int:
        """The first step within which a point lies, or BEYOND."""
        square = self.squared(latitude, longitude)
        return next((step for step in STEPS if square <= step * step), BEYOND)

    def steps(self, latitude: str, longitude: str) -> list[When]:
        """The same of two columns, as the cases of a query."""
        square = self.squared(Cast(F(latitude), FloatField()), Cast(F(longitude), FloatField()))
        return [When(LessThanOrEqual(square, Value(float(step * step))), then=Value(step)) for step in STEPS]

    def within_reach(self, latitude: str, longitude: str) -> Q:
        """The square that holds every point of the last step: what an index answers."""
        north = STEPS[-1] / KM_IN_A_DEGREE
        east = STEPS[-1] / self.km_in_longitude
        return Q(
            **{
                f"{latitude}__range": (self.latitude - north, self.latitude + north),
                f"{longitude}__range": (self.longitude - east, self.longitude + east),
            }
        )
