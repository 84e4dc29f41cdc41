"""Everything a real site starts from, without any fictional content."""

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Collection, Workflow

from conference.regions.models import RelayTeam
from conference.regions.rights import ensure_all_rights
from home.models import ReferenceMark

from .facts import load_facts
from .indexing import indexed_at_the_end
from .menus import load_menus
from .places import load_places, settle_events
from .report import Report
from .sources import load_progress, load_sources
from .tree import load_tree

MADE_BY_RIGHTS = (Group, Collection, Workflow, RelayTeam)


def index_relations_to_many() -> None:
    """Once: what was saved before conference.core.usage noted it is indexed anew."""
    if ReferenceMark.unmarked({"usage: relations to many": ""}):
        call_command("rebuild_references_index", verbosity=0)


@transaction.atomic
def load_reference() -> Report:
    """Add what is missing: facts, fixed pages, menus, groups, rights, workflow. Changes nothing else."""
    report = Report()
    index_relations_to_many()
    with indexed_at_the_end():
        load_facts(report)
        load_places(report)
        settle_events()
        load_sources(report)
        load_progress(report)
        load_tree(report)
        load_menus(report)
    before = {model: model._default_manager.count() for model in MADE_BY_RIGHTS}
    ensure_all_rights()
    for model, count in before.items():
        report.add(model, model._default_manager.count() - count)
    return report
