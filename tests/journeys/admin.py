"""The admin as people use it: they log in, they find their page, they press its buttons."""

from typing import TYPE_CHECKING

from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab

if TYPE_CHECKING:  # the rehearsal uses this desk without Django
    from django.contrib.auth.models import AbstractUser

# A journey of twenty screens on a busy machine: each wait of the browser may last.
PATIENCE = 30_000
PASSWORD = "mot de passe"


class Desk:
    """One person's browser in the admin."""

    def __init__(self, tab: Tab, address: str) -> None:
        self.tab = tab
        self.address = address
        tab.set_default_timeout(PATIENCE)

    def log_in(self, user: "AbstractUser") -> None:
        self.tab.goto(f"{self.address}/admin/login/")
        self.tab.get_by_role("textbox", name="Nom d’utilisateur ou adresse").fill(user.get_username())
        self.tab.get_by_role("textbox", name="Mot de passe").fill(PASSWORD)
        self.tab.get_by_role("button", name="Me connecter", exact=True).click()
        expect(self.tab.get_by_role("navigation", name="Menu principal")).to_be_visible(timeout=PATIENCE)

    def go(self, path: str) -> None:
        self.tab.goto(f"{self.address}{path}")

    def field(self, name: str, *, within: Locator | None = None) -> Locator:
        return (within or self.tab.locator("#page-edit-form")).get_by_role("textbox", name=name, exact=True)

    def type_moment(self, field: Locator, when: str) -> None:
        """A day and hour, typed in the input of the day: it is read, and the hour goes to its own."""
        field.fill(when)
        field.press("Tab")
        expect(field).to_have_value(when.split(" ")[0], timeout=PATIENCE)

    def press(self, name: str) -> None:
        """One of the buttons at the foot of a page's form: the first, or those behind the arrow."""
        foot = self.tab.get_by_role("navigation", name="Actions (pied de page)")
        button = foot.get_by_role("button", name=name)
        if not button.is_visible():
            foot.get_by_role("button", name="Plus d'actions").click()
        with self.tab.expect_navigation(timeout=PATIENCE):
            button.click()

    def is_told(self, words: str) -> None:
        """A message at the head of the screen says so."""
        expect(self.tab.get_by_role("status").filter(has_text=words)).to_be_visible(timeout=PATIENCE)
