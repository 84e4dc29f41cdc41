"""What the page of an edition shows first before, during and after its days, and who carries it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client

from conference.core.models import Resource
from conference.models import EditionDocument, EditionPartner, KeyFigure, NationalConferencePage
from tests.conference.alliances.factories import make_alliance
from tests.conference.core.shown import make_picture
from tests.conference.factories import NationalConferencePageFactory, SiteTree, make_site_tree
from tests.conference.platform.worker import run_queue
from tests.events.factories import at
from tests.events.registrations.factories import open_event
from tests.queries import check_few, page_queries

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2027, 3, 22), date(2027, 3, 23)


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree()


@pytest.fixture
def edition(tree: SiteTree) -> NationalConferencePage:
    """An edition of two days with something of everything."""
    picture = make_picture()
    edition = NationalConferencePageFactory(
        parent=tree.editions,
        slug="edition",
        start_date=FIRST,
        end_date=LAST,
        place="Paris",
        introduction="Une introduction.",
        programme="<p>Les temps forts.</p>",
        replay_url="https://video.invalid/edition",
        report="<p>Le compte rendu.</p>",
        photographs=[("image", {"image": picture, "caption": "La clôture"})],
    )
    edition.key_figures = [KeyFigure(value="18", label="régions")]
    edition.documents = [
        EditionDocument(
            document=Resource.objects.create(title="Actes", file=ContentFile(b"%PDF-1.7", name="actes.pdf"))
        )
    ]
    edition.save()
    for day, title in ((FIRST, "Ouverture"), (LAST, "Conclusion")):
        start = at(day.isoformat(), "10:00")
        end = start + timedelta(hours=6)
        open_event(
            parent=tree.agenda, slug=title.lower()[:3], title=title, edition=edition, start=start, end=end
        )
    start = at("2027-04-02", "10:00")
    end = start + timedelta(hours=3)
    for slug in ("bretagne", "la-reunion"):
        open_event(
            parent=tree.regions[slug].agenda,
            slug=f"locale-{slug}",
            title=f"Session {slug}",
            edition=edition,
            start=start,
            end=end,
        )
    return edition


def page_at(instant: datetime) -> BeautifulSoup:
    with time_machine.travel(instant, tick=False):
        answer = Client().get("/conference/edition/")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [title.get_text(strip=True) for title in page.select(".prose h2")]


def test_before_its_days_one_registers(edition: NationalConferencePage) -> None:
    page = page_at(datetime(2027, 3, 21, 22, 59, tzinfo=UTC))
    assert titles(page)[:2] == ["Au programme", "En chiffres"]
    button = page.select_one(".subject .button")
    assert (button.get_text(strip=True), button["href"]) == ("S’inscrire", "#t-programme")
    days = page.select("section[aria-labelledby=t-programme] h3")
    assert [day.get_text(strip=True) for day in days] == ["Lundi 22\xa0mars 2027", "Mardi 23\xa0mars 2027"]
    links = [
        link["href"] for link in page.select("section[aria-labelledby=t-programme] .event-row__register")
    ]
    assert links == ["/agenda/ouv/inscription/", "/agenda/con/inscription/"]
    assert "Le compte rendu." not in page.text
    assert not page.select(".photographs")


def test_where_nobody_can_register_the_page_leads_to_the_programme(edition: NationalConferencePage) -> None:
    for event in edition.events.all():
        event.registration_settings.update(enabled=False)
    page = page_at(datetime(2027, 3, 1, tzinfo=UTC))
    assert page.select_one(".subject .button").get_text(strip=True) == "Voir le programme"
    assert not page.select(".event-row__register")


def test_on_its_days_comes_what_takes_place_today(edition: NationalConferencePage) -> None:
    page = page_at(datetime(2027, 3, 21, 23, 1, tzinfo=UTC))  # past midnight in Paris
    assert titles(page)[:2] == ["Aujourd’hui", "Au programme"]
    today = page.select("section[aria-labelledby=t-aujourdhui] .event-row h4")
    assert [title.get_text(strip=True) for title in today] == ["Ouverture"]
    others = page.select("section[aria-labelledby=t-programme] .event-row h4")
    assert [title.get_text(strip=True) for title in others] == ["Conclusion"]
    assert page.select_one(".subject .button")["href"] == "#t-aujourdhui"
    second = page_at(datetime(2027, 3, 23, 22, 59, tzinfo=UTC))
    today = second.select("section[aria-labelledby=t-aujourdhui] .event-row h4")
    assert [title.get_text(strip=True) for title in today] == ["Conclusion"]


def test_after_its_days_come_the_replay_the_documents_and_what_was_said(
    edition: NationalConferencePage,
) -> None:
    page = page_at(datetime(2027, 3, 23, 23, 1, tzinfo=UTC))
    first = ["Revoir et relire", "Ce qui s’est dit", "En images", "En chiffres", "Au programme"]
    assert titles(page)[:5] == first
    assert page.select_one(".subject .button")["href"] == "https://video.invalid/edition"
    assert "Actes" in page.select_one("section[aria-labelledby=t-apres]").text
    assert "La clôture" in page.select_one(".photographs figcaption").text
    assert not page.select("section[aria-labelledby=t-programme] .event-row__register")


def test_the_replay_alone_is_offered_once(edition: NationalConferencePage) -> None:
    edition.documents.all().delete()
    page = page_at(datetime(2027, 3, 23, 23, 1, tzinfo=UTC))
    assert len(page.select('a[href="https://video.invalid/edition"]')) == 1


def test_local_sessions_are_folded_by_region(edition: NationalConferencePage) -> None:
    page = page_at(datetime(2027, 3, 1, tzinfo=UTC))
    groups = page.select("section[aria-labelledby=t-sessions] details.fold--phone")
    assert [group.select_one("summary h3").get_text(strip=True) for group in groups] == [
        "Bretagne",
        "La Réunion",
    ]
    assert not page.select("summary a"), "a link within what opens"
    links = [group.select_one(".more-link, p a")["href"] for group in groups]
    assert links == ["/regions/bretagne/", "/regions/la-reunion/"]
    assert page.select("details.fold")[-1].select_one("summary").get_text(strip=True) == (
        "Lire l’étoffe de l’édition"
    )


def test_the_facts_come_right_after_the_title(edition: NationalConferencePage) -> None:
    page = page_at(datetime(2027, 3, 1, tzinfo=UTC))
    after = page.select_one("header.subject + .two > *")
    assert after.name == "aside"
    assert [term.text for term in after.select("dt")] == ["Quand", "Où", "État"]


def test_the_facts_of_an_alliance_come_right_after_its_title() -> None:
    page = BeautifulSoup(Client().get(make_alliance().url).content, "html.parser")
    assert page.select_one("header.subject + .two > *").name == "aside"


def test_partners_stand_by_tier_with_their_logos(edition: NationalConferencePage) -> None:
    logo = make_picture(title="Logo")
    edition.partners = [
        EditionPartner(name="Soutien", tier="soutien"),
        EditionPartner(name="Accueil", tier="organisateur", url="https://accueil.invalid/", logo=logo),
        EditionPartner(name="Partenaire"),
    ]
    edition.save()
    partners = page_at(datetime(2027, 3, 1, tzinfo=UTC)).select_one(".partners")
    assert [tier.get_text(strip=True) for tier in partners.select("h3")] == [
        "Organisée par",
        "En partenariat avec",
        "Avec le soutien de",
    ]
    assert [name.get_text(strip=True) for name in partners.select("li")] == [
        "Accueil",
        "Partenaire",
        "Soutien",
    ]
    assert partners.select_one("li a")["href"] == "https://accueil.invalid/"
    assert len(partners.select("li img")) == 1


def test_an_edition_without_blocks_asks_twelve_questions_at_most(edition: NationalConferencePage) -> None:
    edition.partners = [EditionPartner(name="Accueil", logo=make_picture(title="Logo"))]
    edition.cover = make_picture()
    edition.save()
    run_queue()
    for day in (date(2027, 3, 1), FIRST, date(2027, 3, 25)):  # after: local sessions still come
        with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False):
            check_few(page_queries(Client(), "/conference/edition/"), of=f"{day}:")


def test_the_last_day_does_not_come_before_the_first(edition: NationalConferencePage) -> None:
    edition.end_date = FIRST - timedelta(days=1)
    with pytest.raises(ValidationError) as refusal:
        edition.full_clean()
    assert list(refusal.value.message_dict) == ["end_date"]
    for last in (FIRST, None):
        edition.end_date = last
        edition.full_clean()
