"""« Répéter »: as many sessions as days, shown before they are made."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.core.pictures.people import PicturesRefused
from conference.core.times.french import Unreadable
from conference.regions.scoping import scope_of

from .. import wording
from ..announcing.copies import agendas_of
from ..announcing.repeating import LONGEST, Rhythm, days_after, in_words, read_days, rhythms_from
from ..announcing.series import Outcome, days_taken, repeat
from ..days import first_day
from ..models import EventPage


def own_event_or_404(user: User, pk: int) -> EventPage:
    """The event of that key that ``user`` may write, a draft as last written; others' do not exist."""
    event = scope_of(user).filter_pages(EventPage.objects.filter(pk=pk, is_model=False)).first()
    if event is None:
        raise Http404
    if not event.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return event if event.live else event.get_latest_revision_as_object()


def outcomes_for(user: User, event: EventPage) -> list[Outcome]:
    """What may become of the pages that ``user`` makes beside ``event``: those of a draft are drafts."""
    if not event.live:
        return [Outcome.DRAFT]
    may_publish = event.permissions_for_user(user).can_publish()
    return [Outcome.DRAFT, Outcome.PUBLISHED if may_publish else Outcome.SUBMITTED]


class FromAnEvent(WagtailAdminTemplateMixin):
    """What begins from one event of one's own."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.event = own_event_or_404(request.user, kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.event.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": self.edit_url, "label": self.event.get_admin_display_title()},
            {"url": "", "label": str(self.page_title)},
        ]

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.event.pk])


# --- Repeating --------------------------------------------------------------------------------


class RhythmForm(forms.Form):
    """How it comes back; cleaned, ``days`` are those that follow."""

    rhythm = forms.ChoiceField(label=gettext_lazy("Rythme"), widget=forms.RadioSelect)
    count = forms.IntegerField(
        label=gettext_lazy("Combien de sessions en plus"),
        min_value=1,
        max_value=LONGEST,
        initial=3,
        required=False,
    )
    chosen = forms.CharField(
        label=gettext_lazy("Ou des jours choisis, un par ligne"),
        help_text=gettext_lazy("Par exemple « mardi 9 mars 2027 » ou « 09/03/2027 »."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5_000,
        required=False,
    )

    def __init__(self, *args: Any, first: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = first
        self.fields["rhythm"].choices = [
            *rhythms_from(first),
            (Rhythm.CHOSEN.value, Rhythm.CHOSEN.label),
        ]
        self.fields["rhythm"].initial = Rhythm.WEEKLY.value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        rhythm = cleaned.get("rhythm")
        if rhythm == Rhythm.CHOSEN:
            self._read_chosen(cleaned)
        elif rhythm and "count" not in self.errors:
            if not cleaned.get("count"):
                self.add_error("count", _("Dites combien de sessions."))
            else:
                cleaned["days"] = days_after(self.first, Rhythm(rhythm), count=cleaned["count"])
        return cleaned

    def _read_chosen(self, cleaned: dict[str, Any]) -> None:
        try:
            cleaned["days"] = read_days(cleaned.get("chosen", ""), today=timezone.localdate())
        except Unreadable as refusal:
            self.add_error("chosen", str(refusal))
            return
        if not cleaned["days"]:
            self.add_error("chosen", _("Écrivez au moins un jour."))


class PlanForm(forms.Form):
    """Which of the days are kept, and what becomes of their pages."""

    days = forms.TypedMultipleChoiceField(
        coerce=date.fromisoformat,
        error_messages={"required": gettext_lazy("Gardez au moins un jour.")},
    )
    outcome = forms.ChoiceField()

    def __init__(self, *args: Any, days: list[date], outcomes: list[Outcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [(day.isoformat(), "") for day in days]
        self.fields["outcome"].choices = [(outcome.value, "") for outcome in outcomes]


class RepeatView(FromAnEvent, FormView):
    """First the rhythm, which the address keeps; then its days, shown before anything is made."""

    template_name = "events/admin/repeat.html"
    page_title = gettext_lazy("Répéter la session")
    header_icon = "rotate"
    form_class = PlanForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not agendas_of(request.user).filter(pk=self.event.get_parent().pk).exists():
            raise PermissionDenied
        self.rhythm, self.days = None, []
        if self.event.start is None:
            return
        asked = request.GET if "rhythm" in request.GET else None
        self.rhythm = RhythmForm(asked, first=first_day(self.event))
        if self.rhythm.is_bound and self.rhythm.is_valid():
            self.days = self.rhythm.cleaned_data["days"]

    def get_form_kwargs(self) -> dict[str, Any]:
        outcomes = outcomes_for(self.request.user, self.event)
        return super().get_form_kwargs() | {"days": self.days, "outcomes": outcomes}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        taken = days_taken(self.event)
        sent = self.request.POST.getlist("days") if self.request.method == "POST" else None
        return super().get_context_data(**kwargs) | {
            "event": self.event,
            "edit_url": self.edit_url,
            "rhythm": self.rhythm,
            "plan": [
                {
                    "value": day.isoformat(),
                    "words": wording.day(day),
                    "taken": day in taken,
                    "kept": day not in taken if sent is None else day.isoformat() in sent,
                }
                for day in self.days
            ],
            "outcomes": outcomes_for(self.request.user, self.event),
        }

    def form_valid(self, form: PlanForm) -> HttpResponse:
        chosen = Rhythm(self.rhythm.cleaned_data["rhythm"])
        outcome = Outcome(form.cleaned_data["outcome"])
        try:
            made = repeat(
                self.event,
                days=form.cleaned_data["days"],
                rhythm=in_words(chosen, first_day(self.event)),
                by=self.request.user,
                outcome=outcome,
            )
        except PicturesRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _made(len(made), outcome))
        self.event.refresh_from_db()
        return HttpResponseRedirect(reverse("event_series", args=[self.event.pk]))


def _made(number: int, outcome: Outcome) -> str:
    words = {
        Outcome.DRAFT: ngettext("%(n)s brouillon créé.", "%(n)s brouillons créés.", number),
        Outcome.PUBLISHED: ngettext("%(n)s session publiée.", "%(n)s sessions publiées.", number),
        Outcome.SUBMITTED: ngettext(
            "%(n)s session soumise à la relecture.", "%(n)s sessions soumises à la relecture.", number
        ),
    }
    return words[outcome] % {"n": number}
