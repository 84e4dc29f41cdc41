"""Which pictures a page shows, and whether the people who can be recognised on them agreed."""

from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from conference.core.choosers import name_of
from conference.core.models import Picture


class PicturesRefused(Exception):
    """A page shows people who have not agreed; ``page``, and its text says which picture."""

    def __init__(self, page: Page, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.page = page


def pictures_of(page: Page) -> list[Picture]:
    """The pictures that this version of a page shows: covers, blocks, texts, rows of its lists."""
    kind = str(ContentType.objects.get_for_model(Picture).pk)
    keys = {
        key
        for type_key, key, _model_path, _path in ReferenceIndex._extract_references_from_object(page)
        if str(type_key) == kind
    }
    return list(Picture.objects.filter(pk__in=keys).order_by("title")) if keys else []


def why_not_published(page: Page, *, on: date) -> list[str]:
    """A sentence for each picture that this version of a page may not show that day."""
    return [_refusal(picture) for picture in pictures_of(page) if not picture.may_be_shown(on=on)]


def published_on(page: Page, *, now: datetime) -> date:
    """The day on which a version goes live: today, or the day that is set."""
    start = page.go_live_at
    return timezone.localdate(start if start and start > now else now)


def _refusal(picture: Picture) -> str:
    if picture.people == Picture.People.AUTHORISED and picture.authorised_until:
        until = date_format(picture.authorised_until, "j F Y")
        why = _("l’autorisation des personnes reconnaissables vaut jusqu’au %s seulement.") % until
    else:
        why = _("des personnes y sont reconnaissables, sans autorisation.")
    return _("Image « %(title)s » : %(why)s Retirez-la de la page, ou complétez sa fiche.") % {
        "title": name_of(picture),
        "why": why,
    }
