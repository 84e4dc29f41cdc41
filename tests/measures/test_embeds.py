"""The board or a measure in the page of another site, and the code that puts it there."""

import html
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles.finders import get_finders
from django.test import Client
from playwright.sync_api import Browser, Page

from conference.core.mail_look import dark
from conference.platform.static_files import EMBED_STYLESHEET, joined
from measures.models import Assessment, Measure, Review
from tests.accessibility import faults_of
from tests.conference.factories import make_site_tree
from tests.journeys.test_queries import PAGES, furnish
from tests.measures.factories import ReviewFactory, make_measures
from tests.queries import check_few, check_same, page_queries

pytestmark = pytest.mark.django_db

BOARD, MEASURE, CODE = "/mesures/integration/tableau/", "/mesures/integration/3/", "/mesures/integration/"
HEAVIEST = 40 * 1024  # bytes of HTML and CSS


@pytest.fixture
def measures() -> dict[int, Measure]:
    make_site_tree(regions=())
    return make_measures()


def stylesheet() -> str:
    """The one of the embeds, as collecting joins it."""
    files = {path: (storage, path) for finder in get_finders() for path, storage in finder.list([])}
    return joined(files, EMBED_STYLESHEET)


def with_levels(measures: dict[int, Measure], **of_review: object) -> Review:
    review = ReviewFactory(**of_review)
    for measure in measures.values():
        Assessment.objects.create(review=review, measure=measure, level="niveau-1")
    return review


