"""A session repeated: its days by a rhythm, then as many pages of one series."""

from datetime import date

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.models import WorkflowState

from conference.core.times.french import Unreadable
from conference.regions.rights import ensure_review_workflow
from events.announcing.repeating import LONGEST, Rhythm, days_after, in_words, read_days, rhythms_from
from events.models import EventPage, EventSeries
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator, moderator, relay
from tests.events.factories import EventPageFactory, SessionFactory, at

TUESDAY = date(2026, 12, 8)  # the second of its month


@pytest.mark.parametrize(
    ("first", "rhythm", "days"),
    [
        ("2026-12-08", Rhythm.WEEKLY, ["2026-12-15", "2026-12-22", "2026-12-29"]),
        ("2026-12-08", Rhythm.FORTNIGHTLY, ["2026-12-22", "2027-01-05", "2027-01-19"]),
        ("2026-12-08", Rhythm.MONTHLY_BY_WEEKDAY, ["2027-01-12", "2027-02-09", "2027-03-09"]),
        ("2026-12-29", Rhythm.MONTHLY_BY_LAST, ["2027-01-26", "2027-02-23", "2027-03-30"]),
        ("2026-12-15", Rhythm.MONTHLY_BY_DATE, ["2027-01-15", "2027-02-15", "2027-03-15"]),
        ("2027-12-31", Rhythm.MONTHLY_BY_DATE, ["2028-01-31", "2028-03-31", "2028-05-31"]),
        ("2028-01-29", Rhythm.MONTHLY_BY_DATE, ["2028-02-29", "2028-03-29", "2028-04-29"]),
        ("2027-01-29", Rhythm.MONTHLY_BY_DATE, ["2027-03-29", "2027-04-29", "2027-05-29"]),
        ("2026-12-08", Rhythm.CHOSEN, []),
    ],
)
def test_days_that_follow(first: str, rhythm: Rhythm, days: list[str]) -> None:
    assert [day.isoformat() for day in days_after(date.fromisoformat(first), rhythm, count=3)] == days


def test_no_more_than_are_made_at_once() -> None:
    assert len(days_after(TUESDAY, Rhythm.WEEKLY, count=1_000)) == LONGEST


def test_the_rhythms_are_told_in_words() -> None:
    assert [words for _key, words in rhythms_from(TUESDAY)] == [
        "chaque semaine, le mardi",
        "toutes les deux semaines, le mardi",
        "chaque mois, le 2e mardi",
        "chaque mois, le 8",
    ]
    assert [key for key, _words in rhythms_from(date(2026, 12, 29))] == [
        "weekly",
        "fortnightly",
        "monthly-last",
        "monthly-date",
    ], "a fifth Tuesday is the last one"
    assert in_words(Rhythm.MONTHLY_BY_WEEKDAY, date(2026, 12, 1)) == "chaque mois, le 1er mardi"
    assert in_words(Rhythm.MONTHLY_BY_DATE, date(2026, 12, 1)) == "chaque mois, le 1er"


def test_chosen_days_are_read_in_french() -> None:
    typed = "mardi 9 mars 2027\n1er avril 2027 ; 09/03/2027, 2 février 2027\n\n"
    assert read_days(typed, today=TUESDAY) == [date(2027, 2, 2), date(2027, 3, 9), date(2027, 4, 1)]
    too_many = "\n".join(f"{day}/{month}/2027" for month in (1, 3, 5) for day in range(1, 32))
    for refused in ("31/11/2027", "bientôt", too_many):
        with pytest.raises(Unreadable):
            read_days(refused, today=TUESDAY)


# --- In the admin ------------------------------------------------------------------------------


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne", "la-reunion"))


def session(tree: SiteTree, **values: object) -> EventPage:
    given = {"title": "Café", "slug": "cafe", "start": at("2026-12-08"), "end": at("2026-12-08", "11:00")}
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda, **{**given, **values})
    SessionFactory(event=event, title="Accueil", start=at("2026-12-08", "09:15"))
    event.save_revision(clean=False)
    return EventPage.objects.get(pk=event.pk)


def repeat_url(event: EventPage, rhythm: str = "monthly-weekday", count: int = 3, **more: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in {"rhythm": rhythm, "count": count, **more}.items())
    return f"{reverse('event_repeat', args=[event.pk])}?{query}"


DAYS = ["2027-01-12", "2027-02-09", "2027-03-09"]


@pytest.mark.django_db
def test_the_days_are_shown_before_anything_is_made_then_published_at_once(tree: SiteTree) -> None:
    event = session(tree)
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    page = client.get(repeat_url(event))
    assert [day["words"] for day in page.context["plan"]] == [
        "mardi 12\N{NO-BREAK SPACE}janvier 2027",
        "mardi 9\N{NO-BREAK SPACE}février 2027",
        "mardi 9\N{NO-BREAK SPACE}mars 2027",
    ]
    assert EventPage.objects.count() == 1
    answer = client.post(repeat_url(event), {"days": DAYS, "outcome": "published"}, follow=True)
    assert "3 sessions publiées." in answer.content.decode()
    series = EventSeries.objects.get()
    assert (series.title, series.slug, series.rhythm) == ("Café", "cafe", "chaque mois, le 2e mardi")
    events = list(EventPage.objects.filter(series=series).order_by("start"))
    assert [each.start for each in events] == [event.start, *(at(day) for day in DAYS)]
    assert all(each.live and each.listed_until for each in events)
    assert [each.sessions.get().start for each in events[1:]] == [at(day, "09:15") for day in DAYS]
    assert [each.slug for each in events] == ["cafe", "cafe-2", "cafe-3", "cafe-4"]
    assert len({each.uuid for each in events}) == 4


