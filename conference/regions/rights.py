"""Who may do what: the groups, their rights, the collections of files, the approval workflow.

Every function here may run again at any time: it adds what is missing and takes nothing away, except
``set_publishes_directly``, whose purpose it is. Rights added by hand to a group stay.
"""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowContentType,
    WorkflowMixin,
    WorkflowPage,
    WorkflowTask,
)

from .models import Region, RelayTeam
from .scoping import ADMINISTRATION, COMMUNICATION, MODERATION
from .tree import local_page

NATIONAL_COLLECTION = "National"
REVIEW = "Relecture"

# « app.model »: what the group may do with it. An app above says its own in its configuration
# (``rights_of_communication``, ``rights_of_moderation``, ``rights_of_relays``, and what a team that publishes
# directly has besides: ``rights_of_publishing_relays``).
COMMUNICATION_MODELS = {
    "regions.relayteam": "view change",
    "regions.datacontroller": "view add change",
    "core.sitesettings": "change",
    "wagtailredirects.redirect": "view add change delete",
    "wagtailadmin.admin": "access",
}
MODERATION_MODELS = {"wagtailadmin.admin": "access"}
# Accounts, teams and second factors; no page, no file, no group's rights (docs/decisions/0024).
ADMINISTRATION_MODELS = {
    "auth.user": "view add change delete",
    "regions.relayteam": "view change",
    "wagtailadmin.admin": "access",
}
RELAY_MODELS = {"regions.datacontroller": "view", "wagtailadmin.admin": "access"}

COMMUNICATION_PAGES = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
MODERATION_PAGES = ("change", "publish", "lock", "unlock")
RELAY_PAGES = ("add", "change")
PUBLISHING = "rights_of_publishing_relays"

FILES = ("wagtailimages.image", "wagtaildocs.document")  # where Wagtail keeps the rights
WRITE_FILES = ("add", "change", "choose")
CHOOSE_FILES = ("choose",)


@transaction.atomic
def ensure_all_rights() -> list[RelayTeam]:
    """Everything below, for every region whose local page stands. Call it once the tree is there."""
    ensure_national_groups()
    ensure_review_workflow()
    return [ensure_relay_team(region) for region in Region.objects.all() if local_page_of(region)]


# --- The national teams --------------------------------------------------------------------------


@transaction.atomic
def ensure_national_groups() -> None:
    """« Communication » edits everything; « Modération » corrects and publishes what relays submit.

    « Administration nationale » opens accounts.
    """
    home = home_page()
    root = Collection.get_first_root_node()
    communication, _created = Group.objects.get_or_create(name=COMMUNICATION)
    grant_models(communication, COMMUNICATION_MODELS | said_by_apps("rights_of_communication"))
    grant_pages(communication, home, COMMUNICATION_PAGES)
    grant_files(communication, root, WRITE_FILES)
    moderation, _created = Group.objects.get_or_create(name=MODERATION)
    grant_models(moderation, MODERATION_MODELS | said_by_apps("rights_of_moderation"))
    grant_pages(moderation, home, MODERATION_PAGES)
    grant_files(moderation, root, CHOOSE_FILES)
    administration, _created = Group.objects.get_or_create(name=ADMINISTRATION)
    grant_models(administration, ADMINISTRATION_MODELS)
    ensure_collection(NATIONAL_COLLECTION)


@transaction.atomic
def ensure_review_workflow() -> Workflow:
    """« Relecture »: what a relay submits waits for « Modération », on the whole site.

    A correction of a snippet that goes through workflows (a measure) may be submitted to it too.
    """
    moderation, _created = Group.objects.get_or_create(name=MODERATION)
    task = GroupApprovalTask.objects.filter(name=REVIEW).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=REVIEW)
        task.groups.add(moderation)
    workflow = Workflow.objects.filter(name=REVIEW).first()
    if workflow is None:
        workflow = Workflow.objects.create(name=REVIEW)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.get_or_create(page=home_page(), defaults={"workflow": workflow})
    for model in apps.get_models():
        if issubclass(model, WorkflowMixin) and not issubclass(model, Page):
            content_type = ContentType.objects.get_for_model(model)
            WorkflowContentType.objects.get_or_create(
                content_type=content_type, defaults={"workflow": workflow}
            )
    return workflow


