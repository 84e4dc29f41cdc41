"""What is sent (POST) to an address beyond what its form already says, and which sendings change nothing."""

from fnmatch import fnmatchcase

from .things import Things

# address (with its variant): fields; after « $ », a name of things.py.
FIELDS: tuple[tuple[str, dict[str, str]], ...] = (
    ("wagtail_bulk_action/*/add_tags", {"tags": "pris"}),
    ("wagtail_bulk_action/*/add_to_collection", {"collection": "$kept_collection"}),
    ("wagtailadmin_api:pages:action/copy", {"slug": "pris"}),
    ("wagtailadmin_api:pages:action/create_alias", {"destination_page_id": "$agenda", "update_slug": "pris"}),
    ("wagtailadmin_api:pages:action/move", {"destination_page_id": "$agenda", "position": "first-child"}),
    ("wagtailadmin_api:pages:action/revert_to_page_revision", {"revision_id": "$revision"}),
    ("wagtailadmin_api:pages:action/copy_for_translation", {"locale": "fr"}),
    ("wagtailimages:edit_multiple", {"image-$image-title": "Pris", "image-$image-collection": "$collection"}),
    ("wagtaildocs:edit_multiple", {"doc-$document-title": "Pris", "doc-$document-collection": "$collection"}),
)
# For those who may: why nothing changes all the same.
CHANGES_NOTHING = {
    "wagtail_bulk_action/wagtailcore.page/move": "a region has one agenda: nowhere to move an event to",
    "wagtailadmin_pages:move": "asks where to; move_confirm moves",
    "wagtailadmin_api:pages:action/copy_for_translation": "the site speaks one language",
    "wagtaildocs_authenticate_with_password": "asks for a password that this collection does not have",
    "wagtailimages_chooser:select_format": "answers what the editor puts in its text",
}


def fields_for(name: str, things: Things) -> dict[str, str] | None:
    """What to send to the address, about these things; None where the table says nothing."""
    for pattern, fields in FIELDS:
        if fnmatchcase(name, pattern):
            return {_filled(field, things): _filled(value, things) for field, value in fields.items()}
    return None


def _filled(text: str, things: Things) -> str:
    if "$" not in text:
        return text
    before, _dollar, rest = text.partition("$")
    name, dash, after = rest.partition("-")
    return f"{before}{things[name]}{dash}{after}"
