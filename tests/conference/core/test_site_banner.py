"""The banner of the site: said in the settings, shown and withdrawn by the clock."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from conference.core.models import SiteSettings
from conference.core.pictures.renditions import make_renditions, share_url
from conference.platform.caching.memory import making
from tests.conference.core.shown import make_picture
from tests.conference.factories import SiteTree, make_site_tree
from tests.conference.regions.people import browser_of, communicator

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=())


def say(text: str = "Le forum de Rennes est reporté.", **values: Any) -> SiteSettings:
    site = SiteSettings.load()
    site.banner_text = text
    for name, value in values.items():
        setattr(site, f"banner_{name}", value)
    site.full_clean()
    site.save()
    return site


def page(path: str = "/agenda/") -> BeautifulSoup:
    return BeautifulSoup(Client().get(path).content, "html.parser")


def banner(path: str = "/agenda/") -> Tag | None:
    return page(path).select_one(".site-banner")


def test_there_is_none_until_a_sentence_is_written_then_it_stands_on_every_page(tree: SiteTree) -> None:
    assert banner() is None
    say()
    for path in ("/", "/agenda/", "/nulle-part/"):
        assert "Le forum de Rennes est reporté." in banner(path).p.text


def test_it_comes_and_goes_by_the_clock(tree: SiteTree) -> None:
    say(**{"from": NOW + HOUR, "until": NOW + 3 * HOUR})
    with time_machine.travel(NOW, tick=False) as clock:
        seen = []
        for _hour in range(5):
            seen.append(banner() is not None)
            clock.shift(HOUR)
    assert seen == [False, True, True, False, False]


def test_a_page_that_is_kept_ends_when_the_banner_comes_and_when_it_goes(tree: SiteTree) -> None:
    say(**{"from": NOW + HOUR, "until": NOW + 3 * HOUR})
    for hours, change in ((0, NOW + HOUR), (2, NOW + 3 * HOUR), (4, None)):
        with time_machine.travel(NOW + hours * HOUR, tick=False), making() as made:
            banner()
        assert made.changes_at == change, hours


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"from": NOW, "until": NOW}, "banner_until", "La fin vient après le début."),
        ({"address": "agenda"}, "banner_address", "https://"),
        ({"address": "javascript:alert(1)"}, "banner_address", "https://"),
        ({"address": "//ailleurs.invalid/"}, "banner_address", "https://"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    tree: SiteTree, values: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(Exception, match=said) as refused:
        say(**values)
    assert list(refused.value.message_dict) == [field]


def test_it_leads_to_a_page_while_that_is_published_or_to_an_address(tree: SiteTree) -> None:
    say(page=tree.agenda)
    assert (banner().a.text, banner().a["href"]) == ("Agenda", "/agenda/")
    tree.agenda.unpublish()
    assert banner("/").a is None
    say(page=None, address="/agenda/?region=bretagne")
    assert (banner("/").a.text, banner("/").a["href"]) == ("En savoir plus", "/agenda/?region=bretagne")
    say(address="https://ailleurs.invalid/", link_text="Le communiqué")
    assert (banner("/").a.text, banner("/").a["href"]) == ("Le communiqué", "https://ailleurs.invalid/")


def test_a_page_and_an_address_at_once_are_refused(tree: SiteTree) -> None:
    with pytest.raises(Exception, match="pas les deux"):
        say(page=tree.agenda, address="/agenda/")


def test_an_alert_says_so_in_words(tree: SiteTree) -> None:
    say()
    assert banner()["aria-label"] == "Information"
    assert banner().b is None
    say(tone=SiteSettings.Tone.ALERT)
    assert banner()["aria-label"] == banner().b.text == "Alerte"


def test_it_is_closed_by_its_own_name_which_changes_with_its_words(tree: SiteTree) -> None:
    def key() -> str:
        return page().select_one("head script")["data-key"]

    say()
    first = key()
    say(until=NOW + 9000 * HOUR)
    assert key() == first
    say("Le forum de Rennes a lieu le 3.")
    assert key() != first
    say(closable=False)
    assert page().select_one("head script") is None
    assert banner().button is None


def save_settings(user: AbstractUser, **changes: str) -> BeautifulSoup:
    """The form of the settings sent back with changes; the account looks from La Réunion."""
    UserProfile.objects.update_or_create(user=user, defaults={"current_time_zone": "Indian/Reunion"})
    client = browser_of(user)
    address = client.get(reverse("wagtailsettings:edit", args=["core", "sitesettings"])).url
    form = BeautifulSoup(client.get(address).content, "html.parser").select_one("main form")
    data = {each["name"]: each.get("value", "") for each in form.select("input[name]")}
    answer = client.post(address, data | {"banner_tone": "information", "social_links-count": "0"} | changes)
    if answer.status_code == 302:
        answer = client.get(address)
    return BeautifulSoup(answer.content, "html.parser")


def test_its_moments_are_of_paris_whatever_the_zone_of_the_account(tree: SiteTree) -> None:
    form = save_settings(
        communicator(), banner_text="Bonjour", banner_from="2026-12-01 09:00", banner_until="2026-12-02 18:30"
    )
    site = SiteSettings.load()
    assert site.banner_from == datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert site.banner_until == datetime(2026, 12, 2, 17, 30, tzinfo=UTC)
    assert form.select_one("#id_banner_from")["value"] == "01/12/2026"
    assert form.select_one("#id_banner_from_hour")["value"] == "09:00"
    assert "heure de Paris" in form.select_one("label[for=id_banner_until]").text


def test_a_form_that_cannot_be_is_refused_and_nothing_is_lost(tree: SiteTree) -> None:
    form = save_settings(
        communicator(), banner_text="Bonjour", banner_from="2026-12-02 09:00", banner_until="2026-12-01 09:00"
    )
    assert "La fin vient après le début." in form.text
    assert form.select_one("#id_banner_text")["value"] == "Bonjour"
    assert SiteSettings.load().banner_text == ""


def test_a_settings_form_without_its_links_is_refused_and_breaks_nothing(tree: SiteTree) -> None:
    client = browser_of(communicator())
    address = client.get(reverse("wagtailsettings:edit", args=["core", "sitesettings"])).url
    assert client.post(address, {"banner_text": "Bonjour", "banner_tone": "information"}).status_code == 400


def test_social_links_stand_in_the_footer_in_their_order(tree: SiteTree) -> None:
    assert page().select_one(".site-footer__social") is None
    site = SiteSettings.load()
    links = [("Mastodon", "https://social.invalid/@c"), ("LinkedIn", "https://pro.invalid/c")]
    site.social_links = [("link", {"name": name, "url": url}) for name, url in links]
    site.save()
    shown = page().select(".site-footer__social a")
    assert [(link.text, link["href"]) for link in shown] == links


def test_a_page_without_its_own_share_picture_has_the_site_s(tree: SiteTree) -> None:
    def shared(path: str) -> str:
        return page(path).select_one("meta[property='og:image']")["content"]

    assert shared("/").endswith("/partage.png")
    site = SiteSettings.load()
    site.share_image = make_picture(title="Du site")
    site.save()
    own = make_picture(title="De la page")
    tree.agenda.share_image = own
    tree.agenda.save()
    for picture in (site.share_image, own):
        make_renditions.call(picture.pk)
        picture.refresh_from_db()
    assert shared("/").endswith(share_url(site.share_image))
    assert shared("/agenda/").endswith(share_url(own))
    assert share_url(own) != share_url(site.share_image)
