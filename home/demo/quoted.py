"""What is real in what the demonstration loads: twelve alliances, and past events of others.

Nothing is added to what the data say: no kind of a partner, no coordinates, no measure, no hours.
remove_demo leaves them where they are.
"""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from wagtail.models import Page

from conference.alliances.models import (
    AllianceCitation,
    AllianceIndexPage,
    AlliancePage,
    Partner,
    RegionalAlliancesPage,
)
from conference.core.models import Sdg
from conference.core.text import french
from conference.core.times.zoned import PARIS
from conference.models import LocalConferencePage
from events.models import AgendaPage, EventCitation, EventFormat, EventKind, EventPage
from home.reference.sources import supported
from measures.models import Citation, Source

from .content import verbatim
from .days import moment
from .pages import publish, short_slug

# The kind that the title or the data say; a meeting otherwise.
KINDS = {
    "forum": EventKind.FORUM,
    "webinaire": EventKind.WEBINAR,
    "web café": EventKind.WEBINAR,
    "dîner": EventKind.DINNER,
    "ateliers": EventKind.WORKSHOP,
    "journée d’apprentissage": EventKind.LEARNING_DAY,
}
# « place » of the data → the fields that hold it.
PLACES = {
    "5 rue Masseran, Paris 7e": {"address": "5 rue Masseran", "town": "Paris 7e"},
    "Palais des Congrès, Paris": {"venue_name": "Palais des Congrès", "town": "Paris"},
    "Clermont-Ferrand": {"town": "Clermont-Ferrand"},
}


def load_alliances(*, now: datetime) -> None:
    """The twelve alliances: the national ones below /alliances/, the others below their region."""
    sdgs = {sdg.number: sdg for sdg in Sdg.objects.all()}
    homes = alliances_by_region()
    national = AllianceIndexPage.objects.get()
    stated = supported("alliances")
    for facts in verbatim("alliances")["alliances"]:
        parent = homes.get(facts["territory"], national)
        if _is_there(parent, short_slug(facts["name"])):
            continue
        alliance = AlliancePage(
            title=facts["name"],
            slug=short_slug(facts["name"]),
            territory=facts["territory"],
            summary=french(facts["summary"]),
            sdgs_proposed=True,
            from_public_sources=True,
            website=facts.get("website", ""),
        )
        alliance.citations = citations(AllianceCitation, stated[facts["name"]])
        alliance.partners = [Partner(name=name) for name in facts["partners"]]
        alliance.sdgs = [sdgs[number] for number in facts["sdgs"]]
        publish(parent, alliance, at=now)


def alliances_by_region() -> dict[str, Page]:
    """The page that holds the alliances of each region, by the region's name."""
    holders = {page.path[: -Page.steplen]: page for page in RegionalAlliancesPage.objects.all()}
    local_pages = LocalConferencePage.objects.select_related("region")
    return {page.region.name: holders[page.path] for page in local_pages if page.path in holders}


def load_past_events(*, now: datetime) -> None:
    """Real past events of other organisers, for the archive: they take no registration."""
    agenda = AgendaPage.objects.get()
    stated = supported("events")
    for facts in verbatim("past_events")["past"]:
        slug = short_slug(facts["title"])
        if _is_there(agenda, slug):
            continue
        known = "start" in facts
        day = date.fromisoformat(facts["date"])
        start = moment(day, facts.get("start", "00:00"), PARIS)
        end = moment(day, facts["end"], PARIS) if known else start + timedelta(hours=23, minutes=59)
        place = PLACES.get(facts.get("place", ""), {})
        event = EventPage(
            title=facts["title"],
            slug=slug,
            start=start,
            end=end,
            times_known=known,
            date_uncertain=facts.get("date_uncertain", False),
            time_zone=PARIS,
            format=EventFormat.ONLINE if facts.get("format") == "en ligne" else EventFormat.IN_PERSON,
            kind=_kind_of(facts),
            summary=summary_of(facts),
            organised_by_others=True,
            **place,
        )
        event.citations.set(citations(EventCitation, stated[facts["title"]]))
        publish(agenda, event, at=now)
        if not place and "format" not in facts:
            # Never published: an editor who opens the event has to say it.
            EventPage.objects.filter(pk=event.pk).update(format="")


def summary_of(facts: dict) -> str:
    """What the data say besides the date, in one paragraph; that they say nothing more, otherwise."""
    said = [
        _("Thème : « %s ».") % facts["theme"] if "theme" in facts else "",
        _("Avec : %s.") % facts["with"] if "with" in facts else "",
        _("Participation : %s.") % facts["attendance"] if "attendance" in facts else "",
        _("Précision : %s.") % facts["note"] if "note" in facts else "",
    ]
    return french(" ".join(filter(None, said))) or _("Rien d’autre que la date n’est repris ici.")


def citations(model: type[Citation], stated: list[tuple[Source, str]]) -> list[Citation]:
    """Each source that states something of the subject, with its words."""
    return [model(source=source, says=says, sort_order=order) for order, (source, says) in enumerate(stated)]


def _is_there(parent: Page, slug: str) -> bool:
    return parent.get_children().filter(slug=slug).exists()


def _kind_of(facts: dict) -> str:
    words = f"{facts.get('kind', '')} {facts['title']}".lower()
    return next((kind for word, kind in KINDS.items() if word in words), EventKind.MEETING)
