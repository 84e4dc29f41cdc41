"""Refusals of the admin that concern every page: what stands at a fixed address stays there."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from .fixed_pages import refusal

REMOVING_ACTIONS = {"delete", "move", "unpublish"}


def refuse(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    """Say why and go back to the explorer, or None when the person may go on."""
    pages = list(pages)
    sentence = refusal(pages, user=request.user)
    if sentence is None:
        return None
    messages.error(request, sentence)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


@hooks.register("before_delete_page")
def keep_from_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    return refuse(request, [page])


@hooks.register("before_unpublish_page")
def keep_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    return refuse(request, [page])


@hooks.register("before_move_page")
def keep_in_place(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    return refuse(request, [page])


@hooks.register("before_bulk_action")
def keep_from_bulk_actions(
    request: HttpRequest, action_type: str, objects: list, action: object
) -> HttpResponse | None:
    pages = [thing for thing in objects if isinstance(thing, Page)]
    return refuse(request, pages) if action_type in REMOVING_ACTIONS and pages else None
