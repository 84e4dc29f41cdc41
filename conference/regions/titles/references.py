"""A page's form accepts only what its choosers offer: pages, files and people of one's own, or national.

The choosers are closed (choosers.py, viewsets.py), but a request may name any number.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.dispatch import receiver
from django.forms import BaseModelForm
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from conference.core.forms import SitePageForm, page_form_cleaned

from ..permission_policies import RegionPermissionPolicy
from ..scoping import scope_of

Reference = tuple[int, str]  # content type, primary key


@receiver(page_form_cleaned)
def refuse_foreign_references(form: SitePageForm, **_signal: object) -> None:
    """Add an error to each part of the form that newly names what its author could not choose.

    What the page named before stays allowed: the communications team may have placed it there.
    """
    user = form.for_user
    if user is None or scope_of(user).national:
        return
    before = references_of(stored(form.instance)) if form.instance.pk else set()
    for part in parts_of(form):
        if not may_name(user, references_of(part.instance) - before):
            part.add_error(
                None,
                _("Une page, une image, un document ou une personne choisie ici n’est pas de votre région."),
            )


def references_of(thing: Model) -> set[Reference]:
    """What ``thing`` names, in its fields, its texts and its children."""
    found = ReferenceIndex._extract_references_from_object(thing)
    return {(content_type, key) for content_type, key, _model_path, _content_path in found}


def stored(page: Page) -> Page:
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def parts_of(form: BaseModelForm) -> Iterator[BaseModelForm]:
    """The form and its child forms that stay, at every depth."""
    yield form
    for formset in getattr(form, "formsets", {}).values():
        formset.is_valid()
        for child in formset.forms:
            if child not in formset.deleted_forms and hasattr(child, "instance"):
                yield from parts_of(child)


def may_name(user: User, references: Iterable[Reference]) -> bool:
    """Whether ``user`` could have chosen all of these."""
    by_type: dict[int, set[str]] = defaultdict(set)
    for content_type, key in references:
        by_type[content_type].add(key)
    for content_type, keys in by_type.items():
        choosable = choosable_rows(user, ContentType.objects.get_for_id(content_type).model_class())
        if choosable is not None and choosable.filter(pk__in=keys).count() != len(keys):
            return False
    return True


def choosable_rows(user: User, model: type[Model] | None) -> QuerySet | None:
    """The rows of ``model`` that the choosers offer to ``user``; None where the rule says nothing."""
    scope = scope_of(user)
    if model is None:  # a type that has left the code
        return None
    if issubclass(model, Page):
        return scope.filter_choosable_pages(model._default_manager.all())
    policy = policy_registry.get_by_type(model)
    if isinstance(policy, RegionPermissionPolicy):
        return scope.filter_choosable(model._default_manager.all(), field=policy.field)
    if hasattr(policy, "collections_user_has_any_permission_for"):
        return policy.instances_user_has_any_permission_for(user, ["choose"])
    return None
