"""Every address of the site, found by walking the URL resolver and the sitemap; what may stand in it."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

OUR_PACKAGES = ("conference", "events", "home", "measures")
# What stands before the resolver, or beside it.
BESIDE = ("static/css/main.css", "media/images/essai.png", "favicon.ico")
# Wagtail's button to see its own error page; and what ends the session.
LEFT_OUT = {"admin/failwhale/": "answers 500 on purpose, to superusers"}


@dataclass(frozen=True)
class Target:
    """One pattern: its address with ``%(name)s`` for what is filled in, and whom its view belongs to."""

    address: str
    parameters: tuple[str, ...] = ()
    model: type[Model] | None = field(default=None, compare=False)
    ours: bool = field(default=False, compare=False)

    @property
    def is_admin(self) -> bool:
        return self.address.startswith("admin/")


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each pattern with the regular expressions of all that stand above it."""
    for pattern in resolver.url_patterns:
        whole = before + pattern.pattern.regex.pattern.removeprefix("^").removeprefix("\\A")
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, whole)
        else:
            yield whole, pattern


def targets() -> list[Target]:
    """Every address of the resolver, once each, in the order in which they are tried."""
    found = {address: Target(address) for address in BESIDE}
    for regex, pattern in patterns(get_resolver()):
        model = model_of(pattern.callback)
        for address, parameters in normalize(regex):
            if address not in found and address not in LEFT_OUT:
                found[address] = Target(address, tuple(parameters), model, is_ours(pattern.callback, model))
    return list(found.values())


def model_of(view: Any) -> type[Model] | None:
    """The model of a class-based view, where it has one."""
    given = getattr(view, "view_initkwargs", None) or getattr(view, "initkwargs", None) or {}
    view_class = getattr(view, "view_class", None) or getattr(view, "cls", None)
    for model in (given.get("model"), getattr(view_class, "model", None)):
        if inspect.isclass(model) and issubclass(model, Model):
            return model
    return None


def is_ours(view: Any, model: type[Model] | None) -> bool:
    """A view that we wrote, one of Wagtail's over a model of ours, or one that a class of ours bends."""
    view_class = getattr(view, "view_class", None) or getattr(view, "cls", None)
    classes = inspect.getmro(view_class) if inspect.isclass(view_class) else ()
    modules = [getattr(view, "__module__", ""), *(each.__module__ for each in classes)]
    if model is not None:
        modules.append(model.__module__)
    return any(module.split(".")[0] in OUR_PACKAGES for module in modules) or in_page_editor(view)


def in_page_editor(view: Any) -> bool:
    """Every page is of a type of ours, and all its views go through our page viewset."""
    return getattr(view, "__name__", "") == "view_router"
