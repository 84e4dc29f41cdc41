"""In the browser: somebody logs in, protects the account with a key, and comes back with the key alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.conference.regions.people import person

from .doors import PASSWORD, factors_of, gives_a_factor

pytestmark = [pytest.mark.browser, pytest.mark.reference, pytest.mark.django_db(transaction=True)]

# The theme changes colours and nothing else: the rest is looked at once.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
VIEWS = [(390, "light", {}), (1350, "dark", COLOURS)]
PATIENCE = 30_000


class Visit:
    """One person's browser, with the key that their device is; each page is looked at closely."""

    def __init__(self, tab: Tab, address: str) -> None:
        self.tab, self.address = tab, address
        self.faults: list[str] = []
        self.refused: list[str] = []
        tab.set_default_timeout(PATIENCE)
        tab.on("console", lambda said: self.refused.append(said.text) if said.type == "error" else None)
        device = tab.context.new_cdp_session(tab)
        device.send("WebAuthn.enable")
        device.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )

    def look(self) -> None:
        """Nothing axe objects to, no sideways scroll, narrow and light, wide and dark."""
        for width, theme, rules in VIEWS:
            self.tab.set_viewport_size({"width": width, "height": 900})
            self.tab.emulate_media(color_scheme=theme)
            path = self.tab.evaluate("location.pathname")
            found = Axe().run(self.tab, options={"preload": False, **rules}).response["violations"]
            self.faults += [f"{path} {width} {fault['id']}: {fault['nodes'][0]['html']}" for fault in found]
            beyond = self.tab.evaluate("document.documentElement.scrollWidth - innerWidth")
            self.faults += [f"{path}: {beyond} px beyond {width}"] if beyond > 0 else []

    def open(self, path: str) -> None:
        self.tab.goto(f"{self.address}{path}")
        self.look()

    def press(self, name: str) -> None:
        self.tab.get_by_role("button", name=name, exact=True).click()

    def is_at(self, path: str) -> None:
        expect(self.tab).to_have_url(f"{self.address}{path}", timeout=PATIENCE)


def test_somebody_protects_the_account_with_a_key_and_comes_back_with_it(
    page: Tab, live_server: LiveServer, settings: Settings
) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost
    alix = person("alix", Group.objects.get(name="Relais – Bretagne"))
    visit = Visit(page, live_server.url)
    visit.open("/comptes/connexion/")
    page.get_by_label("Nom d’utilisateur ou adresse électronique").fill("alix")
    page.get_by_label("Mot de passe", exact=True).fill("faux")
    visit.press("Me connecter")
    expect(page.get_by_role("alert").first).to_contain_text("ne vont pas ensemble")
    visit.look()
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    visit.press("Me connecter")
    visit.is_at("/admin/")

    visit.open("/comptes/securite/")
    page.get_by_role("link", name="Ajouter une clé").click()
    visit.look()  # who it is, once more
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    visit.press("Confirmer")
    page.get_by_label("Nom de la clé").fill("Téléphone d’Alix")
    page.get_by_label("Se connecter avec cette clé seule, sans mot de passe").check()
    visit.look()
    visit.press("Ajouter la clé")
    visit.is_at("/comptes/securite/codes/")
    visit.look()
    assert factors_of(alix) == ["recovery_codes", "webauthn"]
    for path in ("cles/", "connexions/", "application/", "codes/nouveaux/", ""):
        visit.open(f"/comptes/securite/{path}")
    visit.open("/comptes/mot-de-passe/")
    visit.open("/comptes/deconnexion/")
    visit.press("Me déconnecter")
    visit.is_at("/comptes/connexion/")

    visit.press("Me connecter sans mot de passe")
    visit.is_at("/admin/")
    assert visit.faults == []
    assert visit.refused == []


def test_after_the_password_the_key_is_the_second_factor(
    page: Tab, live_server: LiveServer, settings: Settings
) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    gives_a_factor(person("alix", Group.objects.get(name="Relais – Bretagne")))
    visit = Visit(page, live_server.url)
    visit.open("/comptes/mot-de-passe/oublie/")
    visit.open("/comptes/mot-de-passe/oublie/envoye/")
    visit.open("/comptes/mot-de-passe/nouveau/1-abc-def/")
    visit.open("/comptes/connexion/")
    page.get_by_label("Nom d’utilisateur ou adresse électronique").fill("alix")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    visit.press("Me connecter")
    visit.is_at("/comptes/connexion/second-facteur/")
    failed = page.get_by_text("La clé n’a pas répondu")
    expect(failed).to_be_hidden()
    visit.press("Utiliser ma clé")  # this device has none for the account
    expect(failed).to_be_visible(timeout=PATIENCE)
    visit.look()
    assert visit.faults == []
    assert visit.refused == []
