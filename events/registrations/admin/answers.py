"""What the people of an event answered, in numbers; what they wish for, and the organiser's reply."""

from typing import Any

from django import forms
from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from ..models import Arrangement, Attendee
from ..questions.answers import value_in_words
from ..questions.arrangements import ANSWERS, asked_for, reply
from ..questions.counting import Totals, answers_at, totals
from .event_actions import EventAction
from .event_files import expected_at
from .event_views import CHANGE, VIEW, EventPageMixin

SHOWN = 200  # texts of one question


class AnswersView(EventPageMixin, TemplateView):
    """The arrangements asked for, the numbers for the caterer, then every other question."""

    template_name = "events/registrations/admin/answers.html"
    page_title = gettext_lazy("Réponses et aménagements")
    header_icon = "help"
    permission = VIEW

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = asked_for([self.event.pk]).select_related("attendee").order_by("state", "pk")
        found = totals(self.event)
        return super().get_context_data(**kwargs) | {
            "event": self.event,
            "arrangements": [(each, self.reply_url(each)) for each in asked],
            "for_caterer": [each for each in found if each.is_for_caterer],
            "others": [(each, self.texts(each)) for each in found if not each.is_for_caterer],
            "confirmed": expected_at(self.event).count(),
            "shown": SHOWN,
            "board_url": self.back_url(),
        }

    def reply_url(self, arrangement: Arrangement) -> str:
        if not self.request.user.has_perm(CHANGE):
            return ""
        return reverse("event_arrangement", args=[self.event.pk, arrangement.pk])

    def texts(self, found: Totals) -> list[tuple[str, str]]:
        """Who wrote what: the first SHOWN of them."""
        if not found.is_text:
            return []
        people = Prefetch("registration__attendees", Attendee.objects.order_by("pk"))
        rows = (
            answers_at(self.event).filter(question=found.question).select_related("attendee", "registration")
        )
        return [
            (str(each.attendee or each.registration.first_attendee), value_in_words(each.value))
            for each in rows.prefetch_related(people)[:SHOWN]
        ]


class ReplyForm(forms.Form):
    """Possible, not possible, or « je vous rappelle », and what else there is to say."""

    state = forms.ChoiceField(
        label=gettext_lazy("Votre réponse"),
        choices=[(state.value, state.label) for state in Arrangement.State if state in ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez une réponse.")},
    )
    reply = forms.CharField(
        label=gettext_lazy("Message"),
        help_text=gettext_lazy(
            "Facultatif. Il part dans le courriel : n’y répétez rien de la santé de la personne."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReplyView(EventAction):
    """The organiser's reply to one wish."""

    form_class = ReplyForm
    page_title = gettext_lazy("Répondre à la demande")
    button_label = gettext_lazy("Envoyer la réponse")
    header_icon = "help"
    done = gettext_lazy("La réponse est en route.")
    permission = CHANGE

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = asked_for([self.event.pk]).select_related("attendee__registration")
        self.arrangement = get_object_or_404(asked, pk=kwargs["arrangement"])

    def get_initial(self) -> dict[str, Any]:
        if self.arrangement.state == Arrangement.State.ASKED:
            return {}
        return {"state": self.arrangement.state, "reply": self.arrangement.reply}

    def consequences(self) -> list[str]:
        attendee = self.arrangement.attendee
        address = attendee.email or attendee.registration.email
        told = _("Votre réponse part à %(email)s.") % {"email": address}
        if not address:
            told = _("Cette personne n’a pas donné d’adresse : appelez-la au %(phone)s.") % {
                "phone": attendee.registration.phone or _("numéro qui n’est pas noté")
            }
        return [
            _("%(person)s souhaite : « %(wish)s »") % {"person": attendee, "wish": self.arrangement.wish},
            told,
        ]

    def back_url(self) -> str:
        return reverse("event_answers", args=[self.event.pk])

    def act(self, form: forms.Form) -> None:
        typed = form.cleaned_data
        reply(
            self.arrangement,
            state=typed["state"],
            reply=typed["reply"],
            by=self.request.user,
            now=timezone.now(),
        )
