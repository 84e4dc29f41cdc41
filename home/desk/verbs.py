"""What one comes to the admin to do: four links, each for those who may follow it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from conference.core.models import Resource
from conference.regions.scoping import Scope
from events.models import EventPage
from home.news.models import NewsPage
from measures.models import Measure


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link of the desk: what it does, and where it leads."""

    label: str
    url: str


def offered_verbs(user: User, scope: Scope) -> list[Link]:
    """The links that ``user`` may follow; the pages are made in the person's own part of the tree."""
    new = list(_new_pages(user, scope))
    return [*new[:1], *_copy_of_the_last(user, scope), *new[1:], *_others(user)]


def _new_pages(user: User, scope: Scope) -> Iterator[Link]:
    """One query finds where each sort of page may be added: nearest the root for the national teams."""
    sorts: list[tuple[str, type[Page]]] = [
        (_("Annoncer une session"), EventPage),
        (_("Écrire une actualité"), NewsPage),
    ]
    parents = {
        model: ContentType.objects.get_for_models(*model.allowed_parent_page_models())
        for _label, model in sorts
    }
    wanted = [content_type.pk for found in parents.values() for content_type in found.values()]
    pages = list(scope.filter_pages(Page.objects.filter(content_type__in=wanted)).order_by("depth", "path"))
    for label, model in sorts:
        types = {content_type.pk for content_type in parents[model].values()}
        parent = next((page for page in pages if page.content_type_id in types), None)
        if parent is not None and parent.permissions_for_user(user).can_add_subpage():
            where = (model._meta.app_label, model._meta.model_name, parent.pk)
            added = reverse("wagtailadmin_pages:add", args=where)
            yield Link(label=label, url=reverse("event_announce") if model is EventPage else added)


def _copy_of_the_last(user: User, scope: Scope) -> Iterator[Link]:
    """A team that announces a session often announces nearly the same again."""
    if scope.national:
        return
    last = scope.filter(EventPage.objects.filter(live=True)).order_by("-first_published_at", "-pk").first()
    if last is not None and last.permissions_for_user(user).can_copy():
        yield Link(label=_("Copier la dernière session"), url=reverse("event_copy", args=[last.pk]))


def _others(user: User) -> Iterator[Link]:
    if user.has_perm("measures.change_measure"):
        yield Link(
            label=_("Mettre à jour une mesure"), url=reverse(Measure.snippet_viewset.get_url_name("list"))
        )
    if policy_registry.get_by_type(Resource).user_has_permission(user, "add"):
        yield Link(label=_("Ajouter une ressource"), url=reverse("wagtaildocs:add"))
