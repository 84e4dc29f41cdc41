"""What every test finds: a database of its own, no network, strict templates, Chromium."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.test import TransactionTestCase, client
from django.test.utils import ContextList

from tests import chromium, databases, network, strict_templates
from tests.scratch import scratch_folder

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs an event loop of its own


# How many examples Hypothesis tries: a few in `make test`, all in `make test-all`.
for _name, _examples in {"short": 15, "full": 100}.items():
    hypothesis.settings.register_profile(
        _name,
        max_examples=_examples,
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
    )


# --- Once a process --------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    hypothesis.settings.load_profile(config.getoption("--hypothesis-profile") or "short")
    network.forbid()
    strict_templates.enforce()
    client.store_rendered_templates = _store_uncopied
    TransactionTestCase._fixture_teardown = _restore_after_commit  # type: ignore[method-assign]


def _store_uncopied(
    store: dict[str, Any], signal: object, sender: object, template, context, **_more
) -> None:
    """In place of Django's own, which copies the context of each of a page's hundreds of templates."""
    store.setdefault("templates", []).append(template)
    store.setdefault("context", ContextList()).append(context)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A browser where one is needed; on PostgreSQL, nothing that has no use for a database."""
    for item in items:
        if item.get_closest_marker("smoke"):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("browser") and chromium.path() is None and not chromium.required():
            item.add_marker(pytest.mark.skip(reason=chromium.MISSING))
    if os.environ.get("TEST_DATABASE_URL"):
        useless = [item for item in items if not _differs_on_postgresql(item)]
        items[:] = [item for item in items if _differs_on_postgresql(item)]
        config.hook.pytest_deselected(items=useless)


def pytest_collection_finish() -> None:
    """What was imported stays until the end: the garbage collector need not look through it again.

    Nor does it look often through what the tests leave: at its usual pace that took an eighth of their time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def _differs_on_postgresql(item: pytest.Item) -> bool:
    return _touches_the_database(item) or item.get_closest_marker("postgresql") is not None


def _touches_the_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def work_folder() -> Iterator[Path]:
    """A folder of this worker's own: its database on SQLite, its media, its collected files."""
    folder = Path(tempfile.mkdtemp(prefix="conference-tests-", dir=scratch_folder()))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


# --- The database ----------------------------------------------------------------------------


class Copies:
    """This worker's copies of the stages (tests/databases.py), and the one in use."""

    def __init__(self, folder: Path, worker: str) -> None:
        from django.db import connection

        self.connection = connection
        self.folder = folder
        self.worker = worker
        self.server_url = os.environ.get("TEST_DATABASE_URL", "")
        self.made: set[str] = set()
        self.stage = "bare"

    def use(self, stage: str) -> None:
        """Make the connection speak to this worker's copy of the stage."""
        if stage not in self.made:
            self.renew(stage)
        if self.connection.settings_dict["NAME"] != self.name(stage):
            self.connection.close()
            self.connection.settings_dict["NAME"] = self.name(stage)
        self.stage = stage

    def renew(self, stage: str | None = None) -> None:
        """Throw the copy away and make it again from the template."""
        stage = stage or self.stage
        self.connection.close()
        if self.server_url:
            databases.copy_postgres(stage, self.server_url, self.name(stage))
        else:
            databases.copy_sqlite(stage, Path(self.name(stage)))
        self.made.add(stage)

    def name(self, stage: str) -> str:
        if self.server_url:
            return f"test_{stage}_{self.worker}_{os.getpid()}"
        return str(self.folder / f"{stage}.sqlite3")

    def address(self) -> str:
        """DATABASE_URL of the copy in use, for a process that a test starts."""
        if self.server_url:
            return databases.with_database(self.server_url, self.name(self.stage))
        return f"sqlite:///{self.name(self.stage)}"

    def drop(self) -> None:
        self.connection.close()
        for stage in self.made if self.server_url else ():
            databases.drop_postgres(self.server_url, self.name(stage))


_copies: Copies | None = None


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any, work_folder: Path
) -> Iterator[None]:
    """In place of pytest-django's own: copies of a template rather than migrations in each worker."""
    global _copies
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        _copies = Copies(work_folder, worker)
        _copies.use(_wanted_stage(request))
        yield
        _copies.drop()
        _copies = None


@pytest.fixture(autouse=True)
def _django_db_marker(request: pytest.FixtureRequest, django_db_blocker: Any) -> None:
    """In place of pytest-django's own: choose the stage, then let it open the test's transaction."""
    if not _touches_the_database(request.node):
        return
    request.getfixturevalue("django_db_setup")
    assert _copies is not None
    with django_db_blocker.unblock():
        _copies.use(_wanted_stage(request))
    request.getfixturevalue("_django_db_helper")


def _wanted_stage(request: pytest.FixtureRequest) -> str:
    marker = getattr(request.node, "get_closest_marker", lambda name: None)
    return next((stage for stage in ("demo", "reference") if marker(stage)), "bare")


def _restore_after_commit(self: TransactionTestCase) -> None:
    """After a test that commits: the copy anew, in place of Django's flush."""
    assert _copies is not None
    _copies.renew()


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """DATABASE_URL of the test's database, as another process must be given it."""
    assert _copies is not None
    return _copies.address()


@pytest.fixture
def process_environment(database_url: str, work_folder: Path) -> dict[str, str]:
    """The environment for a process of ours (`manage.py worker` …) on the test's own database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "conference.settings.test",
        "DATABASE_URL": database_url,
        "TEST_DATABASE_URL": "",
        "VAR_DIR": str(work_folder),
    }


# --- Between two tests -----------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _clean_slate(settings: Any, work_folder: Path) -> Iterator[None]:
    """Files go to the worker's folder; nothing cached survives the test."""
    settings.VAR_DIR = work_folder
    settings.MEDIA_ROOT = str(work_folder / "media")
    settings.EMAIL_FILE_PATH = str(work_folder / "courriels")
    yield
    for cache in caches.all(initialized_only=True):
        if isinstance(cache, LocMemCache):  # the rows of the other go with the test's other rows
            cache.clear()


# --- The browser -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    found = chromium.path()
    if found is None:
        pytest.fail(chromium.MISSING)
    return {**browser_type_launch_args, "executable_path": found, "args": chromium.QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "fr-FR", "timezone_id": "Europe/Paris"}
