"""What registrations do when an event or its page changes, and after a restored backup."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import page_published

from conference.core.forms import page_form_cleaned
from conference.core.removal import removal_asked, unpublishing_asked
from conference.platform.backups.restoring import restored
from conference.regions.controllers import may_open
from conference.regions.models import Region
from conference.regions.tree import region_slug_of
from events.days import over_at
from events.forms import EventPageForm
from events.models import EventOperation, EventPage
from events.operations.writing import PAGE
from events.signals import event_operated, people_coming

from .actions.comebacks import take_seats_back
from .models import Attendee, RegistrationSettings
from .notices import announce
from .privacy.erasure import erase_again, erase_at_term
from .queue.feeding import ask_again, feed_event
from .queue.still_coming import note_what_the_page_says
from .removal import refuse_removal, refuse_unpublishing
from .seats.gates import CeilingTooLow, refuse_ceiling_below_people


@receiver(page_published, sender=EventPage)
def tell_of_a_publication(sender: type[EventPage], instance: EventPage, **kwargs: Any) -> None:
    now = timezone.now()
    announce(instance, now=now)
    note_what_the_page_says(instance, now=now)
    feed_event(instance, now=now, freed=False)


@receiver(event_operated, sender=EventPage)
def tell_of_an_operation(
    sender: type[EventPage],
    event: EventPage,
    was: EventPage,
    now: datetime,
    undone: EventOperation | None = None,
    **kwargs: Any,
) -> None:
    if undone is not None:
        take_seats_back(event, undone=undone, now=now)
    announce(event, now=now, was=was)
    note_what_the_page_says(event, now=now)
    done = undone or EventOperation.objects.filter(event=event).latest("pk")
    feed_event(event, now=now, freed=_adds_places(done, undone=undone is not None))


@receiver(pre_save, sender=RegistrationSettings)
def ask_again_where_places_are_added(instance: RegistrationSettings, **kwargs: Any) -> None:
    """Whoever declined a seat is asked again once a publication adds places (an operation: see above)."""
    was = RegistrationSettings.objects.filter(pk=instance.pk).first()
    if was is None:
        return
    if _is_more(instance.capacity, was.capacity) or _is_more(instance.ceiling, was.ceiling):
        ask_again(instance.event)


@receiver(people_coming, sender=EventPage)
def count_seats_held(
    sender: type[EventPage], events: Sequence[EventPage], now: datetime, **kwargs: Any
) -> int:
    return Attendee.objects.filter(event__in=[event.pk for event in events]).holding_a_seat(now).count()


@receiver(restored)
def erase_who_came_back(sender: type, now: datetime, made_at: datetime, **kwargs: Any) -> None:
    """A backup brings back people erased since: at their term, or because they had asked for it."""
    erase_again(now=now)
    erase_at_term(now=now)


# --- A page on which people count stays ------------------------------------------------------


@receiver(removal_asked)
def keep_registrations(page: Page, **kwargs: Any) -> str | None:
    return refuse_removal(page)


@receiver(unpublishing_asked)
def keep_in_sight(page: Page, now: datetime, **kwargs: Any) -> str | None:
    return refuse_unpublishing(page, now=now)


@receiver(page_form_cleaned, sender=EventPage)
def refuse_to_hide_it_later(form: EventPageForm, **kwargs: Any) -> None:
    """Neither an end before the event is over, nor a start still to come, takes a page off line."""
    now, event = timezone.now(), form.instance
    ends, begins = form.cleaned_data.get("expire_at"), form.cleaned_data.get("go_live_at")
    over = over_at(event)
    ends_early = ends and not (over and ends >= over)
    begins_again = begins and begins > now and event.live
    if not (event.pk and (ends_early or begins_again)) or refuse_unpublishing(event, now=now) is None:
        return
    form.add_error(
        "expire_at" if ends_early else "go_live_at",
        _(
            "Des personnes sont inscrites : la page reste en ligne jusqu’à la fin de l’événement."
            " Pour les prévenir, choisissez « Annuler l’événement »."
        ),
    )


# --- Nothing opens before it is known who answers for the data --------------------------------


@receiver(page_form_cleaned, sender=EventPage)
def refuse_to_open_without_controller(form: EventPageForm, **kwargs: Any) -> None:
    """Of a publication. What is open already stays so: its page may still be corrected."""
    formset = form.formsets.get("registration_settings")
    if formset is None or form.is_deferred_validation or form.instance.organised_by_others:
        return
    opened = [each for each in formset.forms if getattr(each, "cleaned_data", {}).get("enabled")]
    if not opened or _is_open_already(form.instance):
        return
    slug = region_slug_of(form.parent_page.url_path)
    if may_open(Region.objects.filter(slug=slug).first() if slug else None):
        return
    opened[0].add_error(
        "enabled",
        _(
            "Les inscriptions ne peuvent pas ouvrir : l’entité qui répond des données personnelles n’est pas"
            " écrite en entier. L’équipe nationale l’écrit dans Paramètres, Responsables des données."
        ),
    )


# --- The room holds who has a seat in it ------------------------------------------------------


@receiver(page_form_cleaned, sender=EventPage)
def refuse_a_room_too_small(form: EventPageForm, **kwargs: Any) -> None:
    """Of a publication, or of what is given to be read over."""
    formset = form.formsets.get("registration_settings")
    if formset is None or form.is_deferred_validation or form.instance.pk is None:
        return
    for each in formset.forms:
        ceiling = getattr(each, "cleaned_data", {}).get("ceiling")
        try:
            refuse_ceiling_below_people(form.instance, ceiling, now=timezone.now())
        except CeilingTooLow as refusal:
            each.add_error("ceiling", str(refusal))


def _adds_places(done: EventOperation, *, undone: bool) -> bool:
    before, after = (done.after, done.before) if undone else (done.before, done.after)
    settings = "registration_settings"
    return any(
        _is_more(new[name], old[name])
        for old, new in zip(before[PAGE].get(settings, []), after[PAGE].get(settings, []), strict=False)
        for name in ("capacity", "ceiling")
        if name in new
    )


def _is_more(limit: int | None, before: int | None) -> bool:
    """Whether a limit leaves more places than the one before; None: no limit."""
    return before is not None and (limit is None or limit > before)


def _is_open_already(event: EventPage) -> bool:
    published = RegistrationSettings.objects.filter(event=event.pk, event__live=True, enabled=True)
    return event.pk is not None and published.exists()
