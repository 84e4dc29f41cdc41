"""What is shown of a page where it is shared: its cover or its cloth, its title, when and where.

Drawn by the worker when a page is published, never for a visitor: until it is there, and for what has no
picture of its own, the site's is shown. ``card_of`` says what stands on it; each folder registers its types:

    @card_of.register
    def _(page: EventPage) -> ShareCard: ...
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from django_tasks import task
from PIL import Image, ImageDraw
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from conference.core.cloth import Facts, woven
from conference.core.colours import light
from conference.core.models import Picture, SharePicture
from conference.core.pictures.painting import TEXT, TITLE, cut_to, fitted, font, lines_of, painted_cloth, png
from conference.core.text import french

SIZE = WIDTH, HEIGHT = 1200, 630  # pixels, as social networks ask
SAID = 680  # of the width, what is said; the cloth or the cover takes the rest
EDGE = 60
SIGNED = HEIGHT - 112  # where the name of the site begins


@dataclass(frozen=True)
class ShareCard:
    """What a page says of itself: what it is, its title, when and where; ``cloth`` where it weaves one."""

    kind: str
    title: str
    lines: tuple[str, ...] = ()
    cloth: Facts | None = None


@singledispatch
def card_of(page: Page) -> ShareCard | None:
    """What stands on the picture of ``page``; None for a type that has no picture of its own."""
    return None


# --- Made ---------------------------------------------------------------------------------------


@receiver(page_published)
def queue_share_picture(instance: Page, **kwargs: Any) -> None:
    if card_of.dispatch(type(instance)) is not card_of.dispatch(object):
        make_share_picture.enqueue(instance.pk)


@receiver(page_unpublished)
def take_away(instance: Page, **kwargs: Any) -> None:
    SharePicture.objects.filter(page=instance.pk).delete()


@receiver(post_save, sender=PageViewRestriction)
def take_away_what_is_kept(instance: PageViewRestriction, **kwargs: Any) -> None:
    _take_away_below(instance.page)


@receiver(post_page_move)
def take_away_what_moved_there(instance: Page, **kwargs: Any) -> None:
    if instance.get_view_restrictions().exists():
        _take_away_below(instance)


def _take_away_below(page: Page) -> None:
    below = Page.objects.descendant_of(page, inclusive=True)
    SharePicture.objects.filter(page__in=below.order_by()).delete()


@receiver(post_delete, sender=SharePicture)
def delete_file(instance: SharePicture, **kwargs: Any) -> None:
    storage, name = instance.file.storage, str(instance.file.name)
    transaction.on_commit(lambda: storage.delete(name))


@task()
def make_share_picture(pk: int) -> None:
    """Draw the picture of a page anew; take it away from one that is not to be shown."""
    page = Page.objects.filter(pk=pk, live=True).specific().first()
    content = _drawn(page) if page is not None and not page.get_view_restrictions().exists() else None
    with transaction.atomic():
        before = SharePicture.objects.filter(page=pk).first()
        if content is None:
            if before is not None:
                before.delete()
            return
        name = f"{pk}-{sha256(content).hexdigest()[:12]}.png"
        if before is not None and str(before.file.name).endswith(name):
            return
        if before is not None:
            before.delete()
        SharePicture(page_id=pk).file.save(name, ContentFile(content))


def without_one() -> Iterator[Page]:
    """The published pages that have no picture and may have one: made without a revision, or restored."""
    types = [kind for kind in card_of.registry if issubclass(kind, Page)]
    pages = Page.objects.live().public().type(*types).filter(share_picture=None)
    return (page for page in pages.specific() if _has_something_to_show(page))


# --- Drawn --------------------------------------------------------------------------------------


def _has_something_to_show(page: Page) -> bool:
    if getattr(page, "cover_id", None):
        return True
    card = card_of(page)
    return card is not None and card.cloth is not None


def _drawn(page: Page) -> bytes | None:
    card, cover = card_of(page), getattr(page, "cover", None)
    shown = _shown(cover, card.cloth, (WIDTH - SAID, HEIGHT)) if card else None
    return draw(card, shown) if card and shown else None


def _shown(cover: Picture | None, cloth: Facts | None, size: tuple[int, int]) -> Image.Image | None:
    if cover is not None:
        with cover.open_file() as file, Image.open(file) as image:
            return cut_to(image, size)
    return painted_cloth(woven(cloth), size) if cloth is not None else None


def draw(card: ShareCard, shown: Image.Image) -> bytes:
    """The picture as PNG, ``shown`` on its right."""
    colours = light()
    image = Image.new("RGB", SIZE, colours["linen"])
    image.paste(shown, (SAID, 0))
    pen, width = ImageDraw.Draw(image), SAID - 2 * EDGE
    pen.text((EDGE, EDGE), french(card.kind), colours["ink_soft"], font(TEXT, 28, weight=600))
    plain = font(TEXT, 28)
    facts = [line for fact in card.lines for line in lines_of(french(fact), font=plain, width=width)[:2]]
    top = EDGE + 56
    room = SIGNED - top - 60 - 38 * len(facts)
    title, lines = fitted(french(card.title), name=TITLE, sizes=range(92, 36, -4), width=width, height=room)
    for line in lines:
        pen.text((EDGE, top), line, colours["ink"], title)
        top += round(title.size)
    for number, fact in enumerate(facts):
        pen.text((EDGE, top + 22 + 38 * number), fact, colours["ink"], plain)
    pen.rectangle((EDGE, SIGNED, EDGE + 96, SIGNED + 3), colours["ink"])
    brand = _("Conférence des alliances stratégiques")
    pen.text((EDGE, SIGNED + 18), brand, colours["ink"], font(TITLE, 32))
    return png(image)
