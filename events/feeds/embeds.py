"""The agenda in the page of another site: the first sessions that its filters find, and the code to copy."""

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from conference.core.embeds import THEMES, frame_code, theme_choice
from conference.core.feeds import address_with

from ..lists.counts import tell_next_end
from ..lists.filters import AgendaFilters
from ..models import EventPage

SHOWN = 12
HEIGHT = 640  # pixels


class EmbedFilters(AgendaFilters):
    """The filters of the agenda, and the theme of the frame."""

    view_fields = (*AgendaFilters.view_fields, "theme")

    theme = theme_choice()

    @property
    def theme_name(self) -> str:
        """« light », « dark », or "" for the machine's."""
        return THEMES.get(self.cleaned_data["theme"], "")


def embed_context(asked: QueryDict, *, now: datetime) -> dict[str, Any]:
    """What the embedded agenda shows."""
    tell_next_end(now)
    choices = EmbedFilters(asked)
    events = list(choices.narrow(EventPage.objects.shown().upcoming(now)).for_listing()[: SHOWN + 1])
    return {"choices": choices, "events": events[:SHOWN], "more": len(events) > SHOWN}


def code_for(filters: AgendaFilters) -> str:
    """The HTML that frames the agenda with the filters chosen."""
    address = address_with("/agenda/integration/", filters.query)
    return frame_code(address, about=" – ".join([_("Agenda"), *filters.words]), height=HEIGHT)
