"""Models of what keeps the site running; none of them is shown on a page."""

from .backup import BackupRecord
from .shared import Counter, Generation, SharedEntry
from .work import ChoreRun, WorkerLease

__all__ = ["BackupRecord", "ChoreRun", "Counter", "Generation", "SharedEntry", "WorkerLease"]
