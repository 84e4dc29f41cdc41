"""Pictures in a page: nothing in anybody's way, nothing that moves, the right size for each screen."""

import pytest
from django.conf import settings
from playwright.sync_api import Page as Tab

from tests.accessibility import faults_of
from tests.conference.platform.worker import run_queue

from .shown import make_picture, page_with

SHIFTS = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(each => { sum += each.value; }))
        .observe({type: "layout-shift", buffered: true});
    document.querySelectorAll("img").forEach(image => { image.loading = "eager"; });
    const shown = Promise.all([...document.images].map(image => image.decode()));
    shown.then(() => setTimeout(() => done(sum), 200));
})"""


@pytest.mark.browser
def test_a_page_of_pictures_is_light_and_still(live_server, page: Tab) -> None:
    pictures = [make_picture(size=(1800, 1200), credit="Camille Exemple") for _ in range(2)]
    run_queue()
    shown = page_with(*pictures, caption="Le port en hiver")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    folder = f"{settings.MEDIA_ROOT}/images"
    page.route(
        "**/media/images/*",
        lambda route: route.fulfill(path=f"{folder}/{route.request.url.rpartition('/')[2]}"),
    )
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}{shown.url}")
    assert page.evaluate(SHIFTS) == 0
    sizes = {url.rpartition("/")[2] for url in asked if "/media/images/" in url}
    assert sizes
    assert all("width-400" in name and name.endswith(".avif") for name in sizes), sizes
    assert faults_of(page) == []
