"""« Données personnelles » of an event: what is held of its people, who took it away, what was erased."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from conference.core.models import SiteSettings
from conference.regions.controllers import controllers_for
from events.models import EventPage

from ..models import ErasureRecord, PeopleExport
from ..privacy.held import HELD, questions_held
from ..privacy.records import fields_in_words, is_genuine
from .event_views import EventPageMixin

SHOWN = 50  # exports, erasures


class LedgerView(EventPageMixin, TemplateView):
    """The ledger of one event (GDPR, article 30): field by field, why, on what basis, for whom, how long."""

    template_name = "events/registrations/admin/ledger.html"
    page_title = gettext_lazy("Données personnelles")
    header_icon = "key"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        basis = SiteSettings.current().legal_basis
        return super().get_context_data(**kwargs) | {
            "event": self.event,
            "controllers": controllers_for(self.event.region),
            "lines": [_line(held, self.event, basis=basis) for held in HELD],
            "questions": questions_held(self.event),
            "exports": PeopleExport.objects.filter(event=self.event).select_related("user")[:SHOWN],
            "log_months": settings.REGISTRATION_LOG_MONTHS,
            "erasures": [
                {"record": record, "fields": fields_in_words(record), "genuine": is_genuine(record)}
                for record in ErasureRecord.objects.filter(event=self.event)[:SHOWN]
            ],
        }


def _line(held: Any, event: EventPage, *, basis: str) -> dict[str, Any]:
    return {
        "title": held.title,
        "fields": held.field_names,
        "rows": held.rows(event),
        "purpose": held.purpose.label,
        "basis": held.basis_in_words(basis),
        "readers": held.readers.label,
        "term": held.term.in_words(),
        "due": held.due(event),
    }
