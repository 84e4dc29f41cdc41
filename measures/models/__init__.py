"""The programme of the mission: its dimensions, its 21 measures, and what was said of their progress."""

from .contribution import ContributionFigure, ContributionPage, RegionalContribution, Stage
from .correction_request import CorrectionMail, CorrectionRequest
from .measure import Dimension, Measure, UpdateReminder
from .pages import MeasuresPage
from .programme import Chantier, TimelineCitation, TimelineEntry, Tool
from .progress import EarlierText, Progress, ProgressCitation, WithdrawnPassage
from .review import Assessment, AssessmentCitation, Judge, Review, ReviewCitation, ScaleStep, Sign, Tone
from .source import Citation, Precision, Source

__all__ = [
    "Assessment",
    "AssessmentCitation",
    "Chantier",
    "Citation",
    "ContributionFigure",
    "ContributionPage",
    "CorrectionMail",
    "CorrectionRequest",
    "Dimension",
    "EarlierText",
    "Judge",
    "Measure",
    "MeasuresPage",
    "Precision",
    "Progress",
    "ProgressCitation",
    "RegionalContribution",
    "Review",
    "ReviewCitation",
    "ScaleStep",
    "Sign",
    "Source",
    "Stage",
    "TimelineCitation",
    "TimelineEntry",
    "Tone",
    "Tool",
    "UpdateReminder",
    "WithdrawnPassage",
]
