"""Models of the ground: what every other folder may lean on."""

from .sdg import Sdg
from .shared import Counter, SharedEntry
from .site_settings import SiteSettings
from .work import ChoreRun, WorkerLease

__all__ = ["ChoreRun", "Counter", "Sdg", "SharedEntry", "SiteSettings", "WorkerLease"]
