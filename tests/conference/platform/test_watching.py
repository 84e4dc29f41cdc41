"""A process learns that pages changed without asking at each request."""

import threading
import time

import psycopg
import pytest
from django.db import connection, connections, transaction

from conference.platform import watching
from conference.platform.generation import stamp
from conference.platform.models import Generation
from tests.conference.platform.worker import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def changed(watch: watching.Watch, before) -> bool:
    return watch.current() not in (None, before)


def test_a_commit_is_heard_and_an_open_transaction_is_not() -> None:
    watch = watching.watch()
    before = watch.current()
    assert before is not None
    with transaction.atomic():
        stamp()
        assert watch.current() == before
    wait_until(lambda: changed(watch, before), seconds=5, every=0.005)


def test_another_connection_is_heard() -> None:
    watch = watching.watch()
    before = watch.current()
    thread = threading.Thread(target=lambda: (stamp(), connections["default"].close()))
    thread.start()
    thread.join()
    wait_until(lambda: changed(watch, before), seconds=5, every=0.005)


def test_a_commit_that_changes_no_page_changes_no_stamp() -> None:
    from django.contrib.auth.models import Group

    watch = watching.watch()
    before = watch.current()
    Group.objects.create(name="Un groupe")
    time.sleep(0.05)
    assert watch.current() == before


def only_on(vendor: str) -> None:
    if connection.vendor != vendor:
        pytest.skip(f"only on {vendor}")


def test_a_slow_transaction_with_a_lower_key_is_noticed() -> None:
    """The highest key alone would hide it."""
    only_on("postgresql")
    with watching._a_connection("default") as slow:
        slow.autocommit = False
        slow.execute("INSERT INTO platform_generation (at) VALUES (now())")
        stamp()
        watch = watching.watch()
        before = watch.current()
        slow.execute("NOTIFY pages_changed")
        slow.commit()
        wait_until(lambda: changed(watch, before), seconds=5, every=0.005)
    assert watch.current()[1] == before[1]


def test_after_a_lost_connection_the_stamps_are_read_again() -> None:
    only_on("postgresql")
    watch = watching.watch()
    before = watch.current()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pages'"
        )
    stamp()
    wait_until(lambda: changed(watch, before), seconds=5, every=0.01)
    assert watch.current()[2] == Generation.objects.count()


def test_while_the_server_is_not_there_nothing_is_believed(monkeypatch) -> None:
    only_on("postgresql")
    attempts = []

    def refused() -> psycopg.Connection:
        attempts.append(time.monotonic())
        raise psycopg.OperationalError("refused")

    watch = watching.Listening(refused)
    assert [watch.current() for _ in range(50)] == [None] * 50
    assert len(attempts) == 1  # with a delay between two attempts


def test_behind_a_pooler_the_stamps_are_asked_ten_times_a_second(settings) -> None:
    only_on("postgresql")
    settings.GENERATION_NOTICES = "poll"
    watch = watching.watch()
    assert isinstance(watch, watching.Polling)
    before = watch.current()
    Generation.objects.create()  # without a notice
    assert watch.current() == before
    wait_until(lambda: changed(watch, before), seconds=5, every=0.01)


def test_one_thread_connects_and_the_others_do_not_wait_for_it() -> None:
    only_on("postgresql")
    begun, go = threading.Event(), threading.Event()

    def long_in_coming() -> psycopg.Connection:
        begun.set()
        go.wait(20)
        raise psycopg.OperationalError("timeout expired")

    watch = watching.Listening(long_in_coming)
    connecting = threading.Thread(target=watch.current)
    connecting.start()
    assert begun.wait(10)
    start = time.monotonic()
    assert [watch.current() for _ in range(20)] == [None] * 20
    assert time.monotonic() - start < 1
    go.set()
    connecting.join(10)


def test_one_thread_waits_for_a_silent_server_and_the_others_hardly() -> None:
    only_on("postgresql")
    watch = watching.watch()
    assert watch.current() is not None
    begun, go = threading.Event(), threading.Event()

    def silent() -> None:
        begun.set()
        go.wait(20)
        raise psycopg.OperationalError("timeout expired")

    watch._read_stamps = silent
    watch.doubt()
    asking = threading.Thread(target=watch.current)
    asking.start()
    assert begun.wait(10)
    start = time.monotonic()
    assert watch.current() is None
    assert time.monotonic() - start < 1
    go.set()
    asking.join(10)
    assert watch._connection is None


def test_a_doubt_has_the_stamps_read_again() -> None:
    only_on("postgresql")
    watch = watching.watch()
    before = watch.current()
    Generation.objects.create()  # without a notice
    assert watch.current() == before
    watch.doubt()
    assert watch.current()[2] == before[2] + 1


def test_a_server_that_vanished_is_noticed_by_every_connection() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only on postgresql")
    connection.ensure_connection()
    for opened in (connection.connection, watching._a_connection("default")):
        parameters = opened.info.get_parameters()
        assert (parameters["keepalives_idle"], parameters["tcp_user_timeout"]) == ("5", "15000")
    opened.close()