# --- The relays ----------------------------------------------------------------------------------


@transaction.atomic
def ensure_relay_team(region: Region) -> RelayTeam:
    """The group « Relais – <région> », its collection and its rights. Needs the region's local page."""
    team = RelayTeam.objects.filter(region=region).select_related("region", "group", "collection").first()
    if team is None:
        group, _created = Group.objects.get_or_create(name=f"Relais – {region.name}")
        team = RelayTeam.objects.create(region=region, group=group, collection=ensure_collection(region.name))
    team.collection.move(Collection.get_first_root_node(), "sorted-child")  # collections are in French order
    grant_relay_rights(team)
    return team


@transaction.atomic
def grant_relay_rights(team: RelayTeam) -> None:
    """What a relay may do: write below its local page, with its own files and the national ones."""
    page = local_page_of(team.region)
    if page is None:
        raise Page.DoesNotExist(_("La région « %s » n’a pas encore de page locale.") % team.region.name)
    grant_models(team.group, RELAY_MODELS | said_by_apps("rights_of_relays"))
    grant_pages(team.group, page, RELAY_PAGES)
    grant_files(team.group, team.collection, WRITE_FILES)
    grant_files(team.group, ensure_collection(NATIONAL_COLLECTION), CHOOSE_FILES)
    if team.publishes_directly:
        grant_models(team.group, said_by_apps(PUBLISHING))
        grant_pages(team.group, page, ("publish",))


@transaction.atomic
def set_publishes_directly(team: RelayTeam, *, publishes_directly: bool) -> RelayTeam:
    """Let the team publish at once, or make it submit to a moderator, from now on."""
    team.publishes_directly = publishes_directly
    team.save(update_fields=["publishes_directly"])
    if publishes_directly:
        grant_relay_rights(team)
    else:
        GroupPagePermission.objects.filter(group=team.group, permission__codename="publish_page").delete()
        team.group.permissions.remove(*_model_permissions(said_by_apps(PUBLISHING)))
    return team


# --- Granting ------------------------------------------------------------------------------------


def said_by_apps(rights: str) -> dict[str, str]:
    """What the configurations of the apps say under this name, as « app.model »: « action action… »."""
    return {
        model: actions
        for config in apps.get_app_configs()
        for model, actions in getattr(config, rights, {}).items()
    }


def grant_models(group: Group, models: dict[str, str]) -> None:
    """Give ``group`` the rights listed as « app.model »: « action action… »; unknown ones are skipped.

    A folder that is not there yet has no permission to give.
    """
    group.permissions.add(*_model_permissions(models))


def _model_permissions(models: dict[str, str]) -> list[Permission]:
    wanted = {
        (label.split(".")[0], f"{action}_{label.split('.')[1]}")
        for label, actions in models.items()
        for action in actions.split()
    }
    found = Permission.objects.filter(
        content_type__app_label__in={app for app, _codename in wanted},
        codename__in={codename for _app, codename in wanted},
    ).select_related("content_type")
    return [p for p in found if (p.content_type.app_label, p.codename) in wanted]


def grant_pages(group: Group, page: Page, actions: Iterable[str]) -> None:
    """Give ``group`` these rights on ``page`` and everything below."""
    for permission in _permissions("wagtailcore", [f"{action}_page" for action in actions]):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def grant_files(group: Group, collection: Collection, actions: Iterable[str]) -> None:
    """Give ``group`` these rights on the images and documents of ``collection``."""
    for label in FILES:
        app, model = label.split(".")
        for permission in _permissions(app, [f"{action}_{model}" for action in actions]):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=permission
            )


def ensure_collection(name: str) -> Collection:
    """The collection of that name just below the root."""
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=name).first() or root.add_child(instance=Collection(name=name))


def home_page() -> Page:
    """The home page of the site. Raises Site.DoesNotExist before the tree is there."""
    return Site.objects.select_related("root_page").get(is_default_site=True).root_page


def local_page_of(region: Region) -> Page | None:
    """The region's local page, or None before the tree is there."""
    return local_page(slug=region.slug).first()


def _permissions(app_label: str, codenames: list[str]) -> Iterable[Permission]:
    return Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames)
