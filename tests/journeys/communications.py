"""A person of the communications team at the admin, in a browser."""

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

from playwright.sync_api import Frame, FrameLocator, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.conference.regions.people import communicator
from tests.journeys.admin import Desk

PATIENCE = 30_000  # milliseconds: two busy cores also run the other tests


class Editor:
    """Logged in, not a superuser; does with mouse and keyboard what such a person does."""

    def __init__(self, page: Page, live_server: LiveServer) -> None:
        self.page = page
        self.site = live_server.url
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        user = communicator()
        assert not user.is_superuser
        Desk(page, self.site).log_in(user)
        expect(page.get_by_role("heading", name=user.username)).to_be_visible()

    @property
    def here(self) -> str:
        return urlsplit(self.page.url).path

    def open(self, path: str) -> None:
        """Go there, and wait for the page's scripts as a person does."""
        self.page.goto(f"{self.site}{path}")
        expect(self.page.locator("body.ready")).to_be_attached()

    # --- The editor's footer ---------------------------------------------------------------------

    def save_draft(self) -> None:
        self.page.get_by_role("button", name="Enregistrer le brouillon").first.click()
        self._confirmed()

    def publish(self) -> None:
        self._more_actions()
        self.page.locator("footer button[name=action-publish]").click()
        self._confirmed()

    def unpublish(self) -> None:
        self._more_actions()
        self.page.locator("footer a[href$='/unpublish/'], footer a[href*='/unpublish/']").first.click()
        self.page.locator("main form button[type=submit], main form input[type=submit]").first.click()
        self._confirmed()

    def save(self) -> None:
        """The one button of a form without drafts."""
        self.page.locator("footer button[type=submit], main form button[type=submit]").first.click()
        self._confirmed()

    def preview(self) -> FrameLocator:
        """Open the preview beside the form."""
        self.page.locator("[data-side-panel-toggle=preview]").click()
        return self.page.frame_locator("#w-preview-iframe")

    def look_at_preview(self, width: int) -> Frame:
        """The preview beside the form as a screen of that width shows it, once it is what the form says."""
        self.page.locator(f"[name=preview-size][data-device-width='{width}']").check(force=True)
        expect(self.page.locator("[data-controller=w-preview]")).to_have_attribute(
            "data-w-preview-stale-value", "false"
        )
        shown = self.page.locator("#w-preview-iframe").element_handle().content_frame()
        assert shown is not None
        assert shown.evaluate("innerWidth") == width
        return shown

    def schedule(self, when: str) -> None:
        """Choose the hour of publication (« 24/12/2026 18:30 ») of a draft, without publishing yet."""
        self.page.locator("[data-side-panel-toggle=status]").click()
        self.page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()
        self.page.locator("#id_go_live_at").fill(when)
        self.page.locator("#id_go_live_at").press("Tab")
        expect(self.page.locator("#id_go_live_at")).to_have_value(when.split(" ")[0])
        self.page.locator("#schedule-publishing-dialog button[type=submit]").click()
        self._confirmed()

    # --- The body of a page ----------------------------------------------------------------------

    def add_block(self, name: str) -> None:
        self.page.locator("[data-contentpath=body] .c-sf-add-button").last.click()
        self.page.get_by_role("option", name=name, exact=True).click()
        expect(self.page.locator(".w-combobox__option")).to_have_count(0)  # the menu fades away

    def write(self, **words: str) -> None:
        """Fill fields of the last block, each told by the end of its name."""
        for name, value in words.items():
            self.page.locator(f"[name^='body-'][name$='-{name}']").last.fill(value)

    def write_text(self, text: str, *, within: str = "[data-contentpath=body]") -> None:
        """Type in the last rich text there."""
        self.page.locator(f"{within} .public-DraftEditor-content").last.press_sequentially(text)

    def choose_picture(self, title: str, *, within: str) -> None:
        """One of the library, in the last place for a picture there."""
        picture = self.page.locator(".modal").get_by_role("link", name=title)
        chooser = self.page.locator(within).get_by_role("button", name="Choisir une image").last
        self._until(lambda: chooser.click(), seen=picture.first)
        picture.first.click()
        expect(self.page.locator(".modal")).to_have_count(0)

    def choose_measure(self, name: str) -> None:
        """One more measure in the first block « Mesures »."""
        chosen = self.page.locator("[data-contentpath=measures]").last
        choosers = chosen.get_by_role("button", name="Choisir une mesure")
        before = choosers.count()
        # On a busy machine the first click may come before the new block's scripts listen.
        self._until(lambda: chosen.locator(".c-sf-add-button").last.click(), seen=choosers.nth(before))
        link = self.page.locator(".modal").get_by_role("link", name=name, exact=True)
        self._until(lambda: choosers.nth(before).click(), seen=link)
        link.click()
        expect(self.page.locator(".modal")).to_have_count(0)

    def _until(self, act: Callable[[], None], *, seen: Locator, attempts: int = 3) -> None:
        """Do it, and again where nothing comes of it, as a person would."""
        for _attempt in range(attempts - 1):
            act()
            with suppress(AssertionError):
                expect(seen).to_be_visible(timeout=PATIENCE / attempts)
                return
        act()
        expect(seen).to_be_visible()

    def _more_actions(self) -> None:
        self.page.locator("footer .w-dropdown__toggle").click()

    def _confirmed(self) -> None:
        expect(self.page.locator(".messages .success").first).to_be_visible()
