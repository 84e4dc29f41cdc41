"""Columns of text, compared as people read them: without accents or ligatures, in lists searched and sorted.

The same on SQLite (in Python) and on PostgreSQL (in SQL): docs/decisions/0036.
"""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, F, Func, QuerySet, TextField
from django.db.models.lookups import IContains
from treebeard.mp_tree import MP_Node

_FROM = "ÀÂÄÁÃàâäáãÇçÉÈÊËéèêëÎÏÍîïíÑñÔÖÓÕôöóõÛÙÜÚûùüúŸÝÿý’'‐‑–-\u00a0\u202f"
_TO = "AAAAAaaaaaCcEEEEeeeeIIIiiiNnOOOOooooUUUUuuuuYYyy        "
_LIGATURES = {"Œ": "oe", "œ": "oe", "Æ": "ae", "æ": "ae"}
_TABLE = str.maketrans(dict(zip(_FROM, _TO, strict=True)) | _LIGATURES)


def folded_signs(text: str | None) -> str | None:
    """``text`` in lower case, without accents or ligatures, spaces for apostrophes and hyphens."""
    return text.translate(_TABLE).lower() if isinstance(text, str) else text


class FoldedSigns(Func):
    """The same, of a column."""

    function = "folded_signs"
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        template = f"translate((%(expressions)s)::text, '{_FROM.replace(chr(39), chr(39) * 2)}', '{_TO}')"
        for sign, letters in _LIGATURES.items():
            template = f"replace({template}, '{sign}', '{letters}')"
        return self.as_sql(compiler, connection, template=f"lower({template})", **context)


@CharField.register_lookup
@TextField.register_lookup
class FoldedContains(IContains):
    """« icontains » of every text column: the lists that do not ask Wagtail's index."""

    def __init__(self, lhs: Any, rhs: Any) -> None:
        asked = FoldedSigns(rhs) if hasattr(rhs, "resolve_expression") else folded_signs(rhs)
        super().__init__(FoldedSigns(lhs), asked)


def add_function(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Receiver of connection_created: give SQLite ``folded_signs``."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("folded_signs", 1, folded_signs, deterministic=True)


# --- Order ---------------------------------------------------------------------------------------

READ_ALOUD = ("title", "name", "last_name", "first_name", "organisation")


def in_french_order(rows: QuerySet) -> QuerySet:
    """``rows`` in the order they have; « Île-de-France » stands where « Ile-de-France » would."""
    by_default = rows.model._meta.ordering if rows.query.default_ordering else ()
    orders = [each for order in rows.query.order_by or by_default for each in _folded(rows, order)]
    return rows.order_by(*orders) if orders else rows


def _folded(rows: QuerySet, order: Any) -> list[Any]:
    name = order.removeprefix("-") if isinstance(order, str) else ""
    if name not in READ_ALOUD or not _is_text(rows, name):
        return [order]
    column = FoldedSigns(F(name))
    return [column.desc() if order.startswith("-") else column.asc(), order]


def _is_text(rows: QuerySet, name: str) -> bool:
    try:
        return isinstance(rows.model._meta.get_field(name), CharField | TextField)
    except FieldDoesNotExist:
        return False


class FrenchOrder:
    """A list or a chooser of the admin whose names are in French order."""

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return in_french_order(super().order_queryset(queryset))  # type: ignore[misc]

    def apply_object_list_ordering(self, objects: QuerySet) -> QuerySet:
        return in_french_order(super().apply_object_list_ordering(objects))  # type: ignore[misc]


def siblings_after(node: MP_Node, siblings: QuerySet, new: MP_Node) -> QuerySet:
    """Those that stand after ``new``: a tree ordered by name asks before it puts a node there."""
    return siblings.annotate(folded=FoldedSigns(F("name"))).filter(folded__gt=folded_signs(new.name))
