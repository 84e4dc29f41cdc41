"""Every public page: nothing axe objects to, no sideways scroll, no policy broken, light on first view."""

from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route
from pytest_django.fixtures import Settings

from conference.core.models import SiteSettings
from events.models import EventPage, EventSpeaker, SessionSpeaker
from events.registrations.models import RegistrationSettings
from home.demo.mail_folder import latest_mails
from home.models import ContentPage, HomePage
from tests.accessibility import AXE, COLOURS, FAULTS, faults_of
from tests.conference.core.test_pictures_in_the_browser import SHIFTS
from tests.conference.factories import make_site_tree
from tests.events.factories import EventPageFactory, SessionFactory, SpeakerFactory
from tests.journeys.furnished import KIT, furnish_events, furnish_what_editors_add
from tests.journeys.test_queries import PAGES, furnish

pytestmark = [pytest.mark.browser, pytest.mark.urls("conference.settings.serve_urls")]

FORM = "/regions/bretagne/agenda/rencontre-1/inscription/"
ADDRESSES = [
    *(address for address in PAGES if address.endswith("/")),  # each with every block in its body
    "/actualites/?region=bretagne&mesure=16",
    "/actualites/nationale/",
    "/ressources/",
    f"/ressources/{KIT}-kit/",
    "/presse/",
    "/conference/a-venir/",
    "/conference/en-cours/",
    "/regions/la-reunion/",  # its parts in an order of its own
    "/accessibilite/",
    "/donnees-personnelles/",
    "/agenda/",
    "/agenda/?q=rien&page=9",
    "/mesures/16-adresse-16/?au=2024-03-05",
    "/mesures/signaler/?mesure=16",
    "/mesures/signaler/merci/",
    "/agenda/archives/",
    "/regions/bretagne/agenda/annulee/",
    "/regions/bretagne/agenda/reportee/",
    "/regions/bretagne/agenda/sans-date/",
    "/regions/bretagne/agenda/passee/",
    "/regions/bretagne/agenda/trois-salles/",
    "/regions/bretagne/agenda/en-ligne/",
    "/agenda/chez-d-autres/",
    FORM,
    "/demo/courriels/",
]
MOVE_NOTHING = [
    "/",
    "/regions/bretagne/actualites/actualite-1/",
    "/conference/edition-1/",
    "/regions/bretagne/alliances/alliance-1/",
]
PAINTED = """() => new Promise(done =>
    new PerformanceObserver(() => done()).observe({type: "paint", buffered: true}))"""
FIRST_VIEW = 100 * 1024  # bytes of HTML, CSS, JavaScript and fonts
FONTS = Path("static/fonts")
PARTS = 2  # so that two workers share the looking


@pytest.fixture
def site(transactional_db: None, live_server, settings: Settings, tmp_path: Path) -> str:
    """A site with something of everything, as the demonstration shows it."""
    furnish(3)
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = str(tmp_path)
    SiteSettings.objects.update_or_create(defaults={"demo_loaded_at": timezone.now()})
    Role = ContentPage.Role
    for slug, role in (("accessibilite", Role.ACCESSIBILITY), ("donnees-personnelles", Role.PRIVACY)):
        HomePage.objects.get().add_child(instance=ContentPage(title=slug.capitalize(), slug=slug, role=role))
    tree = make_site_tree()
    furnish_what_editors_add(tree)
    agenda = tree.regions["bretagne"].agenda
    EventPageFactory(parent=agenda, slug="annulee", cancelled=True, fictional=True)
    EventPageFactory(parent=agenda, slug="en-ligne", online=True, status="moved_online")
    furnish_events(tree)
    EventPageFactory(parent=tree.agenda, slug="chez-d-autres", by_others=True, whole_day=True)
    event = EventPage.objects.get(slug="rencontre-1")
    RegistrationSettings.objects.create(event=event, enabled=True, capacity=20)
    for number in range(2):
        session = SessionFactory(event=event, room="Grande salle", description="Ce que chacun apporte.")
        speaker = SpeakerFactory(organisation=f"Structure {number}")
        SessionSpeaker.objects.create(session=session, speaker=speaker)
        EventSpeaker.objects.create(event=event, speaker=speaker)
    mail = EmailMultiAlternatives(
        "Confirmez votre place", "Votre lien : https://conference.test/inscriptions/x/", "a@site.invalid"
    )
    mail.to, mail.connection = ["b@site.invalid"], get_connection("home.demo.mail_folder.MailFolderBackend")
    mail.attach_alternative("<p>Votre <a href='https://conference.test/x/'>lien</a></p>", "text/html")
    mail.attach("billet.ics", "BEGIN:VCALENDAR", "text/calendar")
    mail.send()
    return live_server.url


def pages_of(part: int, site: str, visitor: Page) -> Iterator[str]:
    """Opens each page of one part in turn and gives its name."""
    addresses = [*ADDRESSES, f"/demo/courriels/{latest_mails()[0].name}/"]
    for address in addresses[part::PARTS]:
        answer = visitor.goto(site + address)
        assert answer is not None
        assert answer.status == (404 if address == "/nulle-part/" else 200), address
        yield address
    if part == 0:
        without_cookie(site + "/mesures/signaler/?mesure=16", visitor)
        assert visitor.locator("h1").inner_text() == "Ce formulaire n’a pas pu être reçu"
        yield "a form without its cookie"
        without_cookie(site + FORM, visitor)
        assert "cookie de cette page" in visitor.locator("main").inner_text()
        yield "a form of registration without its cookie"


