"""What the regions declare, read for a page that asks little of the database."""

from collections.abc import Iterable
from typing import Any, cast

from django.db.models import F
from wagtail.models import Page

from .models import ContributionFigure, ContributionPage, RegionalContribution
from .querysets import ContributionQuerySet

_FIGURE = ("pk", "value", "unit", "date", "source", "source_url")
_PAGE = ("pk", "title", "url_path", "live")


def declared(contributions: ContributionQuerySet, *, by: str) -> list[RegionalContribution]:
    """The published ones, each with its region, measure, figures and pages; one query.

    ``by`` is the field that orders them; then the latest comes first.

    A row a figure and a page: the joins repeat a contribution that has several.
    """
    rows = (
        contributions.live()
        .select_related("region", "measure__dimension")
        .annotate(
            **{f"figure_{name}": F(f"figures__{name}") for name in _FIGURE},
            **{f"page_{name}": F(f"pages__page__{name}") for name in _PAGE},
        )
        .order_by(by, "-declared_on", "pk", "figures__sort_order", "pages__sort_order")
    )
    found: dict[int, RegionalContribution] = {}
    figures: dict[int, dict[int, ContributionFigure]] = {}
    pages: dict[int, dict[int, ContributionPage]] = {}
    for row in cast("Iterable[Any]", rows):
        found.setdefault(row.pk, row)
        of_figure = {name: getattr(row, f"figure_{name}") for name in _FIGURE}
        of_page = {name: getattr(row, f"page_{name}") for name in _PAGE}
        if of_figure["pk"]:
            figures.setdefault(row.pk, {})[of_figure["pk"]] = ContributionFigure(**of_figure)
        if of_page["pk"]:
            pages.setdefault(row.pk, {})[of_page["pk"]] = ContributionPage(page=Page(**of_page))
    for pk, contribution in found.items():
        contribution.figures = list(figures.get(pk, {}).values())
        contribution.pages = list(pages.get(pk, {}).values())
    return list(found.values())
