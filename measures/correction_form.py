"""« Signaler une erreur, demander un droit de réponse »: a form at its own address, which no cache stores."""

from http import HTTPStatus
from math import ceil
from typing import Any, cast
from uuid import UUID

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from conference.core.email_field import EmailField
from conference.core.routing import from_parts
from conference.platform.numbers import whole_number
from conference.platform.visitor_address import client_address

from .corrections import AskedTooOften, Kind, receive, working_days_for
from .display import measure_choices
from .models import Measure, MeasuresPage, Progress, Review

LONGEST = 4_000  # signs
Subject = Measure | Review | Progress


class CorrectionForm(forms.Form):
    """What is wrong. A right of reply has somebody who asks; an error may be told without a name."""

    measure = forms.ChoiceField(
        label=gettext_lazy("De quelle mesure s’agit-il ?"),
        error_messages={"required": gettext_lazy("Choisissez la mesure.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Vous voulez…"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        initial=Kind.ERROR,
        error_messages={"required": gettext_lazy("Dites ce que vous voulez.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Ce qui est à corriger, ou votre réponse"),
        help_text=gettext_lazy("Avec ce qui le montre : une adresse, un document, une date."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Écrivez ce qui est à corriger.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Votre nom"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Demandé pour un droit de réponse."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = EmailField(
        label=gettext_lazy("Votre courriel"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Pour vous dire la suite donnée ; demandé pour un droit de réponse."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, subject: Subject | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if subject is not None:
            del self.fields["measure"]
        else:
            field = cast("forms.ChoiceField", self.fields["measure"])
            field.choices = [("", "---------"), *measure_choices()]

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("kind") == Kind.REPLY:
            if not cleaned.get("name"):
                self.add_error("name", _("Écrivez votre nom : un droit de réponse est celui d’une personne."))
            if not cleaned.get("email") and "email" not in self.errors:
                self.add_error("email", _("Écrivez votre courriel : nous vous y répondons."))
        return cleaned

    @property
    def error_title(self) -> str:
        """« Un point à revoir »."""
        return _("Un point à revoir") if len(self.errors) == 1 else _("Des points à revoir")


def subject_asked(asked: QueryDict) -> Subject | None:
    """What ``?mesure=``, ``?bilan=`` or ``?avancee=`` name, if visitors see it; None: nothing is named.

    Raises Http404 where there is no such thing.
    """
    found: QuerySet[Any]
    if number := asked.get("mesure"):
        found = Measure.objects.live().filter(number=whole_number(number) or 0)[:1]
    elif slug := asked.get("bilan"):
        found = Review.objects.live().filter(slug=slug)[:1]
    elif key := asked.get("avancee"):
        found = Progress.objects.published().filter(uuid=_uuid(key)).select_related("measure")[:1]
    else:
        return None
    for subject in found:
        return subject
    raise Http404


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def name_of(subject: Subject) -> str:
    """What the page calls it."""
    return subject.name if isinstance(subject, Progress) else str(subject)


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@from_parts
def report(request: HttpRequest) -> HttpResponse:
    subject, refusal = subject_asked(request.GET), None
    form = CorrectionForm(request.POST if request.method == "POST" else None, subject=subject)
    if form.is_bound and form.is_valid():
        typed = dict(form.cleaned_data)
        number = typed.pop("measure", None)
        about = subject or Measure.objects.live().get(number=int(number))
        try:
            receive(about, **typed, address=client_address(request), now=timezone.now())
        except AskedTooOften as error:
            refusal = error
        else:
            return HttpResponseRedirect(f"/mesures/signaler/merci/?demande={typed['kind']}", status=303)
    context = {
        "page": MeasuresPage.objects.live().first(),
        "form": form,
        "subject_name": name_of(subject) if subject else "",
        "subject_url": subject.get_absolute_url() if isinstance(subject, Measure | Review) else "",
        "refusal": refusal,
        "error_days": settings.CORRECTION_ERROR_WORKING_DAYS,
        "reply_days": settings.CORRECTION_REPLY_WORKING_DAYS,
        "months": settings.CORRECTION_RETENTION_MONTHS,
    }
    response = render(request, "measures/correction_form.html", context)
    if refusal is not None:
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        wait = (refusal.again_at - timezone.now()).total_seconds()
        response["Retry-After"] = str(max(1, ceil(wait)))
    return response


@never_cache
@require_safe
@from_parts
def received(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("demande", "")
    context = {
        "page": MeasuresPage.objects.live().first(),
        "days": working_days_for(kind),
    }
    return render(request, "measures/correction_received.html", context)
