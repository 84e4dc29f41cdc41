"""The form of an event: times in the event's own zone, and what must hold before it is published."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.forms import SitePageForm
from conference.core.times.fields import END_OF_DAY
from conference.core.times.zoned import PARIS, each_row, speak_in
from conference.regions.models import Region, RelayTeam
from conference.regions.town_field import TownForm
from conference.regions.tree import region_slug_of

from .addresses import free_slug
from .admin.meanwhile import acts_on, keep_what_was_done
from .admin.moving import follow_start
from .choices import EventFormat, YesNo
from .models.event import RESERVED_SLUGS
from .models.place import ACCESS_FACTS
from .shifting import TIMED_CHILDREN, Moved


def zone_choices() -> list[tuple[str, str]]:
    """The zones of the regions, Paris first: « Paris », « La Réunion »…"""
    names: dict[str, list[str]] = {PARIS: []}
    for region in Region.objects.order_by("slug"):
        names.setdefault(region.time_zone, []).append(region.name)
    return [
        (zone, str(_("Heure de Paris")) if zone == PARIS else _("Heure locale : %s") % ", ".join(regions))
        for zone, regions in names.items()
    ]


class EventPageForm(TownForm, SitePageForm):
    """Checks are those of publication; a draft may be incomplete, and is never refused for it."""

    programme_follows = forms.BooleanField(
        label=gettext_lazy("Si le début change, tout suit"),
        help_text=gettext_lazy(
            "La fin, le programme et la fin des inscriptions, autant de jours et d’heures plus loin."
        ),
        required=False,
        initial=True,
    )

    acts_seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.moved: Moved | None = None
        self.kept = ""
        if self.instance._state.adding:
            del self.fields["acts_seen"]
        else:
            self.initial["acts_seen"] = len(acts_on(self.instance))
        if not self.instance.start:
            self.fields.pop("programme_follows", None)
        for name in ACCESS_FACTS:
            if name in self.fields:
                self.fields[name].choices = [("", _("non précisé")), *YesNo.choices]
        region = self._region_of_parent()
        if "time_zone" in self.fields:
            self._offer_zones(region)
        self._speak_in(self.zone)
        self._complete_days()
        self._ask_for_no_number()
        self._stand_on(self._day())
        self._name_fallback_contact(region)

    # --- Zone ------------------------------------------------------------------------------------

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone chosen in the request, else that of the event, else that of the region."""
        chosen = self.data.get(self.add_prefix("time_zone")) if self.is_bound else None
        return ZoneInfo(chosen if chosen in dict(self._zones) else self.initial.get("time_zone") or PARIS)

    @cached_property
    def _zones(self) -> list[tuple[str, str]]:
        return zone_choices()

    def _offer_zones(self, region: Region | None) -> None:
        if self.instance._state.adding and region is not None:
            self.initial["time_zone"] = self.instance.time_zone = region.time_zone
        choices = list(self._zones)
        present = self.initial.get("time_zone")
        if present and present not in dict(choices):
            choices.append((present, present))
        previous = self.fields["time_zone"]
        # It always has a value: nothing that somebody must fill in.
        self.fields["time_zone"] = forms.ChoiceField(
            choices=choices,
            label=previous.label,
            help_text=previous.help_text,
            initial=PARIS,
            required=False,
        )

    def _speak_in(self, zone: ZoneInfo) -> None:
        speak_in(self, ("start", "end", "go_live_at", "expire_at"), zone)
        for relation, names in TIMED_CHILDREN.items():
            if relation in self.formsets:
                each_row(self.formsets[relation], lambda form, names=names: speak_in(form, names, zone))

    def _complete_days(self) -> None:
        """Say what a day without an hour means: all of it where hours are not known, and to register.

        Elsewhere the hour is asked for.
        """
        times = self.fields.get("times_known")
        known = self.instance.times_known
        if times and self.is_bound:
            known = times.widget.value_from_datadict(self.data, self.files, self.add_prefix("times_known"))
        for name in ("start", "end"):
            if name in self.fields:
                ends = name == "end"
                alone = None if known else END_OF_DAY if ends else time(0)
                self.fields[name].complete(alone=alone, at_end=ends)
        if "sessions" in self.formsets:
            each_row(self.formsets["sessions"], lambda form: form.fields["end"].complete(at_end=True))
        if "registration_settings" in self.formsets:
            each_row(
                self.formsets["registration_settings"],
                lambda form: form.fields["closes_at"].complete(alone=END_OF_DAY, at_end=True),
            )

    def _ask_for_no_number(self) -> None:
        """How many people an address may register always has a value: nothing that somebody must fill in."""

        def make_optional(form: forms.BaseForm) -> None:
            form.fields["party_size"].required = False

        if "registration_settings" in self.formsets:
            each_row(self.formsets["registration_settings"], make_optional)

    def _stand_on(self, day: date | None) -> None:
        if "sessions" in self.formsets:
            each_row(self.formsets["sessions"], lambda form: form.stand_on(day))

    def _day(self) -> date | None:
        """The day on which the event begins, as far as it can be read now."""
        start = self.initial.get("start")
        field = self.fields.get("start")
        if field and self.is_bound:
            sent = field.widget.value_from_datadict(self.data, self.files, self.add_prefix("start"))
            with suppress(forms.ValidationError):
                start = field.to_python(sent) or start
        return start.astimezone(self.zone).date() if start else None

    def _region_of_parent(self) -> Region | None:
        slug = region_slug_of(self.parent_page.url_path) if self.parent_page else ""
        return Region.objects.filter(slug=slug).first() if slug else None

    def _name_fallback_contact(self, region: Region | None) -> None:
        team = RelayTeam.objects.filter(region=region).first() if region else None
        if "contact_email" in self.fields and team and team.contact_email:
            self.fields["contact_email"].help_text = (
                _("Vide : le contact de l’équipe de la région, %s.") % team.contact_email
            )

    # --- Checks ----------------------------------------------------------------------------------

    def clean_slug(self) -> str:
        """An event never published that has the title of another gets an address of its own: « …-2 ».

        Not on creation only: what is saved by itself while one types leaves the form as it was typed.
        """
        slug = self.cleaned_data["slug"]
        never_published = self.instance.first_published_at is None
        if not (slug and self.parent_page and never_published) or slug in RESERVED_SLUGS:
            return slug
        return free_slug(slug, below=self.parent_page, but=self.instance.pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "time_zone" in cleaned:
            cleaned["time_zone"] = cleaned["time_zone"] or self.zone.key
        self._keep_what_was_done(cleaned)
        self.moved = follow_start(
            self,
            zone=self.zone,
            sessions=self._children("sessions"),
            settings=self._children("registration_settings"),
        )
        if not self.is_deferred_validation:
            self._check_period(cleaned)
            self._check_place(cleaned)
            self._check_registration(cleaned)
        return cleaned

    def _keep_what_was_done(self, cleaned: dict[str, Any]) -> None:
        seen = cleaned.get("acts_seen")
        if seen is not None:
            relations = ("sessions", "registration_settings")
            self.kept = keep_what_was_done(
                self, children={name: [*self._children(name)] for name in relations}, seen=seen
            )

    def _check_period(self, cleaned: dict[str, Any]) -> None:
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", _("La fin doit venir après le début."))

    def _check_place(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("format") in (EventFormat.IN_PERSON, EventFormat.HYBRID) and not cleaned.get("town"):
            self.add_error("town", _("Indiquez la ville, ou choisissez le format « en ligne »."))

    def _check_registration(self, cleaned: dict[str, Any]) -> None:
        end = cleaned.get("end")
        for form in self._children("registration_settings"):
            closes_at = form.cleaned_data.get("closes_at")
            if end and closes_at and closes_at > end:
                form.add_error("closes_at", _("Les inscriptions doivent fermer avant la fin de l’événement."))

    def _children(self, relation: str) -> Iterator[forms.ModelForm]:
        """The child forms that stay, once each is checked for itself."""
        formset = self.formsets.get(relation)
        if formset is None:
            return
        formset.is_valid()
        for form in formset.forms:
            if form not in formset.deleted_forms and hasattr(form, "cleaned_data"):
                yield form

    # --- Saving ----------------------------------------------------------------------------------

    def save(self, commit: bool = True):
        """An event always has its registration settings, even untouched in the form."""
        event = super().save(commit=False)
        event.comes_from_form, event.moved, event.kept = True, self.moved, self.kept
        event.roles_of_new_people = [
            role for form in self._children("sessions") for role in form.roles_of_new_people
        ]
        if "registration_settings" in self.formsets:
            settings = event.registration_settings
            if not settings.all():
                settings.add(settings.model())
        if commit:
            event.save()
            self._save_m2m()
        return event
