"""All components on one page, from the real templates: /admin/composants/, for those who build pages."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from conference.alliances.cards import cards
from conference.alliances.models import AlliancePage
from conference.core.blocks import MeasuresBlock
from conference.core.cloth import STRUCTURE_OF, Facts
from conference.core.models import Picture
from conference.core.templatetags.core_tags import ICONS
from conference.models import NationalConferencePage
from conference.regions.reference import regions_of_reference
from conference.templatetags.conference_tags import partners_of
from measures.display import published
from measures.models import Review

from .models import HomePage


class SampleForm(forms.Form):
    """A field of each sort, to be shown empty and in error."""

    name = forms.CharField(label=_("Nom"), help_text=_("Une aide tient en une phrase."))
    email = forms.EmailField(label=_("Courriel"), required=False)
    region = forms.ChoiceField(label=_("Région"), choices=[("", _("Toutes")), ("bretagne", "Bretagne")])
    kind = forms.ChoiceField(
        label=_("Vous venez au titre de"),
        choices=[("association", _("une association")), ("entreprise", _("une entreprise"))],
        widget=forms.RadioSelect,
    )


def components(request: HttpRequest) -> HttpResponse:
    """Each component once in each of its states; what the site does not hold yet is left out."""
    measures = published()
    dimension = {
        "title": _("Toute une dimension"),
        "mode": "dimension",
        "measures": [],
        "dimension": "strategique",
    }
    over = NationalConferencePage.objects.live().exclude(photographs=None).order_by("start_date").first()
    context = {
        "page": HomePage.objects.first(),
        "icons": sorted(ICONS),
        "cloths": [
            Facts(nature=nature, name=nature, measures=frozenset({3, 9, 20})) for nature in STRUCTURE_OF
        ],
        "measures": measures,
        "review": Review.objects.prefetch_related("scale", "assessments").order_by("date").first(),
        "regions": regions_of_reference(),
        "alliances": cards(AlliancePage.objects.shown()[:3]),
        "edition": NationalConferencePage.objects.live().prefetch_related("measures").first(),
        "measures_value": MeasuresBlock().to_python(dimension),
        "picture": Picture.objects.order_by("pk").first(),
        "form": SampleForm(),
        "wrong_form": SampleForm({"email": "aicha.boyer.exemple.fr", "name": ""}),
        "page_obj": Paginator(range(30), 10).page(2),
        "partners": partners_of(page=over, title=_("Portée par")) if over else {},
        "photographs": over.photographs if over else [],
        "figures": [{"value": "21", "label": _("mesures"), "source": _("rapport de la mission")}],
    }
    return render(request, "home/components.html", context)
