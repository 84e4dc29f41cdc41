"""What a team does to an announced event, at once, logged, without approval, and how it is undone.

verb.py     what an operation is
writing.py  its own fields, on the page and in the drafts that wait
running.py  doing it, undoing it

docs/decisions/0041-operations.md
"""

from .running import operate, undo, undoable
from .verb import Operation, OperationRefused
from .writing import as_it_would_be

__all__ = [
    "Operation",
    "OperationRefused",
    "as_it_would_be",
    "operate",
    "undo",
    "undoable",
]
