"""What blocks of pages show that is not in their own settings: anchors, titles, other pages, videos."""

from django import template
from django.utils.safestring import SafeString

from conference.core.anchors import Anchors, anchored, titles_of

register = template.Library()


@register.simple_tag(takes_context=True)
def anchored_text(context: template.Context, *, html: SafeString) -> SafeString:
    """Rich text with an anchor on each of its titles, unlike those of the texts before it."""
    return anchored(html, context.get("anchors") or Anchors())


@register.inclusion_tag("components/table_of_contents.html", takes_context=True)
def table_of_contents(context: template.Context, *, title: str) -> dict:
    stream = context.get("stream")
    return {"title": title, "titles": titles_of(stream) if stream else []}
