"""The whole production on one machine, by the installation guide itself: `make rehearse`.

PostgreSQL, Redis, nginx, an S3 and a mail server that are real, two web services and a worker; the
visitor's and a relay's journeys; then a new version with a migration, under constant load. Everything lies
in a folder of the run's own and is stopped at the end. Leaves with 1 when anything failed. The short form
(`--quick`) ends with the journeys: no change of version.
"""

import os
import shutil
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import requests

from tests import chromium
from tests.web_process import free_port

from . import relay, team, traces, visitor
from .changing import upgrade
from .client import Person, Unexpected
from .document import section
from .machine import ROOT, Machine, replacements
from .parts import Mailbox, kept_in, mail_server, missing, object_storage, postgresql, redis
from .rendering import Place, main_configuration
from .report import Report
from .supervisor import Failed, Services, listening_for_systemctl
from .versions import make_repository

BUCKET = "conference-medias"
ADMINISTRATOR, RELAY = "claire", "marie"  # the guide's; ours


def main(*, quick: bool) -> int:
    lacking = missing() + ([] if chromium.path() else [f"{chromium.MISSING}"])
    if lacking:
        sys.exit("\n".join(lacking))
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda *_signal: sys.exit(143))
    report = Report()
    with tempfile.TemporaryDirectory(prefix="rehearse-") as folder, ExitStack() as stack:
        root = Path(folder)
        root.chmod(0o755)  # PostgreSQL's own account walks through
        try:
            rehearse(root, stack, report, quick=quick)
        except Exception as failure:  # whatever it is, the table says how far it went
            report.failed(failure)
            keep_logs(root)
        except KeyboardInterrupt:
            print("→ Arrêt demandé", flush=True)
            return 130
        finally:
            for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(ending, signal.SIG_IGN)  # a second one would leave a program behind
    return report.show()


def rehearse(root: Path, stack: ExitStack, report: Report, *, quick: bool) -> None:
    place, mailbox = Place(root, free_port(), free_port()), Mailbox()
    with report.step("Base, Redis, stockage S3, serveur de courriel"):
        reached = stack.enter_context(postgresql(root))
        redis_url = stack.enter_context(redis(root))
        s3 = stack.enter_context(object_storage(BUCKET))
        smtp_port = stack.enter_context(mail_server(mailbox))
    machine = Machine(
        place,
        replacements=replacements(
            repository=root / "repository", database=reached, smtp_port=smtp_port, redis_url=redis_url, s3=s3
        ),
        environment=kept_environment() | reached,
    )
    services = Services(place, machine.environment, machine.nginx_command)
    stack.callback(services.stop_all)
    server = listening_for_systemctl(services, machine.systemctl_address)
    stack.callback(server.shutdown)
    user = "user root;\n" if os.geteuid() == 0 else ""
    sites = place["/etc/nginx/sites-enabled"] / "*"
    (root / "nginx.conf").write_text(user + main_configuration(place, sites))
    make_repository(root / "repository", place)

    install(machine, services, report)
    event = use(place, machine, mailbox, report)
    with report.step("La photographie, du stockage S3 à la visiteuse"):
        pictures_in(s3, place, report)
    registered = [] if quick else upgrade(place, machine, report, event)["registered"]
    count_mails(mailbox, report, registered)
    with report.step("Ce que Redis et les journaux savent de la visiteuse"):
        secrets = traces.secrets_of(mailbox)
        told = traces.found_in(traces.in_redis(redis_url), secrets)
        told += traces.found_in(traces.in_logs(root), secrets)
        report.expect("traces de la visiteuse", told, [])
    refuse_dead(services)


def refuse_dead(services: Services) -> None:
    for name in services.died():
        raise Failed(f"{name} s’est arrêté de lui-même : {services.last_words(name)}")


def kept_environment() -> dict[str, str]:
    """What a server's shell would have: nothing of this project's own settings."""
    return {name: value for name, value in os.environ.items() if name in ("HOME", "LANG", "TMPDIR", "USER")}


def install(machine: Machine, services: Services, report: Report) -> None:
    for number, title in (
        ("1", "Comptes et dossiers"),
        ("2", "Base de données"),
        ("3", "Code, version 1.0"),
        ("4", "Réglages"),
        ("5", "Migrations, données de référence, fichiers statiques"),
    ):
        with report.step(title):
            machine.run(section(f"{number}. "))
    with report.step("Contenu de démonstration"):
        with_commands = "sudo env DJANGO_SETTINGS_MODULE=conference.settings.demonstration conference"
        machine.run(f"{with_commands} migrate\n{with_commands} load_demo")
    with report.step("Services web et tâches de fond"):
        machine.run(section("6. "))
    with report.step("Certificat et nginx"):
        machine.run(section("7. "))
    refuse_dead(services)


