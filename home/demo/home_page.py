"""What the demonstration adds to the sections of the home page, told from the team's by their ids."""

from home.models import HomePage

from .content import texts

MARK = "demonstration-"


def add_sections() -> None:
    """Put each section of data/home_sections.json after one of its kind ``after``, or at the end."""
    home = HomePage.objects.get()
    sections = list(home.sections.get_prep_value())
    for number, added in enumerate(texts("home_sections")):
        kinds = [section["type"] for section in sections]
        place = kinds.index(added["after"]) + 1 if added["after"] in kinds else len(sections)
        sections.insert(place, {"id": f"{MARK}{number}", "type": added["type"], "value": added["value"]})
    home.sections = home.sections.stream_block.to_python(sections)
    home.save(update_fields=["sections"])


def remove_sections() -> None:
    """Take them out of the published page and of its latest draft."""
    home = HomePage.objects.get()
    if _without_ours(home):
        home.save(update_fields=["sections"])
    if home.latest_revision_id:
        draft = home.get_latest_revision_as_object()
        if _without_ours(draft):
            draft.save_revision(clean=False, log_action=False)


def _without_ours(page: HomePage) -> bool:
    """Leave the sections of the demonstration out of ``page``; whether there were any."""
    sections = list(page.sections.get_prep_value())
    kept = [section for section in sections if not str(section["id"]).startswith(MARK)]
    page.sections = page.sections.stream_block.to_python(kept)
    return len(kept) < len(sections)
