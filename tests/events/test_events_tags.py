"""What other folders' pages show of the events, through the tags."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Site

from events.models import EventPage
from events.registrations.models import RegistrationSettings
from measures.models import Dimension, Measure
from tests.conference.factories import NationalConferencePageFactory, SiteTree, make_site_tree
from tests.events.factories import EventPageFactory
from tests.queries import check_few, check_same, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


def render(template: str, **values: object) -> BeautifulSoup:
    request = RequestFactory().get("/")
    Site.find_for_request(request)  # as for a page that is served
    html = Template("{% load events_tags %}" + template).render(Context({"request": request, **values}))
    return BeautifulSoup(html, "html.parser")


def lines(page: BeautifulSoup) -> list[str]:
    """Headings of groups and titles of rows, in reading order."""
    return [" ".join(each.get_text().split()) for each in page.select("h3, h4")]


def in_days(days: int, **values: object) -> EventPage:
    return EventPageFactory(start=timezone.now() + timedelta(days=days), **values)


def test_the_next_events_of_the_country(tree: SiteTree) -> None:
    for days in (9, -3, 2, 5):
        in_days(days, title=f"Dans {days} jours")

    page = render("{% coming_events limit=2 as events %}{% events_list events=events %}")
    assert lines(page) == ["Dans 2 jours", "Dans 5 jours"]


def test_the_next_events_that_serve_a_measure(tree: SiteTree) -> None:
    dimension = Dimension.objects.create(
        key="politique", name="Politique", horizon_min=24, horizon_max=60, purpose="Faire ensemble"
    )
    measure = Measure.objects.create(
        number=16, title="Mesure", short_title="mesure", keyword="mesure", slug="mesure", dimension=dimension
    )
    in_days(1, title="Sans mesure")
    for days in (4, -4):
        event = in_days(days, title=f"Pour la mesure, dans {days} jours")
        event.measures = [measure]
        event.save()

    page = render("{% coming_events measure=m as events %}{% events_list events=events level=4 %}", m=measure)
    assert lines(page) == ["Pour la mesure, dans 4 jours"]
    assert page.select_one("h4")


def of_region(tree: SiteTree) -> BeautifulSoup:
    return render(
        "{% region_events region=region as of %}{% events_list events=of.coming edition=True %}"
        "<section>{% events_list events=of.past edition=True %}</section>",
        region=tree.regions["bretagne"].region,
    )


def test_the_events_of_a_region_by_date_each_with_its_edition(tree: SiteTree) -> None:
    edition = NationalConferencePageFactory(parent=tree.editions, title="Édition 2026", slug="2026")
    draft = NationalConferencePageFactory(parent=tree.editions, title="Pas encore", live=False)
    in_days(4, title="Plus tard", edition=edition)
    in_days(3, title="Sans lien")
    in_days(2, title="Déclinaison", edition=edition)
    in_days(1, title="En préparation", edition=draft)
    in_days(3, title="Ailleurs", parent=tree.regions["la-reunion"].agenda)
    in_days(-1, title="Passée", edition=edition)

    page = of_region(tree)
    assert lines(page) == ["En préparation", "Déclinaison", "Sans lien", "Plus tard"]
    assert [link["href"] for link in page.select(".event-row__edition a")] == ["/conference/2026/"] * 2


def test_an_invented_edition_says_so(tree: SiteTree) -> None:
    in_days(2, edition=NationalConferencePageFactory(parent=tree.editions, title="Édition", fictional=True))
    label = of_region(tree).select_one(".event-row__edition").get_text(" ")
    assert " ".join(label.split()) == "Édition édition fictive"


def test_a_region_shows_what_came_out_of_its_past_events(tree: SiteTree) -> None:
    in_days(-9, title="Avec les deux", report="<p>Dit.</p>", replay_url="https://video.invalid/")
    in_days(-3, title="À revoir", replay_url="https://video.invalid/")
    in_days(-2, title="Rien encore")
    in_days(2, title="À venir", report="<p>Trop tôt.</p>")

    page = of_region(tree)
    assert lines(page.section) == ["À revoir", "Avec les deux"]
    states = [" ".join(each.get_text().split()) for each in page.section.select(".event-row__state")]
    assert states == ["Rediffusion", "Compte rendu · rediffusion"]
    assert page.select_one(".event-row__state").get_text(strip=True) == ""


@pytest.mark.parametrize(
    ("status", "said"),
    [("moved_online", "Passé en ligne"), ("postponed", "Reporté"), ("cancelled", "Annulé")],
)
def test_a_row_says_what_happened(tree: SiteTree, status: str, said: str) -> None:
    in_days(1, status=status)
    page = of_region(tree)
    assert page.select_one(".event-row__state").get_text(strip=True) == said
    assert bool(page.select_one(".event-row__state--alarm")) is (status != "moved_online")


def test_the_sessions_of_an_edition_by_region(tree: SiteTree) -> None:
    edition = NationalConferencePageFactory(parent=tree.editions, title="Édition 2026")
    in_days(1, title="Nationale", national=True, edition=edition)
    in_days(2, title="Saint-Denis", parent=tree.regions["la-reunion"].agenda, edition=edition)
    in_days(-2, title="Rennes", edition=edition)
    in_days(3, title="Sans lien")

    page = render(
        "{% edition_events edition=edition as of %}{% event_groups groups=of.regions %}",
        edition=edition,
    )
    assert lines(page) == ["Bretagne", "Rennes", "La Réunion", "Saint-Denis"]
    assert [link["href"] for link in page.select("h3 a")] == ["/regions/bretagne/", "/regions/la-reunion/"]


def test_groups_ask_as_much_whatever_they_hold(tree: SiteTree) -> None:
    def groups() -> None:
        page = render(
            "{% region_events region=region as of %}{% events_list events=of.coming edition=True %}"
            "{% events_list events=of.past edition=True %}"
            "{% edition_events edition=edition as all %}{% event_groups groups=all.regions %}",
            region=tree.regions["bretagne"].region,
            edition=edition,
        )
        rows.append(len(page.select(".event-row")))

    rows: list[int] = []
    asked = []
    edition = NationalConferencePageFactory(parent=tree.editions)
    for ranks in (range(1), range(1, 30)):
        for rank in ranks:
            event = in_days(rank + 1, edition=edition)
            in_days(-rank - 1, edition=edition, report="<p>Dit.</p>")
            RegistrationSettings.objects.create(event=event, capacity=10)
        asked.append(queries_of(groups))
    check_few(asked[0], most=8)
    check_same(*asked)
    assert rows[-1] == 8 + 3 + 24  # the next ones, those that came out, and those of the edition


@pytest.mark.parametrize("bad", ["{% coming_events 3 %}", "{% coming_events number=3 %}", "{% event_row %}"])
def test_a_tag_refuses_what_it_does_not_know(bad: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% load events_tags %}" + bad)
