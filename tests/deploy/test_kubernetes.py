"""The manifests: what can be held of them without a cluster."""

import re
from pathlib import Path

import pytest
import yaml
from django.urls import resolve

from tests.house.test_committed import settings_explained

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "deploy/kubernetes"
KUSTOMIZATION = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())
OBJECTS = [
    each for name in KUSTOMIZATION["resources"] for each in yaml.safe_load_all((FOLDER / name).read_text())
]
API = {
    "ConfigMap": "v1",
    "CronJob": "batch/v1",
    "Deployment": "apps/v1",
    "Ingress": "networking.k8s.io/v1",
    "Job": "batch/v1",
    "PodDisruptionBudget": "policy/v1",
    "Service": "v1",
}


def named(kind: str, name: str) -> dict:
    [found] = [each for each in OBJECTS if (each["kind"], each["metadata"]["name"]) == (kind, name)]
    return found


def pods() -> dict[str, dict]:
    """The template of the pods of each object that makes some."""
    made = {}
    for each in OBJECTS:
        spec = each.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if "template" in spec:
            made[each["metadata"]["name"]] = spec["template"]
    return made


def test_every_file_is_listed_and_every_kind_is_asked_by_its_right_version() -> None:
    files = {path.name for path in FOLDER.glob("*.yaml")} - {"kustomization.yaml"}
    assert files == set(KUSTOMIZATION["resources"])
    assert [each["kind"] for each in OBJECTS if API[each["kind"]] != each["apiVersion"]] == []
    assert pods().keys() == {"conference-web", "conference-worker", "conference-migrate", "conference-backup"}


@pytest.mark.parametrize("name", pods())
def test_each_pod_is_restricted(name: str) -> None:
    """What the cluster's own « restricted » profile asks for (Pod Security Standards), and a closed disk."""
    spec = pods()[name]["spec"]
    assert spec["automountServiceAccountToken"] is False
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["runAsUser"] == 10001
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    [container] = spec["containers"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {mount["name"] for mount in container["volumeMounts"]} == {
        each["name"] for each in spec["volumes"]
    }
    assert container["resources"]["limits"].keys() == {"memory"}
    assert container["image"].partition(":")[0] == KUSTOMIZATION["images"][0]["name"]


@pytest.mark.parametrize("name", pods())
def test_secrets_come_by_reference_and_settings_are_ones_that_the_site_reads(name: str) -> None:
    [container] = pods()[name]["spec"]["containers"]
    assert container["envFrom"] == [
        {"configMapRef": {"name": "conference"}},
        {"secretRef": {"name": "conference"}},
    ]
    assert "env" not in container
    assert [each for each in OBJECTS if each["kind"] == "Secret"] == []
    explained = settings_explained((ROOT / ".env.example").read_text())
    settings = named("ConfigMap", "conference")["data"]
    assert settings.keys() - explained == set()
    assert [value for value in settings.values() if not isinstance(value, str)] == []
    private = re.compile("SECRET|PASSWORD|KEY|DATABASE")
    assert [setting for setting in settings if private.search(setting)] == []
    told = re.search(r"`SECRET_KEY`.*?`conference-tls`", (FOLDER / "README.md").read_text(), re.DOTALL)
    assert told is not None
    aws = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
    assert set(re.findall(r"`([A-Z][A-Z0-9_]+)`", told[0])) - explained - aws == set()


def test_probes_ask_addresses_that_the_site_has() -> None:
    [container] = pods()["conference-web"]["spec"]["containers"]
    [port] = container["ports"]
    asked = {kind: container[kind]["httpGet"] for kind in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert [resolve(probe["path"]).url_name for probe in asked.values()] == ["alive"] * 3
    for probe in asked.values():
        assert probe["port"] == port["name"]
        assert probe["httpHeaders"] == [
            {"name": "Host", "value": "localhost"}
        ]  # a pod's address is no host name
    dockerfile = (ROOT / "deploy/containers/Dockerfile").read_text()
    assert f"EXPOSE {port['containerPort']}\n" in dockerfile


def test_a_pod_waits_for_the_migrations_of_its_code_in_the_same_walls() -> None:
    [waiting] = pods()["conference-web"]["spec"]["initContainers"]
    [web] = pods()["conference-web"]["spec"]["containers"]
    assert waiting["command"] == [".venv/bin/python", "manage.py", "migrate", "--check"]
    shared = ("image", "envFrom", "volumeMounts", "securityContext", "resources")
    assert {name: waiting[name] for name in shared} == {name: web[name] for name in shared}


def test_a_rolling_update_and_a_drained_node_leave_somebody_to_answer() -> None:
    web = named("Deployment", "conference-web")["spec"]
    assert web["replicas"] >= 2
    assert web["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
    assert named("PodDisruptionBudget", "conference-web")["spec"]["minAvailable"] == 1
    [container] = web["template"]["spec"]["containers"]
    pause = int(container["lifecycle"]["preStop"]["exec"]["command"][1])
    graceful = re.search(
        r"^graceful_timeout = (\d+)", (ROOT / "deploy/gunicorn.conf.py").read_text(), re.MULTILINE
    )
    assert graceful is not None
    assert web["template"]["spec"]["terminationGracePeriodSeconds"] > pause + int(graceful[1])


def test_what_selects_finds_the_pods_and_what_leads_on_finds_the_service() -> None:
    labels = {name: template["metadata"]["labels"] for name, template in pods().items()}
    for kind in ("Deployment", "PodDisruptionBudget"):
        for each in (each for each in OBJECTS if each["kind"] == kind):
            assert each["spec"]["selector"]["matchLabels"] == labels[each["metadata"]["name"]]
    assert named("Service", "conference-web")["spec"]["selector"] == labels["conference-web"]
    [rule] = named("Ingress", "conference")["spec"]["rules"]
    services = {path["path"]: path["backend"]["service"]["name"] for path in rule["http"]["paths"]}
    assert services == {"/": "conference-web", "/sante/metriques": "conference-nowhere"}
    nowhere = named("Service", "conference-nowhere")["spec"]["selector"]
    assert nowhere not in labels.values()
