"""What public pages show never changes without a stamp, in the transaction of the change."""

import re
from contextlib import suppress
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from psycopg.sql import SQL, Identifier
from wagtail.models import Page

from conference.core.models import Sdg
from conference.platform import generation
from conference.platform.models import Generation
from events.models import EventPage
from measures.models import Measure
from tests.conference.factories import make_site_tree
from tests.events.factories import EventPageFactory
from tests.measures.factories import make_measures

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
def test_a_draft_saved_leaves_no_stamp_and_its_publication_does() -> None:
    page = make_site_tree(regions=()).agenda
    before = stamps()
    page.title = "Autre titre"
    revision = page.save_revision()
    assert stamps() == before
    revision.publish()
    assert stamps() > before


@committing
def test_an_autosaved_draft_of_a_measure_leaves_no_stamp() -> None:
    measure = make_measures()[16]
    before = stamps()
    measure.title = "Autre titre"
    revision = measure.save_revision()
    assert stamps() == before
    revision.publish()
    assert stamps() > before
    assert Measure.objects.get(pk=measure.pk).title == "Autre titre"


@committing
def test_work_and_logins_leave_no_stamp(client: Client, django_user_model) -> None:
    before = stamps()
    user = django_user_model.objects.create_superuser("u", "u@exemple.invalid", "x")
    client.force_login(user)
    assert stamps() == before


def test_what_a_statement_writes_is_read_from_its_beginning() -> None:
    changes = generation.changes_pages
    assert changes('UPDATE "wagtailcore_page" SET "title" = %s WHERE "wagtailcore_page"."id" = %s')
    assert changes('UPDATE "wagtailcore_page" SET "title" = %s, "draft_title" = %s WHERE "id" = %s')
    assert not changes('UPDATE "wagtailcore_page" SET "draft_title" = %s, "locked" = %s WHERE "title" = %s')
    assert changes("UPDATE wagtailcore_page SET numchild=numchild+1 WHERE path = %s")
    assert changes('INSERT OR IGNORE INTO "events_eventpage_measures" ("a") VALUES (1)')
    assert changes('DELETE FROM "wagtailimages_rendition" WHERE 1')
    assert not changes('INSERT INTO "wagtailimages_rendition" ("a") VALUES (1)')
    assert not changes('INSERT INTO "registrations_registration" ("a") VALUES (1)')
    assert not changes('SELECT * FROM "events_eventpage" FOR UPDATE')
    assert not changes('DELETE FROM "django_session" WHERE 1')


@pytest.mark.parametrize(
    "sql",
    [
        "/* why */ UPDATE core_sdg SET name = 'x'",
        "-- why\nDELETE FROM core_sdg",
        'WITH old AS (SELECT 1) INSERT INTO "core_sdg" SELECT * FROM old',
        "with gone as (delete from core_sdg returning *) select * from gone",
        "SELECT * INTO core_sdg FROM other",
        "SELECT 1; UPDATE core_sdg SET name = 'x'",
        "SELECT 1; CALL anything()",
        'UPDATE "django_session" SET "a" = 1; UPDATE "core_sdg" SET "name" = 1',
        "MERGE INTO core_sdg USING other ON true WHEN MATCHED THEN DELETE",
        "COPY core_sdg FROM STDIN",
        "COPY (DELETE FROM core_sdg RETURNING *) TO STDOUT",
        "REPLACE INTO core_sdg VALUES (1)",
        "UPDATE OR IGNORE core_sdg SET name = 'x'",
        "UPDATE ONLY core_sdg SET name = 'x'",
        'DELETE FROM ONLY "core_sdg"',
        'DELETE FROM "public"."core_sdg"',
        'TRUNCATE "django_session", "core_sdg"',
        'TRUNCATE TABLE "core_sdg" CASCADE',
        "EXPLAIN (ANALYZE) DELETE FROM core_sdg",
        "DO $$ BEGIN PERFORM 1; END $$",
        SQL("UPDATE {} SET name = 'x'").format(Identifier("core_sdg")),
        'UPDATE "core_sdg" SET "locked" = (SELECT 1 WHERE true), "name" = %s',
        'UPDATE "core_sdg" SET "locked" = %s, "name" = (SELECT "a" FROM "b" WHERE "c" = 1) WHERE "id" = %s',
        'UPDATE "core_sdg" SET "locked" = \'a WHERE b\', "name" = %s WHERE "id" = %s',
        'UPDATE "core_sdg" SET "locked" = %s, name = %s WHERE "id" = %s',
    ],
    ids=str,
)
def test_what_is_not_understood_changes_pages(sql) -> None:
    assert generation.changes_pages(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "",
        "  select 1",
        '(SELECT "a" FROM "b") UNION (SELECT "a" FROM "c")',
        "WITH RECURSIVE up AS (SELECT 1) SELECT * FROM up",
        'SELECT "update", \'delete; insert\' FROM "core_sdg" FOR NO KEY UPDATE SKIP LOCKED;',
        "PRAGMA foreign_keys = ON",
        "SET CONSTRAINTS ALL IMMEDIATE",
        "LISTEN pages_changed",
        "EXPLAIN SELECT 1",
        "SHOW server_version",
        "VACUUM",
        "ANALYZE core_sdg",
        "BEGIN IMMEDIATE",
        "COMMIT",
        'COPY "core_sdg" TO STDOUT',
        'DELETE FROM "django_session" WHERE "a" = \';\';',
        'UPDATE "core_sdg" SET "locked" = %s, "locked_at" = NULL WHERE "id" IN (SELECT 1 WHERE true)',
    ],
)
def test_what_only_reads_or_settles_changes_none(sql) -> None:
    assert not generation.changes_pages(sql)


@pytest.mark.once
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


@pytest.mark.once
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
def test_old_stamps_go_and_the_last_stays() -> None:
    now = timezone.now()
    Generation.objects.all().delete()
    for _ in range(3):
        Generation.objects.create()
    Generation.objects.update(at=now - timedelta(days=2))
    assert generation.prune_stamps(now=now) == 2
    assert generation.prune_stamps(now=now) == 0
    EventPageFactory()
    assert stamps() > 1
