"""The town of a page: suggested as one types, tied to its commune when the page is saved.

A page with a town has the fields ``town``, ``commune``, ``latitude`` and ``longitude``; where it has them,
``postcode`` and ``department`` follow too. Whatever is no commune stays as it was typed.
"""

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

from conference.core.text import french

from .models import Commune
from .places import communes_named, folded_place, label_of, suggest
from .tree import region_of, region_slug_of

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


def settle_town(page: Any, *, region: str = "") -> None:
    """Tie ``page`` to the one commune that its town names; ``region``: the slug that tells homonyms apart.

    A commune that was chosen stays while the town has its name. A town that is none, or might be several,
    keeps its words and no place.
    """
    before = page.commune
    found = _meant(page, region=region)
    if len(found) == 1:
        _follow(page, found[0], before=before)
    elif before is not None:
        page.commune = page.latitude = page.longitude = None
        if hasattr(page, "department"):
            page.department = ""


def _meant(page: Any, *, region: str) -> list[Commune]:
    """The communes that the town of ``page`` may be."""
    if page.commune is not None and folded_place(page.town) == page.commune.folded:
        return [page.commune]
    return communes_named(page.town, postcode=getattr(page, "postcode", ""), region=region)


def _follow(page: Any, commune: Commune, *, before: Commune | None) -> None:
    page.commune = commune
    page.latitude, page.longitude = commune.latitude, commune.longitude
    if folded_place(page.town.partition("(")[0]).endswith(commune.folded):  # not « Paris 7e »
        page.town = commune.name
    if hasattr(page, "department"):
        page.department = commune.department.name
    if hasattr(page, "postcode") and before != commune:
        postcodes = [each.postcode for each in commune.postcodes.all()]
        if page.postcode not in postcodes and (before is not None or not page.postcode):
            page.postcode = postcodes[0] if len(postcodes) == 1 else ""


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
        homonyms = _meant(self.instance, region=region)
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


def remark_on_region(page: Any) -> str:
    """A sentence where the town of ``page`` lies in another region than its own; "" otherwise."""
    commune, region = getattr(page, "commune", None), region_of(page)
    if commune is None or region is None or commune.department.region_id == region.pk:
        return ""
    return _(
        "%(town)s est en région %(there)s, alors que cette page est celle de la région %(here)s. "
        "Si c’est voulu, il n’y a rien à faire."
    ) % {"town": page.town, "there": commune.department.region, "here": region}


def remark_on_save(request: HttpRequest, page: Any) -> None:
    """Say it once the page is saved: a warning, never a refusal."""
    if sentence := remark_on_region(page):
        messages.warning(request, sentence)
