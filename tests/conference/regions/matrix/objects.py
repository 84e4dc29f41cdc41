"""What each argument of an address stands for: the first line that fits its name and its argument.

A value is a name of things.py, or, after « = », itself; several are asked one after the other.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import product

from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from .addresses import Address
from .things import Things

PAGES = "wagtailadmin_pages:*"

# For which address, which of its arguments, what to ask about.
ARGUMENTS = (
    ("wagtailadmin_pages:unpublish", "page_id", "live"),
    ("wagtailadmin_pages:set_privacy", "page_id", "live"),
    ("wagtailadmin_pages:convert_alias", "page_id", "alias"),
    ("wagtailadmin_pages:revisions_unschedule", "page_id", "planned"),
    ("wagtailadmin_pages:revisions_unschedule", "revision_id", "scheduled"),
    ("wagtailadmin_pages:revisions_compare", "pk", "live"),
    ("wagtailadmin_pages:revisions_*", "page_id", "live"),
    ("wagtailadmin_pages:revisions_*", "revision_id", "revision"),
    ("wagtailadmin_pages:*workflow*", "page_id", "submitted"),
    ("wagtailadmin_pages:add_subpage", "parent_page_id", "alliances region"),
    ("wagtailadmin_pages:edit", "page_id", "draft news"),
    ("wagtailadmin_pages:delete", "page_id", "draft news"),
    ("wagtailadmin_pages:view_draft", "page_id", "draft news"),
    (PAGES, "page_id", "draft"),
    (PAGES, "page_to_move_id", "draft"),
    (PAGES, "destination_id", "agenda"),
    (PAGES, "parent_page_id", "agenda"),
    (PAGES, "task_id", "task"),
    (PAGES, "task_state_id", "task_state"),
    (PAGES, "workflow_state_id", "state"),
    (PAGES, "action_name", "=approve"),
    (PAGES, "*app*", "=events"),
    (PAGES, "*model*", "=eventpage"),
    ("wagtailadmin_explore*", "parent_page_id", "agenda draft region"),
    ("wagtailadmin_choose_page_child", "parent_page_id", "draft"),
    ("wagtailadmin_api:pages:*", "pk", "draft live"),
    ("wagtailadmin_api:images:*", "pk", "image"),
    ("wagtailadmin_api:documents:*", "pk", "document private"),
    ("wagtailadmin_editing_sessions:ping", "app_label", "=events"),
    ("wagtailadmin_editing_sessions:ping", "model_name", "=eventpage"),
    ("wagtailadmin_editing_sessions:ping", "object_id", "draft"),
    ("wagtailadmin_editing_sessions:*", "session_id", "session"),
    ("wagtailadmin_tag_model_autocomplete", "app_name", "=taggit"),
    ("wagtailadmin_tag_model_autocomplete", "model_name", "=tag"),
    ("wagtailadmin_collections:*", "*", "collection"),
    ("wagtailadmin_workflows:remove/*", "page_pk", "home"),
    ("wagtailadmin_workflows:remove/*", "workflow_pk", "workflow"),
    ("wagtailadmin_workflows:add_task", "app_label", "=wagtailcore"),
    ("wagtailadmin_workflows:add_task", "model_name", "=groupapprovaltask"),
    ("wagtailadmin_workflows:*task*", "*", "task"),
    ("wagtailadmin_workflows:*", "pk", "workflow"),
    ("event_copy", "pk", "draft"),
    ("event_model", "pk", "draft"),
    ("event_series", "pk", "of_series"),
    ("event_*", "pk", "event"),
    ("event_queue_order", "attendee", "waiting"),
    ("event_undo", "operation", "operation"),
    ("event_arrangement", "arrangement", "arrangement"),
    ("event_stop_letter", "letter", "letter"),
    ("events:series_calendar", "slug", "series_slug"),
    ("series:*", "pk", "series"),
    ("wagtailforms:*", "page_id", "live"),
    ("wagtailredirects:*", "redirect_id", "redirect"),
    ("wagtailsettings:*", "app_name", "=core"),
    ("wagtailsettings:*", "model_name", "=sitesettings"),
    ("wagtailsettings:*", "pk", "settings"),
    ("wagtaildocs:*", "uploaded_file_id", "uploaded_document"),
    ("wagtaildocs:*", "*", "document"),
    ("wagtaildocs_chooser:*", "*", "document"),
    ("wagtaildocs_serve", "0", "private"),
    ("wagtaildocs_serve", "1", "file"),
    ("wagtaildocs_authenticate_with_password", "*", "restriction"),
    ("wagtail_serve", "0", "draft_path"),
    ("events:calendar", "path", "draft_path"),
    ("registrations:register", "path", "draft_path"),
    ("registrations:check_mailbox", "path", "draft_path"),
    ("wagtailimages:*", "uploaded_file_id", "uploaded_image"),
    ("wagtailimages:*", "filter_spec", "=max-100x100"),
    ("wagtailimages:*", "*", "image"),
    ("wagtailimages_chooser:*", "*", "image"),
    ("wagtailsnippet*_events_speaker:*", "pk", "speaker"),
    ("wagtailsnippet*_registrations_question:*", "pk", "question"),
    ("wagtailsnippet*_measures_measure:*", "pk", "measure"),
    ("wagtailsnippet*_measures_measure:*", "revision_id", "measure_revision"),
    ("wagtailsnippet*_measures_measure:*", "action_name", "=approve"),
    ("wagtailsnippet*_measures_measure:*", "task_state_id", "measure_task_state"),
    ("wagtailsnippet*_measures_measure:*", "workflow_state_id", "measure_state"),
    ("wagtailsnippet*_measures_measure:*", "task_id", "task"),
    ("wagtailsnippet*_measures_progress:*", "pk", "note"),
    ("wagtailsnippet*_measures_source:*", "pk", "source"),
    ("demandes-de-correction:*", "pk", "correction"),
    ("measure_feed", "number", "=16"),
    ("wagtailsnippets_*_regionalcontribution:revisions_unschedule", "pk", "declared_planned"),
    ("wagtailsnippets_*_regionalcontribution:revisions_unschedule", "revision_id", "declared_scheduled"),
    ("wagtailsnippets_*_regionalcontribution:*workflow*", "pk", "declared_submitted"),
    ("wagtailsnippets_*_regionalcontribution:*", "action_name", "=approve"),
    ("wagtailsnippets_*_regionalcontribution:*", "task_state_id", "declared_task_state"),
    ("wagtailsnippets_*_regionalcontribution:*", "workflow_state_id", "declared_state"),
    ("wagtailsnippets_*_regionalcontribution:*", "task_id", "task"),
    ("wagtailsnippets_*_regionalcontribution:*", "revision_id", "declared_revision"),
    ("wagtailsnippet*_regionalcontribution:*", "pk", "contribution"),
    ("*revisions_compare", "revision_id_a", "=live"),
    ("*revisions_compare", "revision_id_b", "=latest"),
    ("menu-en-tete:*", "pk", "menu_header"),
    ("menu-comprendre:*", "pk", "menu_understand"),
    ("menu-participer:*", "pk", "menu_follow"),
    ("menu-cadre-legal:*", "pk", "menu_legal"),
    ("inscriptions:person", "pk", "attendee"),
    ("inscriptions:cancel_person", "pk", "attendee"),
    ("inscriptions:erase_person", "pk", "attendee"),
    ("inscriptions:*", "pk", "registration"),
    ("courriels:*", "pk", "mail"),
    ("bilans:*", "pk", "review"),
    ("open_data_table", "name", "=contributions"),
    ("bilans:*", "revision_id", "review_revision"),
    ("wagtailsnippetchoosers_measures_review:*", "pk", "review"),
    ("etapes:*", "pk", "timeline"),
    ("chantiers:*", "pk", "chantier"),
    ("outils:*", "pk", "tool"),
    ("dimensions:*", "pk", "dimension"),
    ("equipes-relais:*", "pk", "team"),
    ("responsables-des-donnees:*", "pk", "controller"),
    ("wagtailsites:*", "pk", "site"),
    ("wagtailusers_users:*", "pk", "user"),
    ("wagtailusers_groups:*", "pk", "group"),
    ("wagtailcore_authenticate_with_password", "page_view_restriction_id", "=1"),
    ("wagtailcore_authenticate_with_password", "page_id", "draft"),
    ("reset_second_factor", "pk", "user"),
    ("courriels-de-compte:*", "pk", "account_mail"),
    ("mfa_*_webauthn", "pk", "passkey"),
    ("account_reset_password_from_key", "uidb36", "user"),
    ("account_reset_password_from_key", "key", "=x"),
    ("guide", "key", "=relais"),
    ("wagtailadmin_password_reset_confirm", "uidb64", "user"),
    ("wagtailadmin_password_reset_confirm", "token", "=x"),
    ("wagtailsnippets_registrations_mailtext:*", "pk", "mail_text"),
)
# What a bulk action works on, by model.
BULK = {
    "picture": "image",
    "resource": "document",
    "speaker": "speaker",
    "question": "question",
    "mailtext": "mail_text",
    "measure": "measure",
    "review": "review",
    "progress": "note",
    "source": "source",
    "regionalcontribution": "contribution",
    "user": "user",
    "attendee": "attendee",
    "registrationmail": "mail",
    "page": "draft",
}
# And an action of the pages' API, where it is not a draft.
ACTIONS = {"unpublish": "live", "convert_alias": "alias", "revert_to_page_revision": "live"}
# Questions put to a list beside its plain address.
QUERIES = {
    "wagtailadmin_pages:search*": "?q=brouillon",
    "wagtailadmin_choose_page_search": "?q=brouillon",
    "wagtailadmin_explore": "?q=brouillon&search_all=1",
    "wagtailadmin_api:pages:listing": "?limit=20",
    "wagtailadmin_tag*autocomplete": "?term=P",
    "wagtailimages*:*": "?q=image",
    "wagtaildocs*:*": "?q=document",
    "wagtailsnippet*_events_speaker:*": "?q=personne",
    "wagtailsnippets_*_regionalcontribution:list*": "?q=contribution",
    "wagtailsnippetchoosers_*_regionalcontribution:choose*": "?q=contribution",
    "evenements:*": "?export=csv",
    "inscriptions:*": "?export=csv",
    "courriels:*": "?q=billet",
}


class Unknown(Exception):
    """An argument of which the table says nothing."""


def values_for(address: Address, argument: str) -> list[str]:
    for name, which, value in ARGUMENTS:
        if fnmatchcase(address.name, name) and fnmatchcase(argument, which):
            return value.split()
    raise Unknown(
        f"{address.name}: what does « {argument} » stand for? Add a line to objects.py (ARGUMENTS)."
    )


def keys_in(address: Address) -> set[str]:
    """The names of the things that the address speaks of."""
    if address.name == "wagtail_bulk_action":
        return set(BULK.values())
    if address.name == "wagtailadmin_api:pages:action":
        return {"draft"}
    every = [value for argument in address.arguments for value in values_for(address, argument)]
    return {value for value in every if not value.startswith("=")}


def urls_of(address: Address, things: Things) -> Iterator[tuple[str, str]]:
    """The address, about these things, in every way that the table names: a name of its own, and the URL."""
    if address.name == "wagtail_bulk_action":
        yield from _bulk_urls(address, things)
        return
    if address.name == "wagtailadmin_api:pages:action":
        for action in PagesAdminAPIViewSet.actions:
            key = things[ACTIONS.get(action, "draft")]
            yield f"{address.name}/{action}", address.url({"pk": key, "action_name": action})
        return
    choices = [values_for(address, argument) for argument in address.arguments]
    for chosen in product(*choices):
        values = [value[1:] if value.startswith("=") else things[value] for value in chosen]
        several = [value for value, way in zip(chosen, choices, strict=True) if len(way) > 1]
        yield (
            "/".join((address.name, *several)),
            address.url(dict(zip(address.arguments, values, strict=True))),
        )
    if not address.arguments or not keys_in(address):
        for name, query in QUERIES.items():
            if fnmatchcase(address.name, name):
                path = address.url({a: values_for(address, a)[0][1:] for a in address.arguments})
                yield f"{address.name}/{query}", path + query


def _bulk_urls(address: Address, things: Things) -> Iterator[tuple[str, str]]:
    bulk_action_registry._scan_for_bulk_actions()
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            if model not in BULK:
                raise Unknown(f"bulk actions on {app}.{model}: add a line to objects.py (BULK).")
            for action in actions:
                key = things["live" if action == "unpublish" else BULK[model]]
                url = address.url({"app_label": app, "model_name": model, "action": action})
                yield f"{address.name}/{app}.{model}/{action}", f"{url}?id={key}"
