"""What the demonstration shows, and when it refuses."""

import re
from collections import Counter
from datetime import timedelta
from itertools import chain

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Collection, TaskState

from conference.alliances.models import AlliancePage
from conference.core.models import Picture, SiteSettings
from conference.core.worlds import AUDIENCES
from conference.models import NationalConferencePage
from conference.regions.models import Region, RelayTeam
from conference.regions.rights import NATIONAL_COLLECTION
from conference.regions.scoping import EVERYTHING
from events.models import EventFormat, EventPage, EventSeries, EventStatus, Speaker
from events.registrations.models import Attendee, Registration, RegistrationMail
from events.registrations.seats.availability import seat_availabilities
from home.demo.content import verbatim
from home.demo.load import AlreadyLoaded, load_demo
from home.desk.moderation import name_of
from home.desk.submissions import open_submissions
from home.news.models import NewsPage
from home.resources.library import address_of, region_of
from home.resources.library import shown as shown_in_the_library
from measures.models import Measure

from .fictional import DESCRIBED, NAMED_IN_THE_FACTS, all_facts, fictional_texts, folded, real_names

pytestmark = [pytest.mark.django_db, pytest.mark.demo]


def coming():
    return EventPage.objects.live().filter(fictional=True, start__gt=timezone.now())


def test_every_region_has_coming_sessions():
    local = Counter(coming().filter(region__isnull=False).values_list("region__slug", flat=True))
    assert set(local) == set(Region.objects.values_list("slug", flat=True))
    assert sum(local.values()) >= 24


def test_each_measure_has_a_session_that_takes_place():
    served = coming().filter(status=EventStatus.SCHEDULED).values_list("measures__number", flat=True)
    assert set(served) == set(Measure.objects.values_list("number", flat=True))


def test_relays_see_and_choose_its_pictures():
    collections = Collection.objects.filter(pk__in=Picture.objects.values("collection"))
    assert [each.name for each in collections] == [NATIONAL_COLLECTION]


def test_agendas_are_believable():
    for event in EventPage.objects.filter(fictional=True, is_model=False):
        sessions = list(event.sessions.all())
        assert 5 <= len(sessions) <= (14 if event.title.startswith("Deuxième édition, premier") else 9)
        assert sessions[0].start == event.start
        assert max(session.end for session in sessions) == event.end
        assert all(session.start < session.end for session in sessions)
        assert sessions[0].kind == "accueil"
        assert sessions[-1].kind == "cloture"
        assert event.event_speakers.count() >= 1
        assert event.end - event.start <= timedelta(hours=9)
        assert "{" not in "".join(session.title for session in sessions)


def test_capacities_are_the_usual_ones_and_formats_vary():
    usual = set(verbatim("past_events")["usual_capacities"].values()) | {None}
    events = EventPage.objects.filter(fictional=True)
    assert {event.registration_settings.get().capacity for event in events} <= usual
    assert set(coming().values_list("format", flat=True)) == set(EventFormat.values)
    assert len(set(coming().values_list("kind", flat=True))) == 7


def test_coming_events_are_for_every_audience_and_some_say_nothing():
    told = [event.audiences for event in coming()]
    assert set(chain(*told)) == set(dict(AUDIENCES))
    assert [] in told


def test_some_sessions_are_full_nearly_full_closed_or_cancelled():
    now = timezone.now()
    words = Counter(place.words for place in seat_availabilities(list(coming()), now=now).values())
    assert words["liste d’attente"] == words["dernières places"] == words["inscriptions closes"] == 1
    assert words["places disponibles"] > 10
    assert coming().filter(status=EventStatus.CANCELLED).count() == 1


def test_most_sessions_decline_an_edition_one_past_one_coming():
    past, second = NationalConferencePage.objects.order_by("start_date")
    assert past.end_date < timezone.now().date() < second.start_date
    assert past.fictional
    assert second.fictional
    assert past.events.count() == 5
    assert second.events.live().count() > 20
    assert not past.events.filter(start__gt=timezone.now()).exists()


