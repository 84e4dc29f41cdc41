"""What public pages show never changes without a stamp, in the transaction of the change."""

import re
from contextlib import suppress
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from psycopg.sql import SQL, Identifier
from wagtail.models import Page

from conference.core.models import Sdg
from conference.platform.caching import generation
from conference.platform.models import Generation
from events.models import EventPage

pytestmark = pytest.mark.postgresql

committing = pytest.mark.django_db(transaction=True)


def stamps() -> int:
    return Generation.objects.count()


@committing
@pytest.mark.parametrize(
    "change",
    [
        lambda: Sdg.objects.create(number=1, name="Un", colour="#123456"),
        lambda: Sdg.objects.filter(number=17).update(name="Autre"),
        lambda: Sdg.objects.filter(number=17).delete(),
        lambda: Sdg.objects.bulk_create([Sdg(number=2, name="Deux", colour="#123456")]),
        lambda: connection.cursor().execute("UPDATE core_sdg SET name = 'Brut'"),
        lambda: call_command("refresh_pages", stdout=StringIO()),
    ],
    ids=["create", "update", "delete", "bulk", "raw", "refresh_pages"],
)
def test_every_way_to_write_leaves_one_stamp(change) -> None:
    Sdg.objects.create(number=17, name="Partenariats", colour="#123456")
    before = stamps()
    change()
    assert stamps() == before + 1


@committing
def test_a_transaction_leaves_one_stamp_and_a_rollback_none() -> None:
    before = stamps()
    with transaction.atomic():
        for number in (1, 2, 3):
            Sdg.objects.create(number=number, name="Nom", colour="#123456")
    assert stamps() == before + 1
    with suppress(ZeroDivisionError), transaction.atomic():
        Sdg.objects.create(number=4, name="Nom", colour="#123456")
        raise ZeroDivisionError
    assert stamps() == before + 1
    Sdg.objects.all().delete()
    assert stamps() == before + 2


@committing
def test_a_stamp_lost_with_its_savepoint_is_written_again() -> None:
    before = stamps()
    with transaction.atomic():
        with suppress(ZeroDivisionError), transaction.atomic():
            Sdg.objects.create(number=1, name="Perdu", colour="#123456")
            raise ZeroDivisionError
        Sdg.objects.create(number=2, name="Gardé", colour="#123456")
        with transaction.atomic():
            Sdg.objects.create(number=3, name="Gardé aussi", colour="#123456")
        Sdg.objects.create(number=4, name="Gardé encore", colour="#123456")
    assert stamps() == before + 1


@committing
def test_work_and_logins_leave_no_stamp(client: Client, django_user_model) -> None:
    before = stamps()
    user = django_user_model.objects.create_superuser("u", "u@exemple.invalid", "x")
    client.force_login(user)
    assert stamps() == before


@pytest.mark.parametrize(
    "sql",
    [
        'UPDATE "wagtailcore_page" SET "title" = %s WHERE "wagtailcore_page"."id" = %s',
        'DELETE FROM "wagtailimages_rendition" WHERE 1',
        'INSERT INTO "events_eventpage_measures" ("a") VALUES (1)',
        "UPDATE core_sdg SET name = 'no quotes'",
        'INSERT OR IGNORE INTO "django_session" ("a") VALUES (1)',
        "/* why */ UPDATE core_sdg SET name = 'x'",
        'WITH old AS (SELECT 1) INSERT INTO "core_sdg" SELECT * FROM old',
        'TRUNCATE "django_session", "core_sdg"',
        'DELETE FROM "public"."core_sdg"',
        "COPY core_sdg FROM STDIN",
        "EXPLAIN (ANALYZE) DELETE FROM core_sdg",
        SQL("UPDATE {} SET name = 'x'").format(Identifier("core_sdg")),
    ],
    ids=str,
)
def test_a_statement_that_writes_what_pages_show_or_cannot_be_read_counts(sql) -> None:
    assert generation.changes_pages(sql)


@pytest.mark.parametrize(
    "sql",
    [
        'INSERT INTO "registrations_registration" ("a") VALUES (1)',
        'DELETE FROM "django_session" WHERE 1',
        'SELECT * FROM "events_eventpage" FOR UPDATE',
        '(SELECT "a" FROM "b") UNION (SELECT "a" FROM "c")',
        "  select 1",
        "PRAGMA foreign_keys = ON",
        "SET CONSTRAINTS ALL IMMEDIATE",
        'ROLLBACK TO SAVEPOINT "s1"',
    ],
)
def test_what_reads_or_writes_a_table_that_no_page_shows_counts_not(sql) -> None:
    assert not generation.changes_pages(sql)


