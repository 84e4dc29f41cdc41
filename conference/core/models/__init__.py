"""Models of the ground: what every other folder may lean on."""

from .backup import BackupRecord
from .generation import Generation
from .sdg import Sdg
from .shared import Counter, SharedEntry
from .site_settings import SiteSettings
from .work import ChoreRun, WorkerLease

__all__ = [
    "BackupRecord",
    "ChoreRun",
    "Counter",
    "Generation",
    "Sdg",
    "SharedEntry",
    "SiteSettings",
    "WorkerLease",
]
