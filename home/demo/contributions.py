"""What two regions are said to do for the measures, all of it fictional, with events of the demonstration."""

from datetime import datetime, timedelta

from conference.regions.models import Region
from events.models import EventPage
from measures.models import ContributionFigure, ContributionPage, Measure, RegionalContribution

from .content import texts


def load_contributions(*, now: datetime) -> None:
    """Publish them, each with one fictional event of its region about its measure, where there is one."""
    regions = {region.slug: region for region in Region.objects.all()}
    measures = {measure.number: measure for measure in Measure.objects.all()}
    for facts in texts("contributions"):
        contribution = RegionalContribution(
            region=regions[facts["region"]],
            measure=measures[facts["measure"]],
            stage=facts["stage"],
            text=facts["text"],
            declared_on=now.date() - timedelta(days=facts["days_ago"]),
            fictional=True,
        )
        contribution.figures = [
            ContributionFigure(date=now.date() - timedelta(days=days_ago), sort_order=place, **figure)
            for place, (days_ago, figure) in enumerate(map(_dated, facts["figures"]))
        ]
        event = (
            EventPage.objects.live()
            .filter(fictional=True, region=contribution.region, measures=contribution.measure)
            .order_by("start")
            .first()
        )
        contribution.pages = [ContributionPage(page=event.page_ptr)] if event else []
        contribution.save()


def _dated(figure: dict) -> tuple[int, dict]:
    return figure["days_ago"], {name: value for name, value in figure.items() if name != "days_ago"}


def remove_contributions() -> None:
    RegionalContribution.objects.filter(fictional=True).delete()
