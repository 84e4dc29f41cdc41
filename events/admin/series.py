"""The series of a session, and a text of it written into all the sessions that follow."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.core.confirmed_action import ConfirmedAction
from conference.core.pictures.people import PicturesRefused
from conference.regions.scoping import scope_of

from .. import wording
from ..announcing.series import Outcome, coming_after, write_in_coming
from ..models import EventPage
from ..signals import people_coming
from .repeating import FromAnEvent, outcomes_for


class TextsForm(forms.Form):
    texts = forms.MultipleChoiceField(
        label=gettext_lazy("Ce qui est recopié dans les suivantes"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("title", gettext_lazy("Titre")),
            ("summary", gettext_lazy("Résumé")),
            ("body", gettext_lazy("Suite du texte")),
            ("place", gettext_lazy("Lieu")),
            ("access", gettext_lazy("Accès")),
            ("contact", gettext_lazy("Contact")),
            ("online", gettext_lazy("Lien de connexion")),
            ("cover", gettext_lazy("Image de couverture")),
        ],
        error_messages={"required": gettext_lazy("Choisissez au moins un texte.")},
    )


class SeriesTextsView(FromAnEvent, ConfirmedAction):
    """The series of a session, and the texts that one writes into all that follow."""

    template_name = "events/admin/series.html"
    form_class = TextsForm
    page_title = gettext_lazy("La série")
    header_icon = "list-ul"
    button_label = gettext_lazy("Recopier dans les suivantes")
    refusals = (PicturesRefused,)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.event.series_id is None:
            raise Http404
        self.now: datetime = timezone.now()
        coming = [each for each in coming_after(self.event, now=self.now) if self._may_write(each)]
        self.locked = [each for each in coming if each.permissions_for_user(request.user).page_locked()]
        self.targets = [each for each in coming if each not in self.locked]

    def _may_write(self, session: EventPage) -> bool:
        """Whether the person may do so with ``session``: one moved to another region is another team's."""
        permissions = session.permissions_for_user(self.request.user)
        return permissions.can_edit() and (self.outcome != Outcome.PUBLISHED or permissions.can_publish())

    @property
    def outcome(self) -> Outcome:
        return outcomes_for(self.request.user, self.event)[-1]

    def consequences(self) -> list[str]:
        number = len(self.targets)
        said = [
            ngettext(
                "%(n)s session suit celle-ci ; les textes choisis y remplacent les siens.",
                "%(n)s sessions suivent celle-ci ; les textes choisis y remplacent les leurs.",
                number,
            )
            % {"n": number}
        ]
        if self.outcome == Outcome.PUBLISHED:
            said.append(_("Ce qui est en ligne change tout de suite ; les brouillons le restent."))
        elif self.outcome == Outcome.SUBMITTED:
            said.append(_("Ce qui est en ligne change une fois la relecture faite."))
        else:
            said.append(_("Les changements restent en brouillon."))
        if people := self._people():
            said.append(
                ngettext(
                    "%(n)s personne y est inscrite : un courriel part si le lieu ou le lien change.",
                    "%(n)s personnes y sont inscrites : un courriel à chacune si le lieu ou le lien change.",
                    people,
                )
                % {"n": people}
            )
        if self.locked:
            titles = ", ".join(wording.days(each) for each in self.locked)
            said.append(_("Verrouillées, elles ne changent pas : %s.") % titles)
        return said

    def _people(self) -> int:
        answers = people_coming.send(sender=EventPage, events=self.targets, now=self.now)
        return sum(number for _receiver, number in answers)

    def act(self, form: TextsForm) -> str:
        source = self.event.get_latest_revision_as_object()
        write_in_coming(
            source,
            texts=form.cleaned_data["texts"],
            targets=self.targets,
            by=self.request.user,
            outcome=self.outcome,
        )
        number = len(self.targets)
        return ngettext(
            "%(n)s session suivante a changé.", "%(n)s sessions suivantes ont changé.", number
        ) % {"n": number}

    def get_success_url(self) -> str:
        return reverse("event_series", args=[self.event.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        series = self.event.series
        sessions = EventPage.objects.filter(series=series).order_by("start", "pk")
        own = scope_of(self.request.user).filter_pages(sessions)
        return super().get_context_data(**kwargs) | {
            "series": series,
            "event": self.event,
            "back_url": self.edit_url,
            "sessions": [(each, wording.when_here(each)) for each in own],
            "targets": self.targets,
            "series_edit_url": reverse("series:edit", args=[series.pk]),
        }