@committing
def test_a_process_looks_again_each_tenth_of_a_second_and_at_once_after_its_own_commit(
    monkeypatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr(generation.time, "monotonic", lambda: now[0])
    generation.look_again()
    first = generation.current()
    Generation.objects.bulk_create([Generation()])  # as another process would: no page shows that table
    assert generation.current() == first
    now[0] += 0.101
    second = generation.current()
    assert second != first
    Sdg.objects.create(number=1, name="Un", colour="#123456")
    assert generation.current() not in (first, second)


@committing
def test_a_transaction_that_commits_late_with_a_lower_key_is_seen() -> None:
    late, early = Generation.objects.create(), Generation.objects.create()
    Generation.objects.filter(pk=late.pk).delete()
    generation.look_again()
    before = generation.current()
    Generation.objects.bulk_create([Generation(pk=late.pk)])
    generation.look_again()
    assert before is not None
    assert generation.current() == (before[0] + 1, early.pk)


def test_a_database_that_is_away_is_no_generation(monkeypatch) -> None:
    def gone(*_arguments):
        raise OperationalError("planted")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", gone)
    generation.look_again()
    assert generation.current() is None
    generation.look_again()


def test_a_table_said_to_be_hidden_exists() -> None:
    """A name misspelt, or of a table that is gone, would hide another one day."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    tables |= {"django_migrations"}
    for name in generation.hidden_tables():
        known = [
            table for table in tables if table == name or (name[-1] == "*" and table.startswith(name[:-1]))
        ]
        assert known, name


TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')
# Read by a public page though no write of it leaves a stamp.
EXPLAINED = {
    "registrations_attendee": "seats are counted; the word that they make is stamped where it changes",
    "django_content_type": "the types of pages, which only a new version of the code changes",
}


@pytest.mark.demo
@pytest.mark.django_db
def test_no_public_page_reads_a_table_that_leaves_no_stamp(client: Client) -> None:
    addresses = ["/sitemap.xml", "/robots.txt", "/agenda/archives/", "/agenda/?q=rennes", "/nulle-part/"]
    addresses += ["/mesures/bilans/", "/mesures/16-conference-des-alliances/"]
    seen: set[str] = set()
    for page in Page.objects.live().filter(depth__gte=2).specific():
        if page.specific_class not in seen:
            seen.add(page.specific_class)
            addresses.append(page.get_url())
    event = EventPage.objects.live().order_by("-start").first()
    addresses.append(f"{event.get_url()}evenement.ics")
    assert len(addresses) > 20
    read: dict[str, str] = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        for query in asked.captured_queries:
            read |= dict.fromkeys(TABLE.findall(query["sql"]), address)
    assert len(read) > 20
    hidden = {table: address for table, address in read.items() if not generation.is_shown(table)}
    assert hidden.keys() <= EXPLAINED.keys(), hidden


@pytest.mark.django_db
def test_old_rows_go_and_the_number_is_a_new_one() -> None:
    now = timezone.now()
    Generation.objects.all().delete()
    kept = Generation.objects.bulk_create([Generation() for _ in range(3)])[-1]
    Generation.objects.update(at=now - timedelta(days=2))
    assert generation.prune(now=now) == 3
    assert generation.prune(now=now) == 0
    assert Generation.objects.get().pk > kept.pk


@pytest.mark.django_db
def test_refresh_pages_withdraws_one_address_or_all_from_nginx_too(settings, tmp_path) -> None:
    settings.PROXY_CACHE_DIR = str(tmp_path)

    def keep(name: str, key: str) -> Path:
        path = tmp_path / name[-1] / name[-3:-1] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\x05" + bytes(300) + f"\nKEY: {key}\nHTTP/1.1 200 OK\r\n".encode())
        return path

    pages = [
        keep("a111", "https://conference.test/agenda/ br"),
        keep("b222", "https://conference.test/agenda/?page=2 gzip"),
        keep("c333", "https://conference.test/agenda/archives/ br"),
    ]
    before = stamps()
    call_command("refresh_pages", "/agenda/", stdout=StringIO())
    assert [page.exists() for page in pages] == [False, False, True]
    call_command("refresh_pages", stdout=StringIO())
    assert not any(page.exists() for page in pages)
    assert stamps() > before
