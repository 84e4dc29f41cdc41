"""What load_reference has put on the site once, so that what the team took away stays away.

« Missing » means: never loaded. A menu entry that an editor removed was loaded, so it is not missing.
"""

from collections.abc import Mapping
from typing import TypeVar

from home.models import ReferenceMark

T = TypeVar("T")


def unmarked(wanted: Mapping[str, T]) -> dict[str, T]:
    """Those of ``wanted`` that were never loaded; from now on they count as loaded."""
    there = set(ReferenceMark.objects.filter(key__in=list(wanted)).values_list("key", flat=True))
    new = {key: value for key, value in wanted.items() if key not in there}
    ReferenceMark.objects.bulk_create(ReferenceMark(key=key) for key in new)
    return new
