"""The one signed link of a registrant: `/inscriptions/<token>/` (design.md §6)."""

from django.urls import reverse

from conference.platform.links import make_token, read_token

from .models import Registration
from .states import Status

PURPOSE = "registration"


def link_for(registration: Registration) -> str:
    """The path of the person's own page; it opens without an account and GET changes nothing there."""
    return reverse("registrations:link", args=[make_token(PURPOSE, registration.uuid)])


def registration_for(token: str) -> Registration | None:
    """The registration that ``token`` was made for; None when it is forged, or erased meanwhile."""
    uuid = read_token(PURPOSE, token)
    if uuid is None:
        return None
    rows = Registration.objects.select_related("event__region__team", "event__edition")
    return rows.exclude(status=Status.ANONYMISED).filter(uuid=uuid).first()
