"""Loading the demonstration: once, and never among pages that somebody made."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from conference.alliances.models import AlliancePage
from conference.core.models import SiteSettings
from conference.models import NationalConferencePage
from events.models import EventPage
from home.models import ContentPage, HomePage
from home.news.models import NewsPage
from home.reference.indexing import indexed_at_the_end

from .content import texts
from .contributions import load_contributions
from .covers import load_covers
from .editions import load_editions
from .events import load_events
from .fills import fill
from .home_page import add_sections
from .news import load_news
from .people import load_controllers, load_speakers, load_teams
from .quoted import load_alliances, load_past_events
from .review import load_review

# Texts of fixed pages, by the page's slug; the home page apart.
FIXED_TEXTS = (
    "mission",
    "conference",
    "regions",
    "agenda",
    "mesures",
    "alliances",
    "actualites",
    "ressources",
    "contact",
)


class DemoRefused(Exception):
    """The demonstration cannot be loaded here; holds a sentence that says why."""


class AlreadyLoaded(DemoRefused):
    def __init__(self) -> None:
        super().__init__(
            _("Le contenu de démonstration est déjà là. Pour l’enlever : manage.py remove_demo.")
        )


class ReferenceMissing(DemoRefused):
    def __init__(self) -> None:
        super().__init__(_("Les pages fixes ne sont pas là. D’abord : manage.py load_reference."))


class PagesThere(DemoRefused):
    def __init__(self, count: int) -> None:
        super().__init__(
            ngettext(
                "Le site a déjà %(count)s page en dehors des pages fixes : la démonstration s’y mêlerait. "
                "Pour la charger malgré tout : manage.py load_demo --force.",
                "Le site a déjà %(count)s pages en dehors des pages fixes : la démonstration s’y mêlerait. "
                "Pour la charger malgré tout : manage.py load_demo --force.",
                count,
            )
            % {"count": count}
        )


@transaction.atomic
def load_demo(*, now: datetime, force: bool = False) -> None:
    """Load everything; dates count from ``now``. Raises AlreadyLoaded, ReferenceMissing or PagesThere.

    ``force`` loads among pages that are there already; it never loads twice.
    """
    home = HomePage.objects.first()
    if home is None:
        raise ReferenceMissing
    settings = SiteSettings.load()
    if settings.demo:
        raise AlreadyLoaded
    if not force and (count := pages_beyond_the_fixed_tree()):
        raise PagesThere(count)
    with indexed_at_the_end():
        load_texts(home, settings)
        load_banner(settings, now=now)
        load_teams()
        load_controllers()
        load_alliances(now=now)
        load_past_events(now=now)
        load_events(editions=load_editions(now=now), speakers=load_speakers(), now=now)
        load_news(now=now)
        load_review(now=now)
        load_contributions(now=now)
        load_covers()
        add_sections()
        settings.demo_loaded_at = now
        settings.save(update_fields=["demo_loaded_at"])


def pages_beyond_the_fixed_tree() -> int:
    """How many pages somebody made: events, alliances, editions, news, ordinary pages of text."""
    kinds: tuple[type[Page], ...] = (EventPage, AlliancePage, NationalConferencePage, NewsPage)
    made = sum(kind.objects.count() for kind in kinds)
    return made + ContentPage.objects.filter(role=ContentPage.Role.NONE).count()


def load_texts(home: HomePage, settings: SiteSettings) -> None:
    """The texts of the fixed pages, and the facts of the publisher, all of them fictional."""
    content = texts("texts")
    fill(home, **content["home"])
    for page in Page.objects.child_of(home).filter(slug__in=FIXED_TEXTS).specific():
        fill(page, **content[page.slug])
    if not settings.pk:
        settings.save()
    fill(settings, **content["settings"])


def load_banner(settings: SiteSettings, *, now: datetime) -> None:
    """Shown since a week and for two months, unless the team has a banner."""
    if not settings.banner_text:
        banner = dict(texts("texts")["banner"])
        begins, ends = (now.astimezone(UTC) + timedelta(days=banner.pop(name)) for name in ("from", "until"))
        fill(settings, **banner, banner_from=begins.isoformat(), banner_until=ends.isoformat())
