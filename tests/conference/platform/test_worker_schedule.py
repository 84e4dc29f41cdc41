"""Chores: once a period overall, never twice at a time, none in the way of another; publication."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from conference.core.chores import publish_scheduled
from conference.platform.models import ChoreRun
from conference.platform.tasks import schedule
from conference.platform.tasks.leases import end_lease, renew_lease
from conference.platform.tasks.schedule import DAY, MINUTE, claim_chore, run_due_chores

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def chores(monkeypatch):
    """A register of our own, and the moments at which its chores ran."""
    monkeypatch.setattr(schedule, "_chores", {MINUTE: {}, DAY: {}})
    ran: dict[str, list[datetime]] = {"good": [], "bad": [], "daily": [], "daily_bad": []}

    @schedule.every_minute
    def bad(*, now):
        ran["bad"].append(now)
        raise RuntimeError("planted")

    @schedule.every_minute
    def good(*, now):
        ran["good"].append(now)

    @schedule.every_day
    def daily(*, now):
        ran["daily"].append(now)

    @schedule.every_day
    def daily_bad(*, now):
        ran["daily_bad"].append(now)
        raise RuntimeError("planted")

    for worker in ("one", "two"):
        renew_lease(worker, now=NOON + DAY * 3)
    return ran


def test_two_workers_run_a_chore_once_a_minute_between_them(chores):
    for passed in range(0, 130, 10):
        for worker in ("one", "two"):
            run_due_chores(period=MINUTE, worker_id=worker, now=NOON + passed * SECOND)
    assert chores["good"] == [NOON, NOON + MINUTE, NOON + 2 * MINUTE]
    assert chores["daily"] == []


def test_a_chore_that_fails_keeps_no_other_waiting_and_is_tried_again(chores):
    run_due_chores(period=MINUTE, worker_id="one", now=NOON)
    run_due_chores(period=MINUTE, worker_id="one", now=NOON + MINUTE)
    assert chores["bad"] == chores["good"] == [NOON, NOON + MINUTE]
    failures = {row.name.rpartition(".")[2]: row.failures for row in ChoreRun.objects.all()}
    assert failures == {"bad": 2, "good": 0}


def test_a_daily_chore_runs_once_a_day_and_a_failed_one_does_not_wait_until_tomorrow(chores):
    for quarter in range(96 + 2):
        run_due_chores(period=DAY, worker_id="one", now=NOON + quarter * timedelta(minutes=15))
    assert chores["daily"] == [NOON, NOON + DAY]
    assert len(chores["daily_bad"]) == 98


def test_a_chore_under_way_is_left_alone_until_its_workers_lease_lapses(chores):
    name = next(iter(schedule.chores_of(MINUTE)))
    assert claim_chore(name, period=MINUTE, worker_id="one", now=NOON) is True
    assert claim_chore(name, period=MINUTE, worker_id="two", now=NOON) is False
    later = NOON + timedelta(hours=1)
    assert claim_chore(name, period=MINUTE, worker_id="two", now=later) is False
    end_lease("one", now=later)
    assert claim_chore(name, period=MINUTE, worker_id="two", now=later) is True


def test_a_chore_just_run_is_not_run_again_by_a_worker_that_looked_at_the_same_moment(chores):
    names = list(schedule.chores_of(MINUTE))
    run_due_chores(period=MINUTE, worker_id="one", now=NOON)
    assert [claim_chore(name, period=MINUTE, worker_id="two", now=NOON) for name in names] == [False, False]


def test_the_chores_that_the_site_lives_on_are_registered():
    schedule.discover_chores()
    minute = {name.rpartition(".")[2] for name in schedule.chores_of(MINUTE)}
    assert {
        "publish_scheduled",
        "give_back_tasks_of_killed_workers",
        "try_failed_tasks_again",
    } <= minute
    assert "conference.platform.chores.delete_old_tasks" in schedule.chores_of(DAY)


# --- Publication -----------------------------------------------------------------------------


def scheduled_page(title: str, *, go_live_at=None, expire_at=None, live=False) -> Page:
    page = Page(title=title, slug=title, live=live, go_live_at=go_live_at, expire_at=expire_at)
    Page.get_first_root_node().add_child(instance=page)
    revision = page.save_revision(approved_go_live_at=go_live_at)
    if go_live_at:
        assert revision.approved_go_live_at == go_live_at
    return page


def test_a_scheduled_page_goes_live_at_its_hour_and_not_before():
    hour = timezone.now() - timedelta(minutes=5)
    page = scheduled_page("rendez-vous", go_live_at=hour)
    assert publish_scheduled(now=hour) == (0, 0)
    assert publish_scheduled(now=timezone.now()) == (1, 0)
    page.refresh_from_db()
    assert page.live
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled").count() == 1
    assert publish_scheduled(now=timezone.now()) == (0, 0)


def test_a_page_goes_offline_at_its_hour():
    hour = timezone.now() - timedelta(minutes=5)
    page = scheduled_page("passage", expire_at=hour, live=True)
    assert publish_scheduled(now=hour) == (0, 0)
    assert publish_scheduled(now=timezone.now()) == (0, 1)
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)


def test_a_page_that_cannot_be_published_keeps_no_other_waiting(monkeypatch):
    hour = timezone.now() - timedelta(minutes=5)
    broken = scheduled_page("brisee", go_live_at=hour)
    sound = scheduled_page("saine", go_live_at=hour + SECOND)
    publish = Page.publish

    def refuse_one(self, *args, **kwargs):
        if self.pk == broken.pk:
            raise ValueError("planted")
        return publish(self, *args, **kwargs)

    monkeypatch.setattr(Page, "publish", refuse_one)
    assert publish_scheduled(now=timezone.now()) == (1, 0)
    sound.refresh_from_db()
    broken.refresh_from_db()
    assert (sound.live, broken.live) == (True, False)
    monkeypatch.undo()
    assert publish_scheduled(now=timezone.now()) == (1, 0)
