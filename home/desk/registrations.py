"""The panel of the registrations: at which sessions people wait for the organiser's word."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from events.wording import days

from .board import DeskPanel, Row


class Arrangements(DeskPanel):
    """The sessions at which somebody waits for the organiser's word, the soonest first."""

    name = "amenagements"
    title = gettext_lazy("Demandes d’aménagement")
    empty = gettext_lazy("Personne n’attend de réponse.")

    def is_for_reader(self) -> bool:
        return self.reader.user.has_perm("registrations.change_registration")

    def rows(self) -> Iterator[Row]:
        for event in self.reader.watched:
            if event.wishes:
                yield Row(
                    title=event.title,
                    url=reverse("event_answers", args=[event.pk]),
                    facts=[
                        *self.reader.region_named(event.region.slug if event.region else ""),
                        days(event),
                        ngettext("%(n)s demande", "%(n)s demandes", event.wishes) % {"n": event.wishes},
                    ],
                )
