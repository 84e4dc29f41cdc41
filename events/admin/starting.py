"""« Annoncer une session »: from a model page, from another session, or from nothing."""

import re
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from conference.core.confirmed_action import ConfirmedAction
from conference.core.times.fields import DayField
from conference.core.times.french import YEARS
from conference.regions.models import Region
from conference.regions.scoping import scope_of
from conference.regions.tree import region_slug_of

from .. import wording
from ..announcing.copies import (
    agendas_of,
    announce_from,
    may_be_model,
    model_pages,
    sessions_to_copy,
    set_model,
    source_for,
)
from ..models import EventPage

SHOWN = 20
# How the communications team names its model pages: nothing that a session announced from one should say.
MODEL_NAME = re.compile(r"^mod[èe]le\s*[:–—-]\s*", re.IGNORECASE)


def named_agendas(user: User) -> list[tuple[Page, str]]:
    """The agendas in which ``user`` may announce a session, each under the name of its region."""
    names = dict(Region.objects.values_list("slug", "name"))
    agendas = list(agendas_of(user))
    return [(page, names.get(region_slug_of(page.url_path), "") or _("Agenda national")) for page in agendas]


def agendas_or_refused(user: User) -> list[tuple[Page, str]]:
    """The same for who may announce one somewhere; PermissionDenied for anybody else."""
    agendas = named_agendas(user)
    if not agendas:
        raise PermissionDenied
    return agendas


class AnnounceView(WagtailAdminTemplateMixin, TemplateView):
    """What one may start from: model pages, sessions found by words, and an empty page."""

    template_name = "events/admin/announce.html"
    page_title = gettext_lazy("Annoncer une session")
    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": str(self.get_page_title())}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        agendas = agendas_or_refused(user)
        words = self.request.GET.get("q", "")[:100].strip()
        sessions = sessions_to_copy(user).matching(words)
        if not words and not scope_of(user).national:
            sessions = scope_of(user).filter_pages(sessions)
        return super().get_context_data(**kwargs) | {
            "models": model_pages(),
            "writes_models": may_write_models(user),
            "sessions": [
                (event, wording.when_here(event))
                for event in sessions.select_related("region").order_by("-start", "-pk")[:SHOWN]
            ],
            "shown": SHOWN,
            "words": words,
            "empty": [
                (reverse("wagtailadmin_pages:add", args=["events", "eventpage", page.pk]), name)
                for page, name in agendas
            ],
        }


class AgendaForm(forms.Form):
    """Asks for the agenda where there are several."""

    agenda = forms.ChoiceField(label=gettext_lazy("Dans l’agenda de"))

    def __init__(self, *args: Any, agendas: list[tuple[Page, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named_agendas = agendas
        self.agendas = {str(page.pk): page for page, _name in agendas}
        if len(agendas) == 1:
            del self.fields["agenda"]
        else:
            self.fields["agenda"].choices = [(str(page.pk), name) for page, name in agendas]

    def chosen_agenda(self) -> Page:
        """The agenda chosen, or the only one."""
        only = next(iter(self.agendas))
        return self.agendas[self.cleaned_data.get("agenda", only)].specific


class NewDayForm(AgendaForm):
    day = DayField(
        label=gettext_lazy("Le nouveau jour"),
        years=YEARS,
        error_messages={"required": gettext_lazy("Choisissez le jour de la nouvelle session.")},
    )
    title = forms.CharField(label=gettext_lazy("Titre"), max_length=255)
    field_order = ("day", "title", "agenda")


class CopyEventView(ConfirmedAction):
    """The same session on another day: asks for the day, then opens the draft."""

    form_class = NewDayForm
    page_title = gettext_lazy("Annoncer à partir de")
    button_label = gettext_lazy("Créer le brouillon")
    header_icon = "copy"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.agendas = agendas_or_refused(request.user)
        source = source_for(request.user, kwargs["pk"])
        if source is None:
            raise Http404
        self.source, self.event = source, None

    def get_page_subtitle(self) -> str:
        return self.source.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("event_announce"), "label": _("Annoncer une session")},
            {"url": "", "label": str(self.get_page_title())},
        ]

    def get_initial(self) -> dict[str, Any]:
        own = [page.pk for page, _name in self.agendas if self.source.path.startswith(page.path)]
        title = self.source.title
        if self.source.is_model:
            title = MODEL_NAME.sub("", title)
        return {"title": title[:1].upper() + title[1:], "agenda": str(own[0]) if own else None}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"agendas": self.agendas}

    def consequences(self) -> list[str]:
        kept = [
            _("Le programme, la fin des inscriptions et les autres heures suivent le nouveau jour."),
            _("Ni inscriptions, ni état, ni compte rendu, ni documents, ni fin de publication ne suivent."),
        ]
        if self.source.start:
            hour = wording.hour(self.source.start.astimezone(self.source.zone))
            kept.insert(0, _("La session commence à %(hour)s, comme celle-ci.") % {"hour": hour})
        if not self.source.is_model and not scope_of(self.request.user).may_touch(self.source):
            kept.append(
                _("D’une autre équipe, ni le lieu, ni les contacts, ni ce qui n’est qu’à elle ne suivent.")
            )
        return kept

    def act(self, form: NewDayForm) -> str:
        announced = announce_from(
            self.source,
            agenda=form.chosen_agenda(),
            day=form.cleaned_data["day"],
            title=form.cleaned_data["title"],
            by=self.request.user,
        )
        self.event = announced.event
        return " ".join(
            filter(
                None,
                (
                    _("Brouillon créé : %(when)s.") % {"when": wording.when_here(self.event)},
                    announced.moved.sentence,
                    _("Relisez-le, puis publiez-le ou soumettez-le."),
                ),
            )
        )

    def get_success_url(self) -> str:
        """The new draft; the list of what one may start from, until it is there."""
        if self.event is None:
            return reverse("event_announce")
        return reverse("wagtailadmin_pages:edit", args=[self.event.pk])


# --- Model pages ----------------------------------------------------------------------------------


def may_write_models(user: User) -> bool:
    """Whether ``user`` writes the model pages: who may add to the national agenda."""
    return any(name for page, name in named_agendas(user) if not region_slug_of(page.url_path))


class ModelPageView(ConfirmedAction):
    """Make a draft of the national agenda a model page, or an ordinary draft again."""

    header_icon = "clipboard-list"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        event = scope_of(request.user).filter_pages(EventPage.objects.filter(pk=kwargs["pk"])).first()
        if event is None:
            raise Http404
        if not (may_write_models(request.user) and may_be_model(event)):
            raise PermissionDenied
        self.event = event

    def get_page_title(self) -> str:
        return _("Ne plus en faire un modèle") if self.event.is_model else _("En faire une page modèle")

    def get_page_subtitle(self) -> str:
        return self.event.get_admin_display_title()

    @property
    def button_label(self) -> str:
        return self.get_page_title()

    def consequences(self) -> list[str]:
        if self.event.is_model:
            return [_("La page redevient un brouillon de l’agenda national, que l’on peut publier.")]
        return [
            _("Toutes les équipes peuvent annoncer une session à partir d’elle, et la lire pour cela."),
            _("Elle ne peut plus être publiée, d’aucune manière."),
        ]

    def act(self, form: forms.Form) -> str:
        set_model(self.event, is_model=not self.event.is_model, by=self.request.user)
        return _("C’est une page modèle.") if self.event.is_model else _("Ce n’est plus une page modèle.")

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.event.pk])
