"""What the pages are looked at with: events of each state, and all that editors add."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page as WagtailPage

from conference.blocks import USUAL_PARTS
from conference.core.blocks import BodyBlock
from conference.core.models import Picture
from conference.models import EditionDocument, EditionPartner, KeyFigure, LocalPartner
from events.models import EventDocument, EventSeries, SessionSpeaker
from home.models import ContentPage, HomePage
from home.resources.models import ResourcesPage
from measures.models import Measure
from tests.conference.bodies import every_kind
from tests.conference.factories import NationalConferencePageFactory, SiteTree
from tests.events.factories import EventPageFactory, SessionFactory, SpeakerFactory
from tests.home.news.factories import make_news
from tests.home.resources.test_library import make_resource

KIT = 900  # the key of a document


def furnish_events(tree: SiteTree) -> None:
    """Events postponed, over with all that came out of them, and in three rooms with all one may say."""
    agenda, now = tree.regions["bretagne"].agenda, timezone.now()
    picture, slides = Picture.objects.all()[0], make_resource("Support")
    postponed = {"parent": agenda, "status": "postponed", "previous_start": now, "status_reason": "Salle."}
    EventPageFactory(slug="reportee", **postponed)
    EventPageFactory(slug="sans-date", date_uncertain=True, **postponed)
    over = EventPageFactory(
        parent=agenda,
        slug="passee",
        past=True,
        report="<h3>Décidé</h3><p>Une rencontre par mois.</p>",
        registered=90,
        attended=81,
        replay_url="https://video.invalid/",
        photographs=[("image", {"image": picture})],
    )
    SessionFactory(event=over, slides=slides)
    EventDocument.objects.create(event=over, document=slides)
    access = {
        "step_free": "oui",
        "lift": "non",
        "access_contact": "Accueil",
        "access_phone": "01 99 00 00 00",
    }
    recorded = {"photographed": True, "filmed": True, "shown_where": "ce site"}
    last = {"interpretation_until": now.date(), "series": EventSeries.objects.create(title="Série", slug="s")}
    start = now - timedelta(minutes=30)  # today: what takes place now is marked
    day = EventPageFactory(
        parent=agenda, slug="trois-salles", start=start, format="hybride", **access, **recorded, **last
    )
    portraits = (SpeakerFactory(portrait=picture, website="https://a.invalid/"), SpeakerFactory())
    for rank in range(12):
        hours = timedelta(hours=rank // 3)
        session = SessionFactory(event=day, start=start + hours, room=f"Salle {rank % 3}")
        SessionSpeaker.objects.create(session=session, speaker=portraits[rank % 2])


def furnish_what_editors_add(tree: SiteTree) -> None:
    """Documents, a page for the press, editions to come and under way, a local page in its own order."""
    measures, pictures = list(Measure.objects.order_by("number")), list(Picture.objects.all()[:3])
    topics = {"measures": tuple(measures[:2]), "goals": (4,)}
    kit = make_resource("Kit", pk=KIT, accessible=False, html_version="https://site.invalid/", **topics)
    every = every_kind(number=3, measures=measures, pages=[tree.agenda])
    add_below(tree.home, ResourcesPage(title="Ressources", slug="ressources"))
    press = [{"type": kind, "value": every[kind]} for kind in ("paragraph", "documents", "contact")]
    add_below(tree.home, ContentPage(title="Presse", slug="presse", body=press))
    make_news(slug="nationale", parent=tree.news, cover=pictures[0], measures=measures[:1])
    now = timezone.now()
    for slug, day in (("a-venir", now + timedelta(days=90)), ("en-cours", now)):
        edition = NationalConferencePageFactory(
            parent=tree.editions,
            slug=slug,
            start_date=timezone.localdate(day),
            end_date=timezone.localdate(day + timedelta(days=1)),
            programme="<p>Les temps forts.</p>",
            cover=pictures[0],
        )
        edition.key_figures = [KeyFigure(value="18", label="régions")]
        edition.partners = [EditionPartner(name="Musée", logo=pictures[1], url="https://musee.invalid/")]
        edition.documents = [EditionDocument(document=kit)]
        edition.save()
        for hours in (1, 30):
            start = day + timedelta(hours=hours)
            end = start + timedelta(hours=2)
            EventPageFactory(
                parent=tree.agenda, slug=f"{slug}-{hours}", edition=edition, start=start, end=end
            )
    local = tree.regions["la-reunion"].page
    local.partners = [LocalPartner(name="Musée", logo=pictures[1])]
    local.featured = [("page", tree.agenda)]
    local.photographs = [("image", {"image": picture}) for picture in pictures]
    local.body = BodyBlock().to_python(press[:1])
    local.parts = [(name, None) for name in USUAL_PARTS[::-1]]
    local.save()


def add_below(home: HomePage, page: WagtailPage) -> None:
    HomePage.objects.get(pk=home.pk).add_child(instance=page)
