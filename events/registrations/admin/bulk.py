"""What the team does to several rows of a list at once; to people: accept, refuse, cancel, write to them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.bulk_action import BulkAction

from conference.core.text.control_signs import without_control_signs
from conference.platform.numbers import keys_among
from conference.regions.scoping import scope_of
from events.models import EventPage

from ..actions.approvals import approve, refuse
from ..actions.cancellations import cancel
from ..actions.confirmations import confirm
from ..errors import RegistrationError
from ..mails.letters import send_letter
from ..models import Attendee
from ..models.attendee import by_registration
from ..queue.offers import accept
from ..seats import lock_seats
from ..states import LIVE, Status
from .filters import AttendeeFilterSet
from .letters import WordsForm
from .operation_words import whom_to_ring
from .rows import ReasonForm
from .searching import search_people

MOST = 500  # rows at once


class RowsAction(BulkAction):
    """An action on rows of a list: the team's own; those to which it cannot be done are left alone."""

    model: Any
    permission = ""
    filterset_class: type[WagtailFilterSet]
    template_name = "events/registrations/admin/bulk.html"
    consequence: Any = ""
    button_label: Any = ""
    icon = "group"
    nothing_to_do: Any = ""
    too_many: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(self.permission):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        return self.own, {"items_with_no_access": []}

    @cached_property
    def own(self) -> list[Any]:
        """Those asked for that are the person's to touch, whatever their state."""
        asked = self.request.GET.getlist("id")
        rows = self.listed() if "all" in asked else self.model.objects.filter(pk__in=keys_among(asked))
        own = scope_of(self.request.user).filter(rows, field="event__region")
        return list(own.select_related("event", "registration").order_by("pk")[: MOST + 1])

    @cached_property
    def chosen(self) -> list[Any]:
        """Those to which it can be done."""
        return [each for each in self.own if self.can_be_done_to(each)]

    def can_be_done_to(self, row: Any) -> bool:
        raise NotImplementedError

    def listed(self) -> Any:
        """Every row of the list that one comes from: as it was filtered and searched."""
        asked = QueryDict(self.next_url.partition("?")[2])
        filters = self.filterset_class(asked, queryset=self.model.objects.all(), request=self.request)
        if not filters.is_valid():
            return self.model.objects.none()
        return self.search(filters.qs, without_control_signs(asked.get("q", "")))

    def search(self, rows: Any, words: str) -> Any:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "items": [self.object_context(each) for each in self.chosen],
            "page_title": self.display_name,
            "consequence": self.consequence,
            "button_label": self.button_label,
            "icon": self.icon,
            "nothing_to_do": self.nothing_to_do,
            "left_alone": self.words_of_left_alone(),
            "too_many": self.too_many % {"most": MOST} if len(self.own) > MOST else "",
            "button_class": " ".join(self.classes),
        }

    def words_of_left_alone(self) -> str:
        """How many rows were chosen that this cannot be done to; "" for none."""
        number = len(self.own) - len(self.chosen)
        if not number:
            return ""
        return ngettext(
            "Une ligne choisie reste comme elle est : son état ne s’y prête pas.",
            "%(n)s lignes choisies restent comme elles sont : leur état ne s’y prête pas.",
            number,
        ) % {"n": number}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if not self.chosen or len(self.own) > MOST:
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)

    def get_execution_context(self) -> dict[str, Any]:
        return {"action": self}

    @classmethod
    def execute_action(
        cls, objects: Sequence[Any], *, action: "RowsAction", **kwargs: Any
    ) -> tuple[int, int]:
        action.act(action.chosen)
        return len(action.chosen), 0

    def act(self, rows: Sequence[Any]) -> None:
        raise NotImplementedError


class PeopleAction(RowsAction):
    """An action on people of the list, in one of ``states``."""

    models = [Attendee]
    permission = "registrations.change_registration"
    filterset_class = AttendeeFilterSet
    states: frozenset[Status] = LIVE
    nothing_to_do = gettext_lazy(
        "Aucune des personnes choisies n’est dans un état où cela se fait. Rien n’a changé."
    )
    too_many = gettext_lazy("Plus de %(most)s personnes à la fois : choisissez-en moins.")

    def can_be_done_to(self, row: Attendee) -> bool:
        return row.status in self.states

    def object_context(self, obj: Attendee) -> dict[str, Any]:
        return {"item": obj, "words": f"{obj}, {obj.event.title}, {obj.get_status_display()}"}

    def search(self, rows: Any, words: str) -> Any:
        return search_people(rows, words)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"to_ring": self.to_ring()}

    def to_ring(self) -> str:
        """Who of the chosen is written to at no address, in words."""
        return whom_to_ring(sum(not has_address(each) for each in self.chosen))

    def prepare_action(self, objects: Sequence[Attendee], objects_without_access: Any) -> None:
        self.done = self.refused = 0
        self.refusals: set[str] = set()

    @classmethod
    def execute_action(
        cls, objects: Sequence[Any], *, action: "RowsAction", **kwargs: Any
    ) -> tuple[int, int]:
        """In Wagtail's one transaction: all seats are locked first, in the same order by whoever acts."""
        for event_id in sorted({each.event_id for each in action.chosen}):
            lock_seats(event_id)
        return super().execute_action(objects, action=action, **kwargs)

    def attempt(self, number: int, verb: Any, *args: Any, **kwargs: Any) -> None:
        """Do it for one event or registration; a refusal there keeps nobody else from it."""
        try:
            verb(*args, by=self.request.user, now=timezone.now(), **kwargs)
        except RegistrationError as refusal:
            self.refusals.add(str(refusal))
            self.refused += number
        else:
            self.done += number

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if self.refused:
            messages.warning(
                self.request,
                ngettext(
                    "%(n)s personne est restée comme elle était : %(why)s",
                    "%(n)s personnes sont restées comme elles étaient : %(why)s",
                    self.refused,
                )
                % {"n": self.refused, "why": " ".join(sorted(self.refusals))},
            )
        if not self.done:
            return None
        if to_ring := self.to_ring():
            messages.warning(self.request, to_ring)
        return ngettext("%(what)s : %(n)s personne.", "%(what)s : %(n)s personnes.", self.done) % {
            "what": self.display_name,
            "n": self.done,
        }


