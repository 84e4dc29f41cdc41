"""All components on one page, from the real templates: /admin/composants/, for those who build pages."""

from itertools import cycle

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue

from conference.alliances.cards import cards
from conference.alliances.models import AlliancePage
from conference.core.blocks import BodyBlock, MeasuresBlock
from conference.core.cloth import STRUCTURE_OF, Facts
from conference.core.models import Picture, Resource, SiteSettings
from conference.core.templatetags.core_tags import ICONS
from conference.core.templatetags.site_tags import Banner
from conference.models import NationalConferencePage
from conference.regions.reference import regions_of_reference
from conference.templatetags.conference_tags import partners_of
from measures.display import published
from measures.models import (
    ContributionFigure,
    Measure,
    RegionalContribution,
    Review,
    ScaleStep,
    Sign,
    Stage,
    Tone,
)

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


def sample_blocks(picture: Picture | None) -> StreamValue:
    """A body with each block once, as the picker shows it; those of files only where there are some."""
    stream = BodyBlock()
    values = {
        name: block.get_preview_value()
        for name, block in stream.child_blocks.items()
        if getattr(block.meta, "preview_value", None) or name == "table_of_contents"
    }
    if picture is not None:
        shown = {"image": picture.pk, "caption": _("Une légende")}
        text = f"<p>{_('Quelques phrases à côté de l’image.')}</p>"
        samples = {
            "image": shown,
            "picture_and_text": {"picture": shown, "side": "end", "title": _("Un titre"), "text": text},
            "gallery": {"pictures": [shown] * 3},
            "video": {"title": _("Une vidéo"), "poster": picture.pk, "url": "https://vimeo.com/1"},
        }
        values |= {name: stream.child_blocks[name].to_python(value) for name, value in samples.items()}
    public = Resource.objects.filter(listed=True).order_by("pk")
    if documents := list(public.values_list("pk", flat=True)[:2]):
        values["documents"] = stream.child_blocks["documents"].to_python({"documents": documents})
    home = HomePage.objects.first()
    values["cards"] = stream.child_blocks["cards"].to_python({"mode": "below", "parent": home and home.pk})
    return StreamValue(stream, [(name, values[name]) for name in stream.child_blocks if name in values])


def sample_contribution(measure: Measure) -> RegionalContribution:
    contribution = RegionalContribution(
        region=regions_of_reference()[0],
        measure=measure,
        stage=Stage.UNDER_WAY,
        text=_("Ce que fait la région, en quelques phrases."),
    )
    contribution.figures = [
        ContributionFigure(
            value="12", unit=_("rencontres"), date=contribution.declared_on, source=_("rapport")
        )
    ]
    return contribution


def components(request: HttpRequest) -> HttpResponse:
    """Each component once in each of its states; what the site does not hold yet is left out."""
    measures = published()
    picture = Picture.objects.filter(collection__depth=1).order_by("pk").first()  # no region's own
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
        "review": Review.objects.standing().prefetch_related("scale", "assessments").order_by("date").first(),
        "steps": [
            ScaleStep(key=sign, label=f"{sign.label}, {tone.label}", sign=sign, tone=tone)
            for sign, tone in zip(Sign, cycle(Tone), strict=False)
        ],
        "cited": Review.objects.standing().filter(citations__source__shown=True).order_by("date").first(),
        "regions": regions_of_reference(),
        "alliances": cards(AlliancePage.objects.shown()[:3]),
        "edition": NationalConferencePage.objects.live().prefetch_related("measures").first(),
        "measures_value": MeasuresBlock().to_python(dimension),
        "blocks": sample_blocks(picture),
        "picture": picture,
        "banners": [
            Banner(
                text=_("Le forum de Rennes est reporté."),
                tone=tone,
                url="#contenu",
                link_text=_("Lire"),
                key="",
            )
            for tone in SiteSettings.Tone.values
        ],
        "form": SampleForm(),
        "wrong_form": SampleForm({"email": "aicha.boyer.exemple.fr", "name": ""}),
        "page_obj": Paginator(range(30), 10).page(2),
        "partners": partners_of(page=over, title=_("Portée par")) if over else {},
        "photographs": over.photographs if over else [],
        "contribution": sample_contribution(measures[0]) if measures else None,
        "figures": [{"value": "21", "label": _("mesures"), "source": _("rapport de la mission")}],
    }
    return render(request, "home/components.html", context)
