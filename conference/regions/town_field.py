"""The field of a town: suggested as one types, asked again where several communes have the name."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.forms.widgets import Script
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from conference.core.forms import SitePageForm
from conference.core.text import french

from .models import Commune
from .places import label_of, suggest
from .towns import communes_meant, remark_on_region, settle_town
from .tree import region_slug_of

MOST_NAMED = 6  # homonyms that a sentence names


class TownInput(forms.TextInput):
    """A text with suggestions below it; a plain text without scripts. ``region``: the slug of the page's."""

    region = ""

    class Media:
        css: ClassVar = {"all": ["css/town-input.css"]}
        js: ClassVar = [Script("js/town-input.js", type="module")]

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        field = super().render(*args, **kwargs)
        facts = {"field": field, "suggestions": reverse("suggest_communes"), "region": self.region}
        return render_to_string("regions/admin/town_input.html", facts)


@require_safe
def suggest_communes(request: HttpRequest) -> JsonResponse:
    """``?q=Quimp``: for each commune its label, what follows from it, and the slug of its region."""
    communes = suggest(request.GET.get("q", "")[:100])
    return JsonResponse({"communes": [_facts(each) for each in communes]})


def _facts(commune: Commune) -> dict[str, Any]:
    region = commune.department.region
    postcodes = [each.postcode for each in commune.postcodes.all()]
    return {
        "label": label_of(commune),
        "postcodes": postcodes,
        "department": commune.department.name,
        "region": region.slug,
        "region_name": region.name,
    }


class TownForm:
    """The form of a page with a town: asks which one where several have the name; a draft may wait."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(widget := getattr(self.fields.get("town"), "widget", None), TownInput):
            widget.region = self._region_slug()

    def _region_slug(self) -> str:
        return region_slug_of(self.parent_page.url_path) if self.parent_page else ""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if "town" not in self.fields or "town" in self.errors:
            return
        region = self._region_slug()
        homonyms = communes_meant(self.instance, region=region)
        settle_town(self.instance, region=region)
        if len(homonyms) > 1 and not self.is_deferred_validation:
            self.add_error("town", _which(homonyms))


def _which(homonyms: list[Commune]) -> str:
    """« … Écrivez l’un de ces noms : « Saint-Denis (La Réunion) », « Saint-Denis (Gard) ». »."""
    named = ", ".join(f"« {label_of(each)} »" for each in homonyms[:MOST_NAMED])
    if len(homonyms) > MOST_NAMED:
        named = f"{named}…"
    return french(
        _("Plusieurs communes s’appellent %(name)s. Écrivez l’un de ces noms : %(named)s.")
        % {"name": homonyms[0].name, "named": named}
    )


class TownPageForm(TownForm, SitePageForm):
    """The form of a page that has a town and asks for nothing more."""


def remark_on_save(request: HttpRequest, page: Any) -> None:
    """Say it once the page is saved: a warning, never a refusal."""
    if sentence := remark_on_region(page):
        messages.warning(request, sentence)