def soup_of(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_the_embeds_alone_may_be_framed_by_others(client: Client) -> None:
    furnish(1)
    for address in (
        *PAGES,
        CODE,
        "/mesures/donnees/",
        "/mesures/donnees.json",
        "/admin/",
        "/comptes/connexion/",
    ):
        answer = client.get(address)
        assert answer["X-Frame-Options"] == "SAMEORIGIN", address
        assert "frame-ancestors *" not in answer["Content-Security-Policy"], address
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"], address
    for address in (BOARD, "/mesures/integration/3/"):
        answer = client.get(address)
        assert "X-Frame-Options" not in answer, address
        policy = answer["Content-Security-Policy"]
        assert {"frame-ancestors *", "script-src 'none'", "default-src 'none'"} <= set(policy.split("; "))
        assert answer["Cache-Control"].startswith("public")


def test_a_missing_embed_may_not_be_framed(client: Client, measures: dict[int, Measure]) -> None:
    answer = client.get("/mesures/integration/22/")
    assert (answer.status_code, answer["X-Frame-Options"]) == (404, "SAMEORIGIN")


def test_the_board_says_whose_levels_it_shows_and_when(client: Client, measures: dict[int, Measure]) -> None:
    with_levels(measures, title="Bilan A", date=date(2021, 5, 7), judge="independent", judged_by="la Cour")
    main = soup_of(client, BOARD).main
    assert "Bilan du 7 mai 2021, évaluation indépendante par la Cour." in " ".join(main.get_text().split())
    assert len(main.select("[data-measure]")) == 21
    assert {level["data-level"] for level in main.select("[data-level]")} == {"niveau-1"}


def test_the_review_is_the_one_asked_for_or_the_latest(client: Client, measures: dict[int, Measure]) -> None:
    with_levels(measures, slug="ancien", title="Ancien", date=date(2020, 1, 1))
    with_levels(measures, slug="recent", title="Récent", date=date(2021, 1, 1))
    ReviewFactory(title="Totaux seulement", date=date(2022, 1, 1))
    assert "Niveaux : Récent" in soup_of(client, BOARD).main.get_text(" ", strip=True).replace("\xa0", " ")
    old = soup_of(client, f"{BOARD}?bilan=ancien").main.get_text(" ", strip=True)
    assert "Ancien" in old
    assert "Récent" not in old
    wrong = soup_of(client, f"{BOARD}?bilan=rien").main.get_text(" ", strip=True)
    assert "« rien » n’est pas un bilan" in wrong.replace("\xa0", " ")


def test_a_fictional_review_is_never_embedded(client: Client, measures: dict[int, Measure]) -> None:
    with_levels(measures, slug="fictif", title="Bilan FICTIF", fictional=True)
    for address in (BOARD, f"{BOARD}?bilan=fictif", MEASURE):
        page = soup_of(client, address)
        assert "FICTIF" not in page.get_text(), address
        assert not page.select('[data-level="niveau-1"]'), address
    assert "Bilan FICTIF" not in client.get(CODE).content.decode()


def test_a_review_without_a_level_says_so(client: Client, measures: dict[int, Measure]) -> None:
    ReviewFactory(title="Totaux", date=date(2022, 5, 10))
    said = soup_of(client, MEASURE).select_one(".review-columns").get_text(" ", strip=True)
    assert "niveau non publié" in said
    assert "10 mai 2022" in said
    assert "publié par les porteurs de la mission" in said


def test_a_withdrawn_review_leaves_the_embeds(client: Client, measures: dict[int, Measure]) -> None:
    review = with_levels(measures, title="Retiré")
    assert "Retiré" in client.get(BOARD).content.decode()
    Review.objects.filter(pk=review.pk).update(withdrawn_at="2026-05-01T10:00:00Z")
    for address in (BOARD, MEASURE):
        assert "Retiré" not in client.get(address).content.decode()


@pytest.mark.parametrize("address", [BOARD, MEASURE])
def test_an_embed_is_light_and_has_no_script(
    client: Client, address: str, measures: dict[int, Measure]
) -> None:
    for number in range(3):
        with_levels(measures, title=f"Bilan {number} au titre assez long", slug=f"long-{number}")
    Measure.objects.update(
        title="Un titre exact aussi long que les plus longs du rapport de la mission, ou à peu près"
    )
    content = client.get(address).content
    page = BeautifulSoup(content, "html.parser")
    assert not page.select("script, style, [style], form, img, link[rel=preload]")
    assert [link["href"] for link in page.select("link[rel=stylesheet]")] == ["/static/css/embed.css"]
    assert len(content) + len(stylesheet().encode()) <= HEAVIEST
    assert "@import" not in stylesheet()
    assert page.html["lang"] == "fr"
    assert page.title.get_text()
    assert page.base["target"] == "_top"
    assert page.select_one("footer a")["href"] in ("/mesures/", measures[3].get_absolute_url())


def test_the_theme_is_the_one_asked_for(client: Client, measures: dict[int, Measure]) -> None:
    asked = {"": None, "?theme=clair": "light", "?theme=sombre": "dark", "?theme=fluo": None}
    assert {query: soup_of(client, BOARD + query).html.get("data-theme") for query in asked} == asked


def test_the_dark_theme_asked_for_is_that_of_dark_machines() -> None:
    css = Path("static/css/tokens.css").read_text()
    block = css.partition(':root[data-theme="dark"] {')[2].partition("}")[0]
    values = dict(line.strip().rstrip(";").split(": ") for line in block.splitlines() if "--" in line)
    machine = css.partition(':root:not([data-theme="light"]) {')[2].partition("}")[0]
    assert values == dict(
        line.strip().rstrip(";").split(": ") for line in machine.splitlines() if "--" in line
    )
    assert values["--linen"] == dark()["linen"]


def test_the_page_builds_the_code_without_a_script(client: Client, measures: dict[int, Measure]) -> None:
    with_levels(measures, slug="recent", title="Récent")
    code = soup_of(client, f"{CODE}?quoi=tableau&bilan=recent&theme=sombre").textarea.get_text()
    frame = BeautifulSoup(code, "html.parser").iframe
    assert frame["src"] == f"https://conference.test{BOARD}?theme=sombre&bilan=recent"
    assert frame["title"]
    assert client.get(frame["src"].removeprefix("https://conference.test")).status_code == 200
    code = soup_of(client, f"{CODE}?quoi=3&bilan=recent").textarea.get_text()
    assert BeautifulSoup(code, "html.parser").iframe["src"] == f"https://conference.test{MEASURE}"


def test_a_title_cannot_leave_the_code(client: Client, measures: dict[int, Measure]) -> None:
    Measure.objects.filter(number=3).update(short_title='"><script>alert(1)</script>')
    page = soup_of(client, f"{CODE}?quoi=3")
    frame = BeautifulSoup(page.textarea.get_text(), "html.parser")
    assert not frame.select("script")
    assert "alert(1)" in html.unescape(frame.iframe["title"])
    assert not page.main.select("script")


def test_what_is_unknown_is_said_and_ignored(client: Client, measures: dict[int, Measure]) -> None:
    answer = client.get(f"{CODE}?quoi=99&theme=fluo&bilan=x")
    assert answer.status_code == 200
    assert len(BeautifulSoup(answer.content, "html.parser").select(".message")) == 3


def test_the_embeds_ask_few_queries(client: Client, measures: dict[int, Measure]) -> None:
    with_levels(measures)
    few = {address: page_queries(client, address) for address in (BOARD, MEASURE, CODE)}
    for _n in range(10):
        with_levels(measures)
    for address, queries in few.items():
        check_few(queries, most=10, of=address)
        check_same(queries, page_queries(client, address), of=address)


# --- In a browser ------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(live_server) -> Iterator[str]:
    """The address of another site, whose page frames the board and a page of the site, and reads the data."""
    body = f"""<!DOCTYPE html><html lang="fr"><title>Ailleurs</title>
      <iframe title="a" name="board" src="{live_server.url}{BOARD}"></iframe>
      <iframe title="b" name="page" src="{live_server.url}/mesures/"></iframe>"""

    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Other)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_another_site_frames_the_board_and_reads_the_data(live_server, elsewhere: str, page: Page) -> None:
    make_site_tree(regions=())
    make_measures()
    page.goto(elsewhere)
    board = page.frame("board")
    assert board is not None
    assert board.locator("[data-measure]").count() == 21
    refused = page.frame("page")
    assert refused is not None
    assert refused.locator("[data-measure]").count() == 0
    read = """async address => {
        const answer = await fetch(address, {cache: "no-cache"});
        return [answer.headers.get("ETag"), Object.keys((await answer.json()).tables).length];
    }"""
    first = page.evaluate(read, f"{live_server.url}/mesures/donnees.json")
    assert first[0]
    assert first[1] == 10
    with page.expect_response("**/donnees.json") as answered:
        assert page.evaluate(read, f"{live_server.url}/mesures/donnees.json") == first
    assert answered.value.status in (200, 304)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "address", [BOARD, f"{BOARD}?theme=sombre", f"{BOARD}?theme=clair", MEASURE, CODE, "/mesures/donnees/"]
)
def test_axe_finds_nothing(live_server, browser: Browser, address: str) -> None:
    make_site_tree(regions=())
    with_levels(make_measures(), title="Bilan d’un an")
    tab = browser.new_page(bypass_csp=True)
    tab.goto(live_server.url + address)
    assert faults_of(tab) == []
    tab.close()
