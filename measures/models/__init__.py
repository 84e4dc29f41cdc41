"""The programme of the mission: its dimensions, its 21 measures, and what was said of their progress."""

from .measure import Dimension, Measure
from .pages import MeasuresPage
from .programme import Chantier, TimelineEntry, Tool
from .review import Assessment, Review, ScaleStep

__all__ = [
    "Assessment",
    "Chantier",
    "Dimension",
    "Measure",
    "MeasuresPage",
    "Review",
    "ScaleStep",
    "TimelineEntry",
    "Tool",
]