def use(place: Place, machine: Machine, mailbox: Mailbox, report: Report) -> str:
    """The team's first login, a relay's publication, a visitor's seat; gives the event's path."""
    trust = str(place["/etc/letsencrypt/live/localhost/fullchain.pem"])

    def somebody(number: int) -> Person:
        return Person(place.public_url, trust=trust, address=f"127.0.1.{number}")

    wait_until_ready(somebody(9))
    with report.step("Première connexion, second facteur"):
        said = machine.run(section("8. ").partition("sudo conference check_installation")[0])
        claire = somebody(1)
        team.choose_password(claire, team.link_of(said, place.public_url))
        team.log_in(claire, ADMINISTRATOR)
        report.note("second facteur demandé", "oui" if team.enrol_second_factor(claire) else "non")
    with report.step("Vérification de l’installation (check_installation)"):
        check_installation(machine, mailbox, report)
    with report.step("Redis et S3, d’après le guide"):
        machine.run(section("Avec Redis") + section("Avec un stockage S3"))
    with report.step("Un relais publie, dans Chromium"):
        name = RELAY
        who = f"--role relais --region la-reunion --username {name} --email {name}@exemple.invalid"
        marie = somebody(2)
        team.choose_password(
            marie, team.link_of(machine.run(f"sudo conference create_account {who}"), place.public_url)
        )
        event = relay.publish(place.public_url, name)
    with report.step("Une visiteuse s’inscrit, confirme, annule"):
        visitor.walk(somebody(3), mailbox, event)
    return event


def pictures_in(s3: str, place: Place, report: Report) -> None:
    """What the relay sent lies in the bucket and comes through the site."""
    names = kept_in(s3, BUCKET)
    renditions = [name for name in names if name.startswith("images/")]
    report.note("fichiers dans le stockage S3", len(names))
    trust = str(place["/etc/letsencrypt/live/localhost/fullchain.pem"])
    somebody = Person(place.public_url, trust=trust, address="127.0.1.4")
    if not renditions:
        raise Unexpected(f"Aucune image dans le stockage S3 : {names}")
    answer = somebody.session.get(f"{place.public_url}/media/{renditions[0]}", timeout=30)
    kind = answer.headers["Content-Type"]
    report.expect(
        "une image du stockage, par nginx", f"{answer.status_code} {kind.split('/')[0]}", "200 image"
    )


def wait_until_ready(person: Person, seconds: float = 60) -> None:
    """The first answer through nginx, which listens a moment after it was told to. Raises TimeoutError."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        try:
            person.open("/")
        except (requests.ConnectionError, Unexpected):
            time.sleep(0.3)
        else:
            return
    raise TimeoutError("nginx ne montre pas la page d’accueil.")


def check_installation(machine: Machine, mailbox: Mailbox, report: Report) -> None:
    """What it finds weak is true of a rehearsal (one administrator…): shown, not counted."""
    command = section("8. ").partition("sudo conference check_installation")
    said = machine.run(f"{command[1]}{command[2].rstrip()} || true")
    print("".join(f"    {line}\n" for line in said.splitlines()), end="", flush=True)
    mailbox.wait_for(f"{ADMINISTRATOR}@localhost")
    blocking = [line for line in said.splitlines() if "✗" in line and "PUBLIC_URL" not in line]
    report.expect("points bloquants, hormis l’adresse d’une répétition", blocking, [])


def count_mails(mailbox: Mailbox, report: Report, registered: list[str]) -> None:
    with report.step("Les derniers courriels partent"):
        for address in registered:
            mailbox.wait_for(address, seconds=90)
    report.expect("courriels à la visiteuse", len(mailbox.to(visitor.ADDRESS)), visitor.MAILS)
    received = sum(len(mailbox.to(address)) for address in registered)
    report.expect("courriels aux personnes inscrites pendant la charge", received, len(registered))
    report.note("courriels reçus en tout", len(mailbox.mails))


def keep_logs(root: Path) -> None:
    """What the services said, where it outlives the rehearsal."""
    kept = ROOT / "var/rehearse"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    for path in [*root.glob("journal/*.log"), *root.glob("var/log/nginx/*")]:
        shutil.copy(path, kept)
    print(f"→ Les journaux sont gardés dans {kept.relative_to(ROOT)}/", flush=True)


if __name__ == "__main__":
    sys.exit(main(quick="--quick" in sys.argv[1:]))