@pytest.mark.django_db
def test_the_references_of_each_page_are_noted_once(tree: SiteTree) -> None:
    event = session(tree)
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    DBTaskResult.objects.all().delete()
    client.post(repeat_url(event), {"days": DAYS, "outcome": "published"})
    made = EventPage.objects.exclude(pk=event.pk).values_list("pk", flat=True)
    tasks = DBTaskResult.objects.filter(task_path="wagtail.tasks.update_reference_index_task")
    noted = [task.args_kwargs["args"] for task in tasks if "eventseries" not in task.args_kwargs["args"]]
    assert sorted(noted) == sorted(["events", "eventpage", str(key)] for key in made)


@pytest.mark.django_db
def test_a_team_that_submits_is_told_so_and_its_pages_wait(tree: SiteTree) -> None:
    ensure_review_workflow()
    event = session(tree)
    client = browser_of(relay(tree.regions["bretagne"].region))
    page = client.get(repeat_url(event, count=2)).content.decode()
    assert "Créer et soumettre à la relecture" in page
    assert "Créer et publier" not in page
    refused = client.post(repeat_url(event, count=2), {"days": DAYS[:2], "outcome": "published"})
    assert "outcome" in refused.context["form"].errors
    client.post(repeat_url(event, count=2), {"days": DAYS[:2], "outcome": "submitted"})
    assert EventPage.objects.filter(live=True).count() == 1
    assert WorkflowState.objects.filter(status="in_progress").count() == 2


@pytest.mark.django_db
def test_a_draft_is_repeated_as_drafts_only(tree: SiteTree) -> None:
    event = session(tree, live=False)
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    assert "Créer et publier" not in client.get(repeat_url(event)).content.decode()
    client.post(repeat_url(event), {"days": DAYS, "outcome": "draft"})
    assert EventPage.objects.filter(series__isnull=False, live=False).count() == 4


@pytest.mark.django_db
def test_a_day_of_the_series_is_told_and_not_kept_unless_ticked(tree: SiteTree) -> None:
    event = session(tree)
    client = browser_of(relay(tree.regions["bretagne"].region, publishes=True))
    client.post(repeat_url(event), {"days": DAYS[:1], "outcome": "published"})
    plan = client.get(repeat_url(event)).context["plan"]
    assert [(day["taken"], day["kept"]) for day in plan] == [(True, False), (False, True), (False, True)]
    client.post(repeat_url(event), {"days": DAYS[1:], "outcome": "published"})
    assert EventSeries.objects.count() == 1
    assert EventPage.objects.filter(series__isnull=False).count() == 4


@pytest.mark.django_db
def test_what_was_typed_wrong_is_said_at_its_field(tree: SiteTree) -> None:
    event = session(tree)
    client = browser_of(relay(tree.regions["bretagne"].region))
    for query, field in (
        ({"rhythm": "yearly"}, "rhythm"),
        ({"count": LONGEST + 1}, "count"),
        ({"count": "x"}, "count"),
        ({"count": ""}, "count"),
        ({"rhythm": "chosen"}, "chosen"),
        ({"rhythm": "chosen", "chosen": "31/11/2027"}, "chosen"),
    ):
        page = client.get(repeat_url(event, **query))
        assert page.context["rhythm"].errors.keys() == {field}
        assert page.context["plan"] == []
    for days in ([], ["2030-01-01"], ["hier"]):
        assert client.post(repeat_url(event), {"days": days, "outcome": "draft"}).status_code == 200
    assert EventPage.objects.count() == 1
    undated = session(tree, slug="sans-date", start=None, end=None, live=False)
    assert client.get(repeat_url(undated)).status_code == 200


@pytest.mark.django_db
def test_nobody_repeats_another_team_s_session(tree: SiteTree) -> None:
    event = session(tree)
    stranger = browser_of(relay(tree.regions["la-reunion"].region, publishes=True))
    for name in ("event_repeat", "event_series"):
        assert stranger.get(reverse(name, args=[event.pk])).status_code == 404
    assert stranger.post(repeat_url(event), {"days": DAYS, "outcome": "draft"}).status_code == 404
    browser_of(moderator()).post(repeat_url(event), {"days": DAYS, "outcome": "draft"})
    assert EventPage.objects.count() == 1
    browser_of(communicator()).post(repeat_url(event), {"days": DAYS, "outcome": "published"})
    assert EventPage.objects.count() == 4
