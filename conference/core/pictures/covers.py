"""The cover of a page: a picture at its head, in lists and where it is shared; its cloth without one."""

from typing import TypeVar

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from conference.core.pages import BasePage

Pages = TypeVar("Pages", bound=QuerySet)


class CoverPage(BasePage):
    """A page that may have a cover. COVER_PANEL goes in its form; share.card_of knows its type."""

    cover = models.ForeignKey(
        "core.Picture",
        verbose_name=_("image de couverture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True


COVER_PANEL = FieldPanel(
    "cover",
    help_text=_("En tête de la page, dans les listes et quand la page est partagée. Vide : son étoffe."),
)


def with_covers(pages: Pages) -> Pages:
    """With their covers, for a list; no query more."""
    return pages.select_related("cover")


def with_pictures(pages: Pages) -> Pages:
    """The same for the page itself, with the picture that shows it where it is shared."""
    return with_covers(pages.select_related("share_picture"))
