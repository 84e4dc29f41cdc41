"""What is sent (POST) to an address beyond what its form already says, and which sendings change nothing."""

from fnmatch import fnmatchcase

from .things import Things

# address (with its variant): fields; after « $ », a name of things.py.
FIELDS: tuple[tuple[str, dict[str, str]], ...] = (
    ("wagtail_bulk_action/registrations.attendee/cancel", {"reason": "Pris"}),
    ("wagtail_bulk_action/registrations.attendee/write", {"subject": "Pris", "text": "Pris"}),
    ("inscriptions:address", {"email": "pris@exemple.invalid"}),
    ("inscriptions:note", {"note": "Pris"}),
    ("inscriptions:add_person", {"first_name": "Pris", "last_name": "Aussi"}),
    ("wagtail_bulk_action/*/add_tags", {"tags": "pris"}),
    ("wagtail_bulk_action/*/add_to_collection", {"collection": "$kept_collection"}),
    ("wagtailadmin_api:pages:action/copy", {"slug": "pris"}),
    ("wagtailadmin_api:pages:action/create_alias", {"destination_page_id": "$agenda", "update_slug": "pris"}),
    ("wagtailadmin_api:pages:action/move", {"destination_page_id": "$agenda", "position": "first-child"}),
    ("wagtailadmin_api:pages:action/revert_to_page_revision", {"revision_id": "$revision"}),
    ("wagtailadmin_api:pages:action/copy_for_translation", {"locale": "fr"}),
    ("event_copy", {"day": "2027-04-06", "title": "Pris"}),
    ("event_series", {"texts": "summary"}),
    ("event_arrangement", {"state": "possible"}),
    ("event_queue_order", {"reason": "ordre-trajet"}),
    ("event_letter", {"subject": "Pris", "text": "Pris", "states": "confirmees"}),
    ("event_postpone", {"known": "later"}),
    ("wagtailimages:edit_multiple", {"image-$image-title": "Pris", "image-$image-collection": "$collection"}),
    ("wagtaildocs:edit_multiple", {"doc-$document-title": "Pris", "doc-$document-collection": "$collection"}),
)
# For the relay that owns what is asked about: why its sending changes nothing. (Where the answer is 405,
# nobody may send; where the table of expectations keeps relays out, nothing is theirs.)
CHANGES_NOTHING = {
    # They read, ask or lead on, whatever the method.
    "account_reset_password_from_key": "asks for a link of a mail",
    "wagtailadmin_password_reset_confirm": "asks for a link of a mail",
    "registrations:check_mailbox": "asks for a seat just taken",
    "registrations:register": "this event takes no registration",
    "programme_warnings": "answers what may be wrong in what is sent",
    "wagtail_serve": "a draft is no address",
    "wagtailadmin_pages:confirm_workflow_cancellation": "asks; the editor's form cancels",
    "wagtailadmin_pages:add_subpage*": "leads on to the only kind there is, or offers several",
    "wagtailadmin_pages:move": "asks where to; move_confirm moves",
    "wagtailadmin_pages:copy": "leads on to the address that asks for the new day",
    "event_link": "this event takes place in a room: tests/conference/regions/cases.py knocks too",
    "event_reopen_registration": "nothing is closed: tests/events/registrations/test_operations.py",
    "event_stop_mails": "no mail waits: tests/events/registrations/test_operations.py",
    "event_repeat": "asks for a rhythm, which the address keeps: tests/events/test_repeating.py",
    "wagtailadmin_pages:preview_on_*": "keeps the form in the session, to show it",
    "wagtailadmin_pages:revisions_index": "leads on to the history",
    "wagtailadmin_pages:view_draft*": "shows",
    "wagtaildocs_authenticate_with_password": "asks for a password that this collection does not have",
    "wagtaildocs_serve": "shows",
    "wagtailforms:*": "no page of ours is a form",
    "wagtailimages:preview": "shows",
    "wagtailimages_chooser:select_format": "answers what the editor puts in its text",
    "wagtailsnippets_events_speaker:copy": "its form is sent to the address that adds",
    "wagtailsnippets_measures_regionalcontribution:preview_on_*": "keeps the form in the session, to show it",
    "wagtailsnippets_measures_regionalcontribution:revisions_view": "shows",
    "wagtailsnippets_measures_regionalcontribution:confirm_workflow_cancellation": "asks; the form cancels",
    "inscriptions:add_person": "somebody waits, no seat is open: actions/test_people.py",
    "wagtail_bulk_action/registrations.attendee/accept": "nobody is to be accepted",
    "wagtail_bulk_action/registrations.attendee/refuse": "nobody is to be approved: test_approvals.py",
    # They write for others than relays, or what is not compared.
    "wagtail_bulk_action/wagtailcore.page/move": "a region has one agenda: nowhere to move an event to",
    "wagtailadmin_api:pages:action/copy_for_translation": "the site speaks one language",
    "wagtailadmin_editing_sessions:*": "who is editing what is not compared (rows.py)",
    "wagtail*:create_multiple_from_uploaded_*": "closed: no file comes in unchecked",
    "wagtailsnippets_measures_regionalcontribution:*lock": "moderation and communications lock and unlock",
    "wagtailadmin_pages:lock": "moderation and communications lock",
    "wagtailadmin_pages:unlock": "moderation and communications unlock",
}


def changes_nothing(name: str) -> bool:
    """Whether a line says why the owner's sending to this address changes nothing."""
    return any(fnmatchcase(name, pattern) for pattern in CHANGES_NOTHING)


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