def test_teams_start_from_four_model_pages_and_one_session_is_repeated():
    models = EventPage.objects.filter(is_model=True)
    assert set(models.values_list("kind", flat=True)) == {"rencontre", "atelier", "webinaire", "diner"}
    for event in models:
        assert not event.live
        assert event.fictional
        assert event.sessions.count() >= 3
        assert not event.event_speakers.exists()
    series = EventSeries.objects.get()
    assert series.fictional
    assert coming().filter(series=series).count() == 3


def test_a_moderator_finds_a_draft_and_an_event_to_approve():
    drafts = EventPage.objects.not_live().filter(is_model=False)
    assert set(drafts.values_list("region__slug", flat=True)) == {"bretagne"}
    assert drafts.count() == 2
    waiting = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    assert waiting.revision.as_object().region.slug == "bretagne"
    [submission] = open_submissions(EVERYTHING)
    assert name_of(submission.submitted_by) == "Relais Bretagne"
    assert not submission.submitted_by.is_active  # nobody logs in as somebody whom no command has opened
    assert not submission.submitted_by.has_usable_password()
    assert {event.owner for event in drafts} == {submission.submitted_by}


def test_one_team_publishes_directly_and_the_others_submit():
    assert RelayTeam.objects.get(publishes_directly=True).region.slug == "la-reunion"


def test_nobody_is_sent_a_mail_and_only_pictures_are_left_to_the_worker():
    assert Registration.objects.exists()
    assert not RegistrationMail.objects.exists()
    left = set(DBTaskResult.objects.values_list("task_path", flat=True))
    assert left == {
        "conference.core.pictures.renditions.make_renditions",
        "conference.core.pictures.share.make_share_picture",
        "conference.core.pictures.thumbnails.make_thumbnail",
    }


# --- No invented fact ----------------------------------------------------------------------------


def test_the_lists_of_real_names_speak_of_the_data():
    facts = folded(all_facts())
    assert [name for name in NAMED_IN_THE_FACTS if folded(name) not in facts] == []
    partners = {p for alliance in verbatim("alliances")["alliances"] for p in alliance["partners"]}
    assert partners >= DESCRIBED


def test_no_real_name_stands_in_fictional_content():
    names = {name: folded(name) for name in real_names()}
    names |= {word: folded(word) for word in ("ministère", "ministre", "préfet", "préfecture")}
    found = [
        (str(each), field, name)
        for each, field, text in fictional_texts()
        for name, needle in names.items()
        if needle in folded(text)
    ]
    assert found == []


def test_every_fictional_address_leads_nowhere():
    texts = [text for _each, _field, text in fictional_texts()]
    site = SiteSettings.load()
    texts += [site.contact_email, site.accessibility_email, site.data_protection_contact]
    hosts = [
        host.rstrip(".")
        for text in texts
        for host in re.findall(r"(?:@|https?://)([a-z0-9.-]+)", text, flags=re.IGNORECASE)
    ]
    assert len(hosts) > 100
    assert {host.rsplit(".", 1)[-1] for host in hosts} == {"invalid"}


def test_speakers_places_teams_and_people_say_that_they_are_fictional():
    assert not Speaker.objects.exclude(fictional=True, organisation__endswith=" (structure fictive)").exists()
    assert (
        not EventPage.objects.filter(fictional=True)
        .exclude(venue_name="")
        .exclude(venue_name__endswith=" (lieu fictif)")
    )
    assert not RelayTeam.objects.exclude(fictional=True, contact_name__endswith=" (fictive)").exists()
    assert not Attendee.objects.exclude(last_name__endswith=" (fictif)").exists()
    assert SiteSettings.load().publisher == "Association éditrice de démonstration (fictive)"


