"""Pieces of a mail: a mail program reads only styles that stand on the element itself."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def mail_p(content: str, *, last: bool = False) -> SafeString:
    """A paragraph. ``last``: nothing follows it in its block."""
    return format_html('<p style="margin:0 0 {}px">{}</p>', 0 if last else 16, content)


@register.simple_block_tag(takes_context=True)
def mail_link(context: template.Context, content: str, *, url: str) -> SafeString:
    """A link within a text, in the colour of the text."""
    return format_html('<a href="{}" style="color:{}">{}</a>', url, context["light"]["ink"], content.strip())
