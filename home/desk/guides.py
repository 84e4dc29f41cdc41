"""The guides of docs/, in the admin: « Aide » in the menu, and a « ? » beside the fields that need one."""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from markdown_it.token import Token
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from conference.core.text.anchors import Anchors, Title

# Key of the address → file of docs/, name in the menu.
GUIDES: dict[str, tuple[str, str | Promise]] = {
    "redaction": ("guide-redaction.md", _("Guide de la rédaction")),
    "relais": ("guide-relais.md", _("Guide des relais")),
}
# Fields that people ask about (« app.model.field ») → guide, part.
PARTS = {
    "events.eventpage.start": ("relais", "annoncer-une-session"),
    "events.eventpage.time_zone": ("relais", "annoncer-une-session"),
    "events.eventpage.online_url": ("relais", "annoncer-une-session"),
    "events.eventpage.slug": ("redaction", "ecrire-une-page"),
    "home.homepage.sections": ("redaction", "ecrire-une-page"),
    "home.contentpage.body": ("redaction", "ecrire-une-page"),
    "measures.measure.summary": ("redaction", "les-21-mesures"),
    "regions.relayteam.publishes_directly": ("redaction", "les-equipes-relais"),
    "desk.moderationsettings.deputy": ("redaction", "la-moderation"),
}


@dataclass(frozen=True, kw_only=True)
class Guide:
    title: str
    html: SafeString
    parts: tuple[Title, ...]


@cache
def read_guide(key: str) -> Guide:
    """A guide as HTML, each heading with its anchor. The text is ours: it is not cleaned."""
    file, title = GUIDES[key]
    text = (settings.BASE_DIR / "docs" / file).read_text(encoding="utf-8")
    markdown = MarkdownIt("commonmark").enable("table")
    tokens = _without_title(markdown.parse(text))
    anchors, parts = Anchors(), []
    for opening, words in pairwise(tokens):
        if opening.type == "heading_open":
            part = Title(int(opening.tag[1]), words.content, anchors.of(words.content))
            opening.attrSet("id", part.anchor)
            parts.append(part)
    html = markdown.renderer.render(tokens, markdown.options, {})
    return Guide(title=str(title), html=mark_safe(html), parts=tuple(parts))


def _without_title(tokens: list[Token]) -> list[Token]:
    """The admin's header says the title already."""
    return tokens[3:] if tokens and tokens[0].tag == "h1" else tokens


def guide_url(key: str, anchor: str = "") -> str:
    """Where a part of a guide is read."""
    return reverse("guide", args=[key]) + (f"#{anchor}" if anchor else "")


def help_url(model: type[Model], field: str) -> str | None:
    """The part that explains a field, if there is one."""
    part = PARTS.get(f"{model._meta.label_lower}.{field}")
    return guide_url(*part) if part else None


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """One guide, with its table of contents."""

    template_name = "home/desk/guide.html"
    header_icon = "help"
    _show_breadcrumbs = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if kwargs["key"] not in GUIDES:
            raise Http404
        self.page_title = GUIDES[kwargs["key"]][1]
        return super().get_context_data(**kwargs, guide=read_guide(kwargs["key"]))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]
