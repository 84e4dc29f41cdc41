"""The programme in the form of an event: a row an item, without JavaScript too (static/js/programme.js)."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import TextFieldComparison
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.admin.panels.base import get_form_for_model

from conference.core.times import french
from conference.core.times.fields import MomentField
from conference.core.times.widgets import MomentInput

from ..models import EventPage, Session, SessionSpeaker
from ..programme_warnings import Item, ProgrammeWarning, warnings_of
from .people import PeopleField

LONGEST_NIGHT = timedelta(hours=12)


class ItemMomentField(MomentField):
    """A moment of an item: an hour alone is of ``day``, as a rule the day on which the event begins."""

    day: date | None = None

    def read(self, day_text: str, hour_text: str) -> tuple:
        try:
            return super().read(day_text, hour_text)
        except french.DayMissing:
            if self.day is None:
                raise
            return super().read(f"{self.day:%d/%m/%Y}", hour_text or day_text)


class EndInput(MomentInput):
    """The end of an item, whose day is written only where it is not ``day``."""

    day: date | None = None

    def _texts(self, value: Any) -> tuple[str, str]:
        day, hour = super()._texts(value)
        is_that_day = isinstance(value, datetime) and value.date() == self.day
        return ("", hour) if is_that_day else (day, hour)


class ItemTimesForm(forms.Form):
    """When an item begins and ends: an hour of the day on which it begins, or of the night after it."""

    start = ItemMomentField(label=_("Début"))
    end = ItemMomentField(label=_("Fin"), required=False, widget=EndInput)

    def stand_on(self, day: date | None) -> None:
        """Read an hour alone as one of ``day``, that of the event; once the form speaks in its zone."""
        self.fields["start"].day = day
        self._end_on(self.initial.get("start"))

    def _end_on(self, start: datetime | None) -> None:
        if start is not None:
            day = start.astimezone(self.fields["start"].in_zone).date()
            self.fields["end"].day = self.fields["end"].widget.day = day

    def clean_start(self) -> datetime | None:
        self._end_on(self.cleaned_data["start"])
        return self.cleaned_data["start"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            next_day = end + timedelta(days=1)
            if self._is_hour_alone("end") and next_day - start <= LONGEST_NIGHT:
                cleaned["end"] = next_day
            elif not getattr(self, "is_deferred_validation", False):
                self.add_error("end", _("La fin doit venir après le début."))
        return cleaned

    def _is_hour_alone(self, name: str) -> bool:
        value = self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        return bool(value) and not value[0].strip()


class ItemForm(ItemTimesForm, WagtailAdminModelForm):
    """One item of a programme."""

    speakers = PeopleField(label=_("Intervenantes et intervenants"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [role.speaker for role in self.roles]
        self.fields["speakers"].user = self.for_user
        self.fields["speakers"].keep(people)
        self.initial["speakers"] = [str(person.pk or person.label) for person in people]
        self.fields["room"].widget.attrs["list"] = "programme-rooms"

    @cached_property
    def roles(self) -> list[SessionSpeaker]:
        """Who speaks, as the event holds it."""
        return list(self.instance.session_speakers.all())

    def save(self, commit: bool = True) -> Session:
        session = super().save(commit=commit)
        before = {role.speaker: role for role in self.roles if role.speaker.pk}
        session.session_speakers = [
            (before.get(person) if person.pk else None) or SessionSpeaker(speaker=person)
            for person in self.cleaned_data.get("speakers", [])
        ]
        for order, role in enumerate(session.session_speakers.all()):
            role.sort_order = order
        return session

    @property
    def roles_of_new_people(self) -> list[SessionSpeaker]:
        return [role for role in self.instance.session_speakers.all() if role.speaker.pk is None]


class PeoplePanel(Panel):
    """The people of an item: a field of the form alone, and what changed among them between two versions."""

    def get_form_options(self) -> dict:
        return {"fields": ["speakers"]}

    class BoundPanel(Panel.BoundPanel):
        def get_comparison(self) -> list:
            return [PeopleComparison]


class PeopleComparison(TextFieldComparison):
    """Who speaks in an item, in two versions of it."""

    def __init__(self, before: Session, after: Session) -> None:
        self.val_a, self.val_b = (
            ", ".join(role.speaker.label for role in item.session_speakers.all()) for item in (before, after)
        )

    def field_label(self) -> str:
        return _("Intervenantes et intervenants")


class ProgrammePanel(InlinePanel):
    """The items as a table, with what may be wrong in it."""

    FIELDS: ClassVar = ("start", "end", "title", "kind", "room", "description", "slides")

    def __init__(self, relation_name: str, **kwargs: Any) -> None:
        people = PeoplePanel(heading=_("Intervenantes et intervenants"))
        kwargs.setdefault("panels", [*(FieldPanel(name) for name in self.FIELDS), people])
        super().__init__(relation_name, **kwargs)

    def get_form_options(self) -> dict:
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {
            "form": get_form_for_model(
                Session, form_class=ItemForm, defer_required_on_fields=list(self.FIELDS)
            ),
            "inherit_kwargs": ["for_user"],
        }
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "events/admin/programme.html"

        @property
        def media(self) -> forms.Media:
            scripts = [forms.Script(f"js/{name}.js", type="module") for name in ("people-input", "programme")]
            return super().media + forms.Media(js=scripts, css={"all": ["css/programme-form.css"]})

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {
                **super().get_context_data(parent_context),
                "warnings": programme_warnings(self.instance),
                "rooms": sorted({session.room for session in self.instance.sessions.all() if session.room}),
            }


def programme_warnings(event: EventPage) -> list[ProgrammeWarning]:
    """What to look at in the programme that ``event`` holds, item by item in its order."""
    zone = event.zone
    items = [
        Item(
            key=index,
            title=session.title,
            start=session.start.astimezone(zone),
            end=session.end and session.end.astimezone(zone),
            room=session.room,
            kind=session.kind,
            people=tuple(role.speaker.label for role in session.session_speakers.all()),
        )
        for index, session in enumerate(event.sessions.all())
        if session.start
    ]
    start, end = (moment and moment.astimezone(zone) for moment in (event.start, event.end))
    return warnings_of(items, start=start, end=end)
