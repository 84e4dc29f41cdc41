"""Where the admin leads from a session to those that come after it."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from ..announcing.copies import may_be_model
from ..models import EventPage
from .starting import may_write_models


def buttons_of(event: EventPage, user: AbstractBaseUser) -> Iterator[Button]:
    """What the person who writes ``event`` may begin from it."""
    again = event.permissions_for_user(user).can_announce_again()
    if again and not event.is_model and event.start is not None:
        yield Button(
            _("Répéter"), url=reverse("event_repeat", args=[event.pk]), icon_name="rotate", priority=46
        )
    if event.series_id is not None:
        yield Button(
            _("La série"), url=reverse("event_series", args=[event.pk]), icon_name="list-ul", priority=47
        )
    if event.is_model or (may_be_model(event) and may_write_models(user)):
        label = _("Ne plus en faire un modèle") if event.is_model else _("En faire une page modèle")
        yield Button(
            label, url=reverse("event_model", args=[event.pk]), icon_name="clipboard-list", priority=48
        )