def test_the_alliances_say_what_was_published_and_nothing_more():
    facts = {row["name"]: row for row in verbatim("alliances")["alliances"]}
    alliances = AlliancePage.objects.prefetch_related("partners", "sdgs")
    assert {alliance.title for alliance in alliances} == set(facts)
    for alliance in alliances:
        row = facts[alliance.title]
        assert [partner.name for partner in alliance.partners.all()] == row["partners"]
        assert {partner.kind for partner in alliance.partners.all()} == {""}
        assert sorted(sdg.number for sdg in alliance.sdgs.all()) == row["sdgs"]
        assert (alliance.region.name if alliance.region else "Territoire national") == row["territory"]
        assert (alliance.latitude, alliance.longitude, alliance.last_verified_at) == (None, None, None)
        assert alliance.from_public_sources
        assert alliance.sdgs_proposed
        assert not alliance.fictional
        assert not alliance.measures.exists()
        assert not alliance.results.exists()


def test_past_events_of_others_are_quoted_and_no_more():
    events = EventPage.objects.filter(fictional=False).order_by("start")
    facts = verbatim("past_events")["past"]
    assert [event.title for event in events] == [row["title"] for row in facts]
    for event, row in zip(events, facts, strict=True):
        assert event.organised_by_others
        assert f"{event.start.astimezone(event.zone).date()}" == row["date"]
        assert event.times_known is ("start" in row)
        assert event.date_uncertain is row.get("date_uncertain", False)
        assert event.edition is None
        assert event.region is None
        assert not event.measures.exists()
        assert not event.registration_settings.exists()
        assert bool(event.format) is ("place" in row or "format" in row)


def test_an_event_whose_format_was_never_published_still_has_its_page(client: Client):
    event = EventPage.objects.filter(format="").first()
    answer = client.get(event.url)
    assert answer.status_code == 200
    assert "Non précisé" in answer.content.decode()
    assert "présentiel" not in answer.content.decode()


def test_every_event_says_that_it_is_fictional_in_page_and_calendar(client: Client):
    event = coming().first()
    assert "ficti" in client.get(event.url).content.decode()
    assert "fictif" in client.get(f"{event.url}evenement.ics").content.decode()


# --- Once, and never among real pages ------------------------------------------------------------


def test_it_is_loaded_once():
    with pytest.raises(AlreadyLoaded):
        load_demo(now=timezone.now(), force=True)
    with pytest.raises(CommandError, match="déjà là"):
        call_command("load_demo")


def test_the_news_are_fictional_national_and_regional_and_tied_to_measures(client: Client):
    news = list(NewsPage.objects.live())
    assert len(news) >= 6
    assert all(item.fictional and item.summary and item.body and item.measures.exists() for item in news)
    assert {len(item.regions.all()) for item in news} == {0, 1, 2}
    shown = BeautifulSoup(client.get("/actualites/").content, "html.parser").select(".news-card")
    assert len(shown) == len(news)
    assert all(card.select_one(".fiction-label") for card in shown)
    for item in news:
        assert "Contenu fictif" in client.get(item.url).content.decode()


def test_three_documents_say_that_they_were_made_for_the_demonstration(client: Client):
    documents = list(shown_in_the_library())
    assert len(documents) == 3
    assert {region_of(each).slug if region_of(each) else "" for each in documents} == {"", "bretagne"}
    for document in documents:
        page = " ".join(client.get(address_of(document)).content.decode().split())
        assert "Document fictif, préparé pour la démonstration." in page
        assert (document.file_extension, document.get_file_size() > 1000) == ("pdf", True)
        assert "PDF, " in page


def test_the_press_finds_a_contact_and_files(client: Client):
    page = client.get("/presse/").content.decode()
    assert "mailto:presse@conference.invalid" in page
    assert page.count("/documents/") >= 2
    assert "Page fictive" in page


def test_a_banner_and_social_links_are_shown_and_said_to_be_fictional(client: Client):
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    assert "fictif" in soup.select_one(".site-banner").get_text()
    assert client.get(soup.select_one(".site-banner a")["href"]).status_code == 200
    links = soup.select("footer a[href*='.invalid/']")
    assert len(links) == 3
    assert all("(fictif)" in link.get_text() for link in links)
    settings = SiteSettings.load()
    assert settings.banner_shown(timezone.now())
    assert not settings.banner_shown(timezone.now() + timedelta(days=90))
