"""What stands in an address: true ids, slugs and links of the database, or something that is not one."""

import re
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.test import Client
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, PageViewRestriction, Revision, Site, Task, TaskState, Workflow

from conference.core.models import Picture, Resource
from events.models import EventPage
from events.registrations.access import link_for
from events.registrations.models import Registration

from .targets import Target
from .values import anything, like
from .wire import HOST, in_path

ROWS: dict[str, type[Model]] = {
    "page_id": Page, "parent_page_id": Page, "page_to_move_id": Page, "destination_id": Page, "page_pk": Page,
    "revision_id": Revision, "image_id": Picture, "document_id": Resource, "collection_id": Collection,
    "task_id": Task, "task_state_id": TaskState, "workflow_pk": Workflow, "user_id": User, "group_id": Group,
    "redirect_id": Redirect, "site_pk": Site, "restriction_id": PageViewRestriction,
    "page_view_restriction_id": PageViewRestriction,
}  # fmt: skip
TEXTS: dict[str, list[str]] = {
    "revision_id_a": ["live", "earliest"],
    "revision_id_b": ["latest"],
    "action_name": ["approve", "reject"],
    "filter_spec": ["max-100x100", "fill-50x50", "original"],
    "format": ["json"],
    "block_def_id": ["1"],
}
FEW = 12  # rows of a kind that are shot at


@cache
def some_rows(model: type[Model]) -> list[Any]:
    """Keys of ``model``: the first ones and the last, which the world added."""
    keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
    return keys if len(keys) <= FEW else keys[: FEW // 2] + keys[-FEW // 2 :]


@cache
def page_addresses() -> list[str]:
    """Every public page, what is below it (a measure, a review, the archives) and what leads to one."""
    listed = re.findall(
        r"<loc>(.*?)</loc>", Client().get("/sitemap.xml", headers={"host": HOST}).content.decode()
    )
    paths = {address.split("/", 3)[3] for address in listed}
    paths |= {
        page.url.lstrip("/") for page in Page.objects.live().filter(depth__gte=2).specific() if page.url
    }
    return sorted(path for path in paths if "." not in path)


@cache
def event_addresses() -> list[str]:
    """Events, those of which have registrations first."""
    events = EventPage.objects.live().order_by("-registration_settings__enabled", "pk")
    return list(dict.fromkeys(event.url.lstrip("/") for event in events))[:20]


@cache
def tokens() -> list[str]:
    latest = Registration.objects.order_by("-pk")[:6]
    return [link_for(registration).split("/")[2] for registration in latest]


@cache
def page_types() -> list[type[Page]]:
    return [model for model in apps.get_models() if issubclass(model, Page) and model is not Page]


@cache
def bulk_actions() -> list[tuple[str, str, str]]:
    models = [Page, Picture, Resource, User, *apps.get_app_config("events").get_models()]
    named = [(model, model._meta.app_label, model._meta.model_name) for model in models]
    return [
        (app, name, action.action_type)
        for _model, app, name in named
        for action in bulk_action_registry.get_bulk_actions_for_model(app, name)
    ]


def true_values(target: Target, rng: Random) -> dict[str, str]:
    """One set of values with which the address leads to something, as far as it can be known."""
    values: dict[str, str] = {}
    for name in target.parameters:
        values[name] = str(true_value(target, name, rng))
    names = set(target.parameters)
    if {"app_label", "model_name", "action"} <= names:
        values |= dict(zip(("app_label", "model_name", "action"), rng.choice(bulk_actions()), strict=True))
    elif {"app_name", "model_name"} <= names:
        values |= {"app_name": "core", "model_name": "sitesettings"}
    elif {"content_type_app_name", "content_type_model_name"} <= names:
        model = rng.choice(page_types())
        values["content_type_app_name"] = model._meta.app_label
        values["content_type_model_name"] = str(model._meta.model_name)
        parents = [key for parent in model.allowed_parent_page_models() for key in some_rows(parent)]
        if "parent_page_id" in names and parents:
            values["parent_page_id"] = str(rng.choice(parents))
    owner = values.get("page_id") or values.get("pk")
    if "revision_id" in names and owner:
        of_it = Revision.objects.filter(object_id=owner).values_list("pk", flat=True).order_by("pk")
        values["revision_id"] = str(next(iter(of_it), values["revision_id"]))
    return values


def true_value(target: Target, name: str, rng: Random) -> Any:
    makers: dict[str, Callable[[], list]] = {
        "path": event_addresses,
        "token": tokens,
        "_0": page_addresses,
        "document_filename": lambda: ["note.txt"],
    }
    if name in makers:
        return rng.choice(makers[name]())
    model = ROWS.get(name) or (target.model if name in ("pk", "object_id") else None)
    if model is None and name in ("pk", "object_id"):
        model = next(
            (kind for word, kind in (("image", Picture), ("document", Resource)) if word in target.address),
            Page,
        )
    if model is not None:
        return rng.choice(some_rows(model) or [1])
    return rng.choice(TEXTS.get(name, ["1"]))


def written(target: Target, values: dict[str, bytes | str]) -> bytes:
    """The path of ``target`` with these values; a text stands as it is, bytes are encoded."""
    texts = {
        name: value if isinstance(value, str) else in_path(value).decode() for name, value in values.items()
    }
    return ("/" + target.address % texts).encode()


def spoilt(target: Target, values: dict[str, str], rng: Random) -> bytes:
    """The path with one value that is bad, or itself bad."""
    if target.parameters and rng.random() < 0.7:
        name = rng.choice(target.parameters)
        return written(target, values | {name: like(rng, values[name].encode())})
    path = written(target, dict(values))
    kind = rng.randrange(7)
    if kind == 0:
        return path.rstrip(b"/")
    if kind == 1:
        return path + in_path(anything(rng)) + b"/"
    if kind == 2:
        return path.replace(b"/", b"//", 1 + rng.randrange(3))
    if kind == 3:
        return path.upper()
    if kind == 4:
        return path + b"../" * rng.randrange(1, 9) + in_path(anything(rng))
    if kind == 5:
        return like(rng, path)
    return path.replace(b"/", b"/%2e%2e/", 1) + b"%00"


def forget() -> None:
    """Read the database anew: another one is in use."""
    for read in (some_rows, page_addresses, event_addresses, tokens):
        read.cache_clear()
