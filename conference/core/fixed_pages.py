"""Pages whose place is a contract (design.md §6): nobody but a superuser removes or renames them.

Their titles and texts stay editable. The rule stands in the permissions of the page, which views,
buttons, bulk actions and the admin's API all ask, and in its form (forms.py: slug and expiry date).
page_viewsets.py says the refusal in words.
"""

from collections.abc import Iterable
from typing import ClassVar

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, PagePermissionTester, get_page_models

from conference.core.containers import holds_containers
from conference.core.removal import why_kept, why_kept_on_line


class FixedPageMixin:
    """Marks a page type whose pages can be edited, but not deleted, moved, unpublished or renamed."""

    fixed = True


class ContainerMixin(FixedPageMixin):
    """Marks a fixed page type, one below a region, whose pages only hold others and lead elsewhere.

    containers.py tells how the admin goes past them; a subclass says in ``serve`` where visitors are led.
    """

    is_container: ClassVar = True
    max_count_per_parent = 1
    preview_modes: ClassVar[list[tuple[str, str]]] = []

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict]:
        return []


def is_fixed(page: Page) -> bool:
    """Whether ``page`` (of any class) stands at a fixed address."""
    return bool(getattr(page.specific, "fixed", False))


def is_held(page: Page, user: User | AnonymousUser) -> bool:
    """Whether ``user`` must leave ``page`` where it is: fixed itself, or the way to a fixed page."""
    if user.is_superuser or page.is_root():
        return False
    if is_fixed(page):
        return True
    # A leaf needs no query to know that nothing fixed stands below; elsewhere years of events may.
    return not page.is_leaf() and page.get_descendants().type(*fixed_types()).exists()


def fixed_types() -> list[type[Page]]:
    return [model for model in get_page_models() if getattr(model, "fixed", False)]


def refusal(pages: Iterable[Page], *, user: User | AnonymousUser) -> str | None:
    """A sentence that says why these pages cannot be removed or moved by ``user``; None: they can."""
    held = [page.get_admin_display_title() for page in pages if is_held(page, user)]
    if not held:
        return None
    if len(held) == 1:
        return (
            _(
                "La page « %s » a une adresse fixe : elle ne peut être ni supprimée, ni déplacée, "
                "ni dépubliée. Son titre et ses textes restent modifiables."
            )
            % held[0]
        )
    return _(
        "Ces pages ont une adresse fixe et ne peuvent être ni supprimées, ni déplacées, ni dépubliées : "
        "%s. Leurs titres et leurs textes restent modifiables."
    ) % ", ".join(f"« {title} »" for title in held)


def refuse(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    """Say why these pages stay and go back to the explorer; None when the person may go on."""
    pages = list(pages)
    sentence = refusal(pages, user=request.user)
    if sentence is None:
        return None
    messages.error(request, sentence)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


class SitePagePermissions(PagePermissionTester):
    """Wagtail's permissions of a page, less what would take away a page that must stay.

    A fixed page stays for all but a superuser; one on which people count (removal.py) for everybody.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return self._may_delete(ignore_bulk) and why_kept(self.page) is None

    def can_move(self) -> bool:
        return self._may_delete(ignore_bulk=True)  # who counts on a page follows it to its new address

    def can_unpublish(self) -> bool:
        return self._may_unpublish() and why_kept_on_line(self.page, now=timezone.now()) is None

    def can_add_subpage(self) -> bool:
        """Below a page that holds containers one adds to these: each has its one place already."""
        if not holds_containers(self.page):
            return super().can_add_subpage()
        return self.user.is_active and (self.user.is_superuser or "add" in self.permissions)

    def can_reorder_children(self) -> bool:
        """Below a page that holds containers the explorer mixes what stands in several of them."""
        return not holds_containers(self.page) and super().can_reorder_children()

    def can_set_view_restrictions(self) -> bool:
        return False  # a page is public or a draft; documents are kept by their collection

    def why_not_delete(self) -> str | None:
        """What keeps a page that this person could delete otherwise; nothing to anybody else."""
        return why_kept(self.page) if self._may_delete() else None

    def why_not_unpublish(self) -> str | None:
        """The same for unpublishing."""
        return why_kept_on_line(self.page, now=timezone.now()) if self._may_unpublish() else None

    def _may_delete(self, ignore_bulk: bool = False) -> bool:
        if self._is_published_by_others():
            return False
        allowed = self._is_draft_without_pages_below() or super().can_delete(ignore_bulk)
        return allowed and not is_held(self.page, self.user)

    def _is_published_by_others(self) -> bool:
        """What Wagtail asks the database for, of a page that is itself live: who may not publish keeps it."""
        return self.page.live and not self.user.is_superuser and "publish" not in self.permissions

    def _is_draft_without_pages_below(self) -> bool:
        """Wagtail asks the database what is published below a draft, twice for each row of a list."""
        draft = not self.page.live and self.page.is_leaf() and not self.page_is_root
        return draft and self.user.is_active and not self.user.is_superuser and "change" in self.permissions

    def _may_unpublish(self) -> bool:
        return super().can_unpublish() and (self.user.is_superuser or not is_fixed(self.page))
