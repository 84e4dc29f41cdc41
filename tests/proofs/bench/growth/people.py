"""Registrants by the ten thousand, and the members of the relay teams."""

import uuid
from collections import defaultdict
from datetime import datetime, timedelta

from .store import Row, Store, as_json

# Of ten registrants: one in the great event of Brittany, four in its other events, five elsewhere.
GREAT, BRITTANY = 1, 5
BATCH = 20_000


def add_registrants(store: Store, numbers: range, *, now: datetime) -> None:
    """The people of these numbers, with their log and their mails. Nobody's address, nobody's name."""
    brittany = store.value("SELECT id FROM regions_region WHERE slug = 'bretagne'")
    there = "SELECT page_ptr_id FROM events_eventpage JOIN registrations_registrationsettings ON event_id ="
    # A model page has no date, and comes first in that order.
    own = f"{there} page_ptr_id WHERE region_id = %s AND start IS NOT NULL ORDER BY start DESC LIMIT 100"
    others = f"{there} page_ptr_id WHERE region_id <> %s AND start IS NOT NULL ORDER BY start DESC LIMIT 2000"
    great, *near = (key for (key,) in store.connection.execute(own, [brittany]))
    far = [key for (key,) in store.connection.execute(others, [brittany])]
    near = near or [great]
    first = store.next_id("registrations_registration")
    first_attendee = store.next_id("registrations_attendee")
    rows: dict[str, list[Row]] = defaultdict(list)
    for turn, number in enumerate(numbers):
        tenth, rest = number % 10, number // 10
        event = (
            great if tenth < GREAT else near[rest % len(near)] if tenth < BRITTANY else far[rest % len(far)]
        )
        key, at = first + turn, now - timedelta(minutes=number)
        address = f"personne-{number}@participants.invalid"
        confirmed = number % 8 > 0
        status = "confirmed" if confirmed else "cancelled" if number % 16 else "unconfirmed"
        rows["registrations_registration"].append(
            {
                "id": key,
                "uuid": uuid.uuid4(),
                "email": address,
                "email_key": address,
                "organisation": f"Organisation {number % 463}",
                "organisation_kind": "association",
                "answers": as_json({}),
                "created_at": at,
                "event_id": event,
            }
        )
        rows["registrations_attendee"].append(
            {
                "id": first_attendee + turn,
                "registration_id": key,
                "status": status,
                "first_name": f"Prénom {number % 997}",
                "last_name": f"Nom {number}",
                "changed_at": at,
                "held_until": now + timedelta(hours=20) if status == "unconfirmed" else None,
                "confirmed_at": at if confirmed else None,
                "cancelled_at": at if status == "cancelled" else None,
                "event_id": event,
            }
        )
        for before, after in (("", "unconfirmed"), ("unconfirmed", status)):
            rows["registrations_registrationlogentry"].append(
                {"at": at, "actor": "visitor", "from_status": before, "to_status": after, "note": ""}
                | {"registration_id": key, "attendee_id": first_attendee + turn}
            )
        for kind in ("confirm", "ticket"):
            rows["registrations_registrationmail"].append(
                {
                    "uuid": uuid.uuid4(),
                    "state": "sent",
                    "to": address,
                    "subject": "Votre inscription",
                    "text": "Bonjour,\n\n" + "Voici votre billet. " * 40,
                    "created_at": at,
                    "sent_at": at,
                    "attempts": 1,
                    "last_error": "",
                    "kind": kind,
                    "event_id": event,
                    "registration_id": key,
                }
            )
        if turn % BATCH == BATCH - 1:
            _write(store, rows)
    _write(store, rows)


def _write(store: Store, rows: dict[str, list[Row]]) -> None:
    for table, written in rows.items():
        store.copy(table, written)
    rows.clear()


def add_members(store: Store, numbers: range, *, now: datetime) -> None:
    """Accounts without a password, one relay team after the other."""
    teams = [row["group_id"] for row in store.rows("regions_relayteam")]
    first = store.next_id("auth_user")
    store.copy(
        "auth_user",
        (
            {
                "id": first + turn,
                "password": "!",
                "is_superuser": False,
                "username": f"membre-{number}",
                "first_name": "Membre",
                "last_name": str(number),
                "email": f"membre-{number}@relais.invalid",
                "is_staff": False,
                "is_active": True,
                "date_joined": now,
            }
            for turn, number in enumerate(numbers)
        ),
    )
    store.copy(
        "auth_user_groups",
        (
            {"user_id": first + turn, "group_id": teams[number % len(teams)]}
            for turn, number in enumerate(numbers)
        ),
    )
