"""The cloth of an item of news, and what stands on the picture of one that is shared."""

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from conference.core.cloth import Facts
from conference.core.pictures.share import ShareCard, card_of
from conference.core.templatetags.core_tags import day
from measures.linked import linked_numbers

from .models import NewsPage


def facts_of(news: NewsPage) -> Facts:
    """What the cloth of ``news`` is woven from: its title, its day, its measures."""
    return Facts(nature="actualite", name=news.title, day=news.date, measures=linked_numbers(news))


@card_of.register
def card_of_news(news: NewsPage) -> ShareCard:
    return ShareCard(
        kind=_("Actualité"),
        title=news.title,
        lines=tuple(filter(None, (strip_tags(day(of=news.date)), news.where))),
        cloth=facts_of(news),
    )