def without_cookie(address: str, visitor: Page) -> None:
    """The form of the page sent by a browser that kept no cookie."""
    visitor.goto(address)
    visitor.context.clear_cookies()
    with visitor.expect_navigation():
        visitor.evaluate("document.querySelector('main form').submit()")


@pytest.fixture
def visitor(in_one_piece: None, page: Page) -> Page:
    return page


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_stands_in_anybodys_way(site: str, visitor: Page, part: int) -> None:
    refused: list[str] = []
    visitor.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    found = {}
    for name in pages_of(part, site, visitor):
        if (faults := faults_of(visitor)) or refused:
            found[name] = (faults, list(refused))
            refused.clear()
    assert found == {}


def test_the_first_view_of_any_page_is_light(site: str, visitor: Page, stylesheet: str) -> None:
    style = len(brotli.compress(stylesheet.encode()))
    sizes = {}
    for address in ADDRESSES:
        fonts: set[str] = set()
        scripts: list[int] = []
        visitor.on("requestfinished", lambda done, fonts=fonts: fonts.add(done.url.rsplit("/", 1)[-1]))
        visitor.on(
            "response",
            lambda answer, scripts=scripts: (
                scripts.append(len(answer.body())) if answer.request.resource_type == "script" else None
            ),
        )
        document = visitor.goto(site + address, wait_until="networkidle")
        assert document is not None
        html = document.request.sizes()["responseBodySize"]
        used = sum((FONTS / name).stat().st_size for name in fonts if name.endswith(".woff2"))
        sizes[address] = html + style + used + sum(scripts)
    assert {address: size for address, size in sizes.items() if size > FIRST_VIEW} == {}
    assert sizes["/"] > 40 * 1024, "fonts were not counted"


@pytest.mark.parametrize("width", [390, 1350])
def test_nothing_moves_when_the_letters_come_late(site: str, visitor: Page, width: int) -> None:
    visitor.set_viewport_size({"width": width, "height": 844})
    visitor.context.route("**/*.woff2", lambda route: late.append(route))
    moved = {}
    for address in MOVE_NOTHING:
        late: list[Route] = []
        visitor.goto(site + address, wait_until="domcontentloaded")
        visitor.evaluate(PAINTED)
        assert late, "no letters were asked for"
        for route in late:
            route.continue_()
        visitor.wait_for_load_state("networkidle")
        if shift := visitor.evaluate(SHIFTS):
            moved[address] = shift
    assert moved == {}


def test_the_skip_link_leads_past_the_menu(site: str, visitor: Page) -> None:
    visitor.goto(site)
    visitor.keyboard.press("Tab")
    assert visitor.evaluate("document.activeElement.textContent") == "Aller au contenu"
    visitor.keyboard.press("Enter")
    assert visitor.evaluate("document.activeElement.id") == "contenu"


def test_letters_twice_as_large_on_a_telephone_never_scroll_sideways(site: str, visitor: Page) -> None:
    visitor.set_viewport_size({"width": 390, "height": 800})
    wider = {}
    for address in ADDRESSES:
        visitor.goto(site + address)
        extra = visitor.evaluate(
            """async () => {
                const page = document.documentElement
                page.style.fontSize = "200%"
                await document.fonts.ready  // a word is wider in the letters shown meanwhile
                return page.scrollWidth - page.clientWidth
            }"""
        )
        if extra:
            wider[address] = extra
    assert wider == {}


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1536, 730), (1350, 1100)])
def test_what_has_the_focus_is_in_sight(site: str, visitor: Page, width: int, height: int) -> None:
    visitor.set_viewport_size({"width": width, "height": height})
    visitor.goto(site + FORM.removesuffix("inscription/"))
    links = visitor.locator("main aside :is(a, button, summary):visible")
    assert links.count() > 2
    for link in links.all():
        link.focus()
        top, bottom = link.evaluate(
            "e => { const box = e.getBoundingClientRect(); return [box.top, box.bottom] }"
        )
        assert 0 <= top < bottom <= height, link.inner_text()


def test_paper_gets_ink_on_white(site: str, visitor: Page) -> None:
    visitor.emulate_media(media="print")
    for address in ("/", "/mesures/", "/regions/bretagne/agenda/rencontre-1/"):
        visitor.goto(site + address)
        pale = visitor.evaluate(
            """() => [...document.querySelectorAll("body *")]
                .filter(e => e.checkVisibility())
                .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
                .filter(e => getComputedStyle(e).color.match(/\\d+/g).slice(0, 3).every(part => part > 140))
                .map(e => e.outerHTML)"""
        )
        assert pale == [], address
    assert visitor.locator(".printed-only").inner_text().endswith("/regions/bretagne/agenda/rencontre-1/")


def test_forced_colours_put_no_box_over_the_breadcrumb(browser: Browser, site: str) -> None:
    visitor = browser.new_context(forced_colors="active").new_page()
    visitor.goto(site + FORM.removesuffix("inscription/"))
    assert visitor.locator(".bigdate b").evaluate("e => getComputedStyle(e).forcedColorAdjust") == "none"
    visitor.context.close()


def test_a_fault_would_be_seen(visitor: Page) -> None:
    visitor.set_content("<p style='color: #999; background: #888'>Pâle</p><img src='data:,'>")
    visitor.evaluate(AXE)
    assert [fault.split(":")[0] for fault in visitor.evaluate(FAULTS, COLOURS)] == ["color-contrast"]
    assert "image-alt" in [fault.split(":")[0] for fault in visitor.evaluate(FAULTS, {})]
