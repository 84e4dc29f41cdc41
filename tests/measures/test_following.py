"""Who follows a measure in the team is told once when its update is due; what is missing is listed."""

from datetime import datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conference.accounts.models import AccountMail
from conference.platform.tasks.schedule import DAY, chores_of, discover_chores
from measures.models import Assessment, Measure, ScaleStep
from measures.report import LACKS, count_lacks
from tests.conference.factories import RegionFactory, make_site_tree
from tests.conference.regions.people import browser_of, communicator, relay
from tests.measures.factories import MeasureFactory, ProgressFactory, ReviewFactory, cite
from tests.queries import check_same, queries_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def follower() -> User:
    make_site_tree()
    user = communicator()
    user.email = "equipe@exemple.fr"
    user.save()
    return user


@pytest.fixture
def team(follower: User) -> Client:
    return browser_of(follower)


def at(name: str, measure: Measure) -> str:
    return reverse(Measure.snippet_viewset.get_url_name(name), args=[measure.pk])


def notices() -> QuerySet[AccountMail]:
    return AccountMail.objects.filter(kind=AccountMail.Kind.NOTICE)


def remind() -> None:
    discover_chores()
    noon = timezone.make_aware(datetime.combine(TODAY, time(12)))  # a run may pass midnight
    chores_of(DAY)["measures.chores.tell_followers_of_due_updates"](now=noon)


def test_one_follows_a_measure_and_stops(team: Client, follower: User) -> None:
    measure = MeasureFactory(number=3)
    assert "Suivre cette mesure" in team.get(at("edit", measure)).content.decode()
    team.get(at("follow", measure))
    assert not measure.followers.exists()
    team.post(at("follow", measure))
    assert list(measure.followers.all()) == [follower]
    assert "Ne plus suivre cette mesure" in team.get(at("edit", measure)).content.decode()
    team.post(at("follow", measure))
    assert not measure.followers.exists()


def test_a_due_update_is_told_once_for_each_date(follower: User) -> None:
    measure = MeasureFactory(number=3, next_update=TODAY)
    later = MeasureFactory(number=4, next_update=TODAY + timedelta(days=1))
    MeasureFactory(number=5, next_update=TODAY)  # nobody follows it
    for each in (measure, later):
        each.followers.add(follower)
    remind()
    remind()
    notice = notices().get()
    assert notice.to == "equipe@exemple.fr"
    assert "Titre court 3" in notice.text
    measure.next_update = TODAY - timedelta(days=1)
    measure.save()
    remind()
    remind()
    assert notices().count() == 2


def test_who_left_the_team_is_not_told(follower: User) -> None:
    measure = MeasureFactory(number=3, next_update=TODAY)
    left, closed = relay(RegionFactory()), follower
    left.email = "autre@exemple.fr"
    left.save()
    closed.is_active = False
    closed.save()
    measure.followers.add(left, closed)
    remind()
    assert not notices().exists()


def test_a_relay_follows_no_measure(follower: User) -> None:
    measure = MeasureFactory(number=3)
    client = browser_of(relay(RegionFactory()))
    for answer in (client.get(at("follow", measure)), client.post(at("follow", measure))):
        assert answer.status_code in (302, 403)
    assert not measure.followers.exists()


def lacking() -> dict[str, list[str]]:
    """The rows of the report, by the key of what is missing."""
    return {lack.key: [str(row) for row in lack.rows(timezone.now())] for lack in LACKS}


def test_the_report_tells_what_is_missing(team: Client) -> None:
    complete, bare = MeasureFactory(number=1, summary="Un résumé."), MeasureFactory(number=2)
    old = timezone.now() - timedelta(days=200)
    cite(ProgressFactory(measure=complete, published_at=timezone.now()))
    cite(ProgressFactory(measure=bare, published_at=old))
    unsourced = ProgressFactory(measure=complete, published_at=timezone.now(), text="Sans source")
    review, draft = ReviewFactory(), ReviewFactory(live=False)
    cite(review)
    key = ScaleStep.objects.filter(review=review).first().key
    without = Assessment.objects.create(review=review, measure=complete, level=key)
    Assessment.objects.create(review=draft, measure=complete, level=key)
    unknown = ReviewFactory(title="Sans niveau")
    invented = ReviewFactory(title="Fictif", fictional=True)
    Assessment.objects.create(review=invented, measure=complete, level=key)
    found = lacking()
    assert found["sans-texte"] == [str(bare)]
    assert found["niveaux-sans-source"] == [str(without)]
    assert found["sans-avancee"] == [str(bare)]
    assert found["niveaux-manquants"] == [str(review)]
    assert found["bilans-sans-source"] == [str(unknown)]
    assert found["avancees-sans-source"] == [str(unsourced)]
    assert found["contributions"] == []
    page = BeautifulSoup(team.get(reverse("measures_upkeep")).content, "html.parser")
    assert page.title.text.split(" - ")[0].strip() == page.h1.text.strip() == "Ce qui manque aux mesures"
    links = {link["href"] for link in page.select("main section a[href]")}
    assert at("edit", bare) in links
    assert reverse("bilans:edit", args=[review.pk]) in links
    cite(without)
    assert lacking()["niveaux-sans-source"] == []


def test_the_desk_tells_three_of_them_in_one_question(team: Client) -> None:
    MeasureFactory(number=1)
    few = queries_of(lambda: count_lacks(LACKS[:3], now=timezone.now()))
    assert len(few) == 1
    for number in range(2, 22):
        MeasureFactory(number=number)
    check_same(few, queries_of(lambda: count_lacks(LACKS[:3], now=timezone.now())), of="the counts")
    assert count_lacks(LACKS, now=timezone.now())["sans-texte"] == 21
    soup = BeautifulSoup(team.get("/admin/").content, "html.parser")
    rows = [" ".join(row.get_text(" ").split()) for row in soup.select("#mesures-incompletes .desk-row")]
    assert rows == [
        "Mesures sans texte 21 à revoir",
        "Mesures sans avancée publiée depuis six mois 21 à revoir",
    ]


def test_a_relay_sees_no_report(follower: User) -> None:
    client = browser_of(relay(RegionFactory()))
    assert client.get(reverse("measures_upkeep")).status_code in (302, 403)
