"""Dockerfile and compose.yaml: what can be held of them without an engine."""

import re
from pathlib import Path

import yaml
from django.urls import resolve

from tests.house.test_committed import settings_explained

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "deploy/containers"
DOCKERFILE = (FOLDER / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((FOLDER / "compose.yaml").read_text())
SERVICES: dict[str, dict] = COMPOSE["services"]
OURS = ("web-1", "web-2", "worker", "migrate", "backup")
# `name:1.2.3`, or an image that this very file builds.
PINNED = re.compile(r"^[a-z/.-]+:\d+\.\d+(\.\d+)?(-[a-z]+)*$")


def explained() -> set[str]:
    return settings_explained((ROOT / ".env.example").read_text())


def stages() -> dict[str, str]:
    """Each stage of the Dockerfile with its instructions."""
    parts = re.split(r"^FROM \S+ AS (\w+)$", DOCKERFILE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_image_is_pinned_and_compose_builds_what_the_dockerfile_has() -> None:
    bases = re.findall(r"^ARG [A-Z]+=(\S+)$", DOCKERFILE, flags=re.MULTILINE)
    assert len(bases) == 2
    images = [*bases, *(service["image"] for service in SERVICES.values())]
    assert [image for image in images if not PINNED.match(image)] == []
    built = {service["build"]["target"] for service in SERVICES.values() if "build" in service}
    assert built == {"site", "front"}
    assert built < stages().keys()


def test_the_site_is_not_root_and_carries_only_libraries_whose_hash_is_known() -> None:
    site = stages()["site"]
    assert re.search(r"^USER 10001:10001$", site, flags=re.MULTILINE)
    assert site.index("collectstatic") < site.index("USER")
    assert "--require-hashes" in stages()["libraries"]
    assert not re.search(r"^ENV [^\n]*(SECRET|PASSWORD|DATABASE)", DOCKERFILE, flags=re.MULTILINE)


def test_every_file_that_is_copied_is_there_and_nothing_private_is() -> None:
    copied = re.findall(r"^COPY (?!--from)(\S+) \S+$", DOCKERFILE, flags=re.MULTILINE)
    assert [path for path in copied if not (ROOT / path).exists()] == []
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".env", ".git", "var", "deploy/containers/secrets", "deploy/containers/certificate"} <= set(
        ignored
    )


def test_every_variable_is_one_that_the_site_reads() -> None:
    given = {name for service in OURS for name in SERVICES[service]["environment"]}
    given |= set(
        re.findall(r"\b([A-Z][A-Z_]+)=", "".join(re.findall(r"(?:ENV|RUN) (?:.+\\\n)*.+", stages()["site"])))
    )
    assert given - explained() == {"DJANGO_SETTINGS_MODULE", "PYTHONUNBUFFERED"}


def test_ports_and_health_agree_from_one_file_to_the_next() -> None:
    port = re.search(r'"0\.0\.0\.0:(\d+)"', stages()["site"])
    assert port is not None
    assert f"EXPOSE {port[1]}\n" in stages()["site"]
    health = re.search(r"http://127\.0\.0\.1:(\d+)(/[\w/]+)", stages()["site"])
    assert health is not None
    assert health[1] == port[1]
    assert resolve(health[2]).url_name == "alive"
    upstream = re.findall(r"server ([\w-]+):(\d+)", (FOLDER / "upstream.conf").read_text())
    assert upstream == [("web-1", port[1]), ("web-2", port[1])]


def test_nginx_differs_from_the_one_of_a_bare_server_by_its_name_and_certificate_only() -> None:
    bare = (ROOT / "deploy/nginx/conference.conf").read_text().partition("include ")[2]
    inside = (FOLDER / "front.conf.template").read_text().partition("include ")[2]
    inside = inside.replace("/etc/conference/certificate", "/etc/letsencrypt/live/${SITE_NAME}")
    assert inside.replace("${SITE_NAME}", "conference.example.org") == bare


def test_services_wait_for_their_migrations_and_migrations_for_the_database() -> None:
    for name in ("web-1", "web-2", "worker"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["depends_on"]["database"] == {"condition": "service_healthy"}
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= SERVICES.keys()


def test_containers_are_closed_in_and_the_database_faces_no_street() -> None:
    for name in OURS:
        service = SERVICES[name]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["front"]
    for name in ("database", "cache"):
        assert SERVICES[name]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_volumes_networks_and_secrets_are_declared() -> None:
    for kind in ("volumes", "networks", "secrets"):
        used = {str(name).split(":")[0] for service in SERVICES.values() for name in service.get(kind, ())}
        assert {name for name in used if not name.startswith((".", "/"))} == set(COMPOSE[kind])


def test_the_account_may_write_in_every_volume_of_its_own() -> None:
    made = re.search(r"install -d -o 10001 -g 10001 (.+)", stages()["site"])
    assert made is not None
    mounts = [mount.split(":") for name in OURS for mount in SERVICES[name]["volumes"]]
    assert {mount[1] for mount in mounts} == {"/var/lib/conference/media", "/var/backups/conference"}
    assert {mount[1] for mount in mounts} - set(made[1].split()) == set()


def test_a_stop_leaves_gunicorn_its_time() -> None:
    graceful = re.search(
        r"^graceful_timeout = (\d+)", (ROOT / "deploy/gunicorn.conf.py").read_text(), re.MULTILINE
    )
    assert graceful is not None
    assert int(SERVICES["web-1"]["stop_grace_period"].rstrip("s")) > int(graceful[1])
