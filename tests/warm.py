"""Processes of ours for tests, begun warm: forked from one that has loaded the site's code already.

Loading it takes two seconds of a processor, and tests begin some forty processes. Each worker of the tests
has one server of forks (`multiprocessing`), which loads it once; a process forked there takes the environment
and the settings that it is given, then runs its program as if that had been typed. What is measured, or must
begin as production does, begins cold.
"""

import importlib
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = "conference.settings.test"
SETTINGS_MODULES = ("conference.settings.base", SETTINGS)  # in the order in which they read each other
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["tests.warm_code"])


class WarmProcess:
    """`python program arguments…` in a process of its own, as subprocess.Popen shows it.

    ``program`` begins with a file of the project, or with `-m` and a module. What it prints goes to ``said``.
    """

    def __init__(self, program: list[str], *, environment: dict[str, str], said: Path) -> None:
        assert environment["DJANGO_SETTINGS_MODULE"] == SETTINGS
        self._process = _forks.Process(target=begin, args=(program, environment, said))
        self._process.start()
        assert self._process.pid is not None
        self.pid: int = self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired("a warm process", timeout or 0)
        return self.returncode


def begin(program: list[str], environment: dict[str, str], said: Path) -> None:
    """In the new process: become the program."""
    os.setsid()
    with said.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    take_settings()
    if program[0] == "-m":
        sys.argv = program[1:]
        runpy.run_module(program[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = program
        runpy.run_path(program[0], run_name="__main__")


def take_settings() -> None:
    """The settings anew, from the environment of now, for whatever has read the server's."""
    from asgiref.local import Local
    from django.conf import settings
    from django.core.cache import caches
    from django.core.files.storage import default_storage, storages
    from django.db import connections
    from django.utils.functional import empty
    from django_tasks import task_backends

    for name in SETTINGS_MODULES:
        importlib.reload(importlib.import_module(name))
    settings.__dict__.clear()
    settings._wrapped = empty
    for handler in (connections, caches, task_backends):
        handler.__dict__.pop("settings", None)
        handler._settings, handler._connections = None, Local(handler.thread_critical)
    storages.__dict__.pop("backends", None)
    storages._backends, storages._storages = None, {}
    default_storage._wrapped = empty