def has_address(attendee: Attendee) -> bool:
    return bool(attendee.email or attendee.registration.email)


def by_event(people: Sequence[Attendee]) -> dict[EventPage, list[int]]:
    """The keys of people by their event."""
    found: dict[EventPage, list[int]] = defaultdict(list)
    for each in people:
        found[each.event].append(each.pk)
    return found


class AcceptPeople(PeopleAction):
    display_name = gettext_lazy("Confirmer ou accepter")
    button_label = gettext_lazy("Confirmer ou accepter")
    aria_label = gettext_lazy("Confirmer ou accepter les personnes choisies")
    action_type = "accept"
    action_priority = 10
    states = frozenset({Status.UNCONFIRMED, Status.PENDING_APPROVAL, Status.OFFERED})
    consequence = gettext_lazy(
        "Qui attend votre accord l’a ; qui n’a pas confirmé son adresse est confirmé, et qui s’est vu"
        " proposer une place la prend, avec les autres personnes de l’inscription dans le même cas."
        " Le billet part."
    )

    def act(self, people: Sequence[Attendee]) -> None:
        unconfirmed = [each for each in people if each.is_unconfirmed]
        for registration, party in by_registration(unconfirmed).items():
            self.attempt(len(party), confirm, registration)
        offered = [each for each in people if each.status == Status.OFFERED]
        for registration, party in by_registration(offered).items():
            self.attempt(len(party), accept, registration)
        awaiting = [each for each in people if each.status == Status.PENDING_APPROVAL]
        for event, keys in by_event(awaiting).items():
            self.attempt(len(keys), approve, event, attendees=keys)


class RefusePeople(PeopleAction):
    display_name = gettext_lazy("Refuser")
    button_label = gettext_lazy("Refuser")
    aria_label = gettext_lazy("Refuser les personnes choisies")
    action_type = "refuse"
    action_priority = 20
    classes = {"serious"}
    form_class = ReasonForm
    states = frozenset({Status.PENDING_APPROVAL})
    consequence = gettext_lazy("Leurs places sont rendues, et un courriel le leur dit avec la raison.")

    def act(self, people: Sequence[Attendee]) -> None:
        reason = self.cleaned_form.cleaned_data["reason"]
        for event, keys in by_event(people).items():
            self.attempt(len(keys), refuse, event, attendees=keys, reason=reason)


class CancelPeople(PeopleAction):
    display_name = gettext_lazy("Annuler les places")
    button_label = gettext_lazy("Annuler ces places")
    aria_label = gettext_lazy("Annuler les places des personnes choisies")
    action_type = "cancel"
    action_priority = 30
    classes = {"serious"}
    form_class = ReasonForm
    consequence = gettext_lazy("Leurs places sont rendues tout de suite, et un courriel le leur dit.")

    def act(self, people: Sequence[Attendee]) -> None:
        reason = self.cleaned_form.cleaned_data["reason"]
        for registration, party in by_registration(people).items():
            keys = [each.pk for each in party]
            self.attempt(len(party), cancel, registration, attendees=keys, reason=reason)


class WriteToPeople(PeopleAction):
    display_name = gettext_lazy("Écrire")
    button_label = gettext_lazy("Envoyer le message")
    aria_label = gettext_lazy("Écrire aux personnes choisies")
    action_type = "write"
    action_priority = 40
    form_class = WordsForm
    states = LIVE - {Status.UNCONFIRMED}
    consequence = gettext_lazy(
        "Le message part dix minutes plus tard, à l’adresse de chaque inscription ; jusque-là, le tableau de"
        " bord de l’événement l’arrête."
    )

    def act(self, people: Sequence[Attendee]) -> None:
        written = self.cleaned_form.cleaned_data
        reached = [each for each in people if has_address(each)] or people  # nobody at all: it is refused
        for event, keys in by_event(reached).items():
            self.attempt(len(keys), send_letter, event, **written, states=(), attendees=keys)


BULK_ACTIONS = (AcceptPeople, RefusePeople, CancelPeople, WriteToPeople)
