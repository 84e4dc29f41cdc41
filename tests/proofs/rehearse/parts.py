"""The real parts around the site: PostgreSQL, Redis, an S3 and a mail server, each on a port of its own."""

import logging
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.postgres import throw_away_server
from tests.web_process import free_port

# What must be there, and the command that brings it.
NEEDED = {
    "nginx": "sudo apt install nginx",
    "redis-server": "sudo apt install redis-server",
    "git": "sudo apt install git",
    "psql": "sudo apt install postgresql",
}
SETTINGS = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 100\n"


def missing() -> list[str]:
    """One line a program that is not there."""
    path = f"{os.pathsep.join(os.get_exec_path())}:/usr/sbin"
    found = {name: shutil.which(name, path=path) for name in NEEDED}
    return [f"{name} manque : {NEEDED[name]}" for name, where in found.items() if where is None]


def wait_for(port: int, seconds: float = 30) -> None:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise TimeoutError(f"Rien n’écoute sur le port {port}.")


@contextmanager
def postgresql(root: Path) -> Iterator[dict[str, str]]:
    """The variables by which PostgreSQL's own programs reach a server of the run's own, as its owner.

    Debian's server, as in the guide; the wheel's, where Debian's is not installed.
    """
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not installed:
        with throw_away_server() as address:
            yield {"PGHOST": address.partition("?host=")[2].replace("%2F", "/"), "PGUSER": "postgres"}
        return
    programs, data, port = installed[-1].parent, root / "postgresql/data", str(free_port())
    data.parent.mkdir()
    as_owner = []
    if os.geteuid() == 0:  # it refuses to run as root
        shutil.chown(data.parent, "postgres")
        as_owner = ["runuser", "--user", "postgres", "--"]

    def call(*command: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
        subprocess.run([*as_owner, *command], check=True, cwd=data.parent, **quiet)  # type: ignore[call-overload]

    made = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--username=postgres", "--no-sync"]
    call(str(programs / "initdb"), f"--pgdata={data}", *made)
    with (data / "postgresql.conf").open("a") as configuration:
        configuration.write(f"{SETTINGS}port = {port}\nlisten_addresses = ''\n")
        configuration.write(f"unix_socket_directories = '{data.parent}'\n")
    control = [str(programs / "pg_ctl"), f"--pgdata={data}", f"--log={data.parent}/log", "--wait"]
    call(*control, "start")
    try:
        yield {"PGHOST": str(data.parent), "PGPORT": port, "PGUSER": "postgres"}
    finally:
        call(*control, "--mode=immediate", "stop")


@contextmanager
def redis(root: Path) -> Iterator[str]:
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    program = subprocess.Popen(
        [*command, "--dir", str(root)], stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        program.terminate()
        program.wait(10)


@contextmanager
def object_storage(bucket: str) -> Iterator[str]:
    """An S3-compatible server (moto) with an empty bucket; gives its address."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # one line a request
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=free_port(), verbose=False)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    s3_client(address).create_bucket(Bucket=bucket)
    try:
        yield address
    finally:
        server.stop()


def s3_client(address: str):  # type: ignore[no-untyped-def]
    import boto3

    keys = {"aws_access_key_id": "CLE", "aws_secret_access_key": "SECRET"}
    return boto3.client("s3", endpoint_url=address, region_name="us-east-1", **keys)


def kept_in(address: str, bucket: str) -> list[str]:
    """Names of the files of a bucket."""
    listed = s3_client(address).list_objects_v2(Bucket=bucket)
    return [kept["Key"] for kept in listed.get("Contents", [])]


class Mailbox:
    """Every mail that left, in the order in which it came."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.came = threading.Condition()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.default)
        with self.came:
            self.mails.append(mail)  # type: ignore[arg-type]
            self.came.notify_all()
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in list(self.mails) if address in str(mail["To"])]

    def wait_for(self, address: str, count: int = 1, seconds: float = 60) -> EmailMessage:
        """The ``count``-th mail to somebody. Raises TimeoutError."""
        with self.came:
            if not self.came.wait_for(lambda: len(self.to(address)) >= count, timeout=seconds):
                raise TimeoutError(f"{len(self.to(address))} courriel(s) pour {address}, {count} attendu(s).")
        return self.to(address)[count - 1]


@contextmanager
def mail_server(mailbox: Mailbox) -> Iterator[int]:
    from aiosmtpd.controller import Controller

    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
