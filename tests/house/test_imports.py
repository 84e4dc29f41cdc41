"""Imports point down, never up, never round; and so do the relations between models."""

import ast
from collections.abc import Iterable

import grimp
import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps
from wagtail.models import Page

from tests.house.files import ours, short
from tests.house.order import may_know

FOLDERS = ("conference", "measures", "events", "home")


def upward_imports(graph: grimp.ImportGraph) -> list[str]:
    return sorted(
        f"{importer} → {imported}"
        for importer in graph.modules
        if ".migrations." not in importer
        for imported in graph.find_modules_directly_imported_by(importer)
        if not may_know(importer, imported)
    )


def upward_relations(checked: Iterable[type[models.Model]]) -> list[str]:
    return sorted(
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in checked
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and isinstance(field.related_model, type)
        and is_ours(field.related_model)
        and not may_know(model.__module__, field.related_model.__module__)
    )


def is_ours(model: type[models.Model]) -> bool:
    return model.__module__.split(".")[0] in FOLDERS


def test_imports_point_down() -> None:
    graph = grimp.build_graph(*FOLDERS, cache_dir=None)
    assert upward_imports(graph) == []


def forms_known_to_models(graph: grimp.ImportGraph) -> list[str]:
    """Models that import a form: the form could then know neither the models nor their choices."""
    return sorted(
        f"{importer} → {imported}"
        for importer in graph.modules
        if "models" in importer.split(".")
        for imported in graph.find_modules_directly_imported_by(importer)
        if imported.split(".")[-1] == "forms"
    )


def test_models_import_no_form() -> None:
    assert forms_known_to_models(grimp.build_graph(*FOLDERS, cache_dir=None)) == []


def test_a_model_that_imports_a_form_is_seen() -> None:
    graph = grimp.ImportGraph()
    graph.add_import(importer="events.models.event", imported="events.forms")
    graph.add_import(importer="events.viewsets", imported="events.forms")
    assert forms_known_to_models(graph) == ["events.models.event → events.forms"]


def test_the_library_of_buckets_is_loaded_by_the_setting_alone() -> None:
    """It takes a third of a second, of each process that starts; most sites have no bucket."""
    graph = grimp.build_graph("conference", include_external_packages=True, cache_dir=None)
    assert graph.find_modules_that_directly_import("storages") == {"conference.platform.bucket"}
    assert graph.find_modules_that_directly_import("conference.platform.bucket") == set()


def test_relations_between_models_point_down() -> None:
    checked = [model for model in apps.get_models(include_auto_created=True) if is_ours(model)]
    assert len(checked) > 20
    assert upward_relations(checked) == []


def test_an_upward_import_is_seen() -> None:
    graph = grimp.ImportGraph()
    for module in (
        "conference.platform.mails",
        "events.registrations.seats",
        "events.models.event",
        "conference.urls",
    ):
        graph.add_module(module)
    for importer, imported in [
        ("events.registrations.seats", "events.models.event"),
        ("conference.urls", "events.registrations.seats"),
        ("conference.platform.mails", "events.registrations.seats"),
        ("events.models.event", "events.registrations.seats"),
    ]:
        graph.add_import(importer=importer, imported=imported)
    assert upward_imports(graph) == [
        "conference.platform.mails → events.registrations.seats",
        "events.models.event → events.registrations.seats",
    ]


@isolate_apps("conference.core")
def test_an_upward_relation_is_seen() -> None:
    class Planted(models.Model):
        event = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "core"

    Planted.__module__ = "conference.core.models.planted"
    Planted._meta.get_field("event").remote_field.model = apps.get_model("events", "EventPage")
    assert upward_relations([Planted]) == ["core.Planted.event → events.EventPage"]


@pytest.mark.parametrize(
    ("upper", "lower", "allowed"),
    [
        ("events.registrations.seats", "events.models", True),
        ("events.models", "events.registrations.seats", False),
        ("conference.models", "conference.alliances.models", True),
        ("conference.alliances.models", "conference.models", False),
        ("measures.models", "conference.regions.models", True),
        ("conference.regions.models", "measures.models", False),
        ("home.views", "conference.settings.base", False),
    ],
)
def test_the_longest_name_decides(upper: str, lower: str, allowed: bool) -> None:
    assert may_know(upper, lower) is allowed


LOWER = ("conference/platform/", "conference/core/", "conference/regions/", "conference/accounts/")
# The lists that a page may show: settings name what they choose, the upper folder's tag shows it.
NAMED = {"conference/core/blocks/lists.py": ["alliances.AlliancePage", "measures.Measure"]}
UPPER = {"measures", "events", "registrations", "home", "demo", "alliances", "conference"}  # labels of apps


def upper_names(source: str) -> list[str]:
    """The models of upper folders that ``source`` names by a string: « app.Model », or a page type alone."""
    above = [model for model in apps.get_models() if model._meta.app_label in UPPER]
    names = {model._meta.label_lower for model in above}
    names |= {model._meta.model_name for model in above if issubclass(model, Page)}
    strings = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return sorted({text for text in strings if isinstance(text, str) and text.lower() in names})


@pytest.mark.parametrize("folder", LOWER)
def test_no_lower_folder_names_a_model_of_an_upper_one(folder: str) -> None:
    named = {short(path): upper_names(path.read_text()) for path in ours(".py", under=folder)}
    assert named
    assert {path: names for path, names in named.items() if names} == {
        path: names for path, names in NAMED.items() if path.startswith(folder)
    }


def test_an_upper_name_is_seen() -> None:
    source = 'A = ("measures.measure", "regionalagendapage"); B = {"events.Speaker": 1}; C = "core.picture"'
    assert upper_names(source) == ["events.Speaker", "measures.measure", "regionalagendapage"]
