"""What frames every page: its names for search engines and sharing, its menus, its demonstration line."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.test import Client
from django.utils.html import format_html

from conference.core.blocks import BodyBlock
from conference.core.models import SiteSettings
from conference.core.templatetags.core_tags import breakable, french
from home.models import ContactPage, ContentPage, MenuEntry, SiteMapPage
from home.navigation import section_of
from tests.conference.factories import SiteTree, make_site_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> SiteTree:
    return make_site_tree(regions=("bretagne",))


def read(path: str) -> BeautifulSoup:
    return BeautifulSoup(Client().get(path).content, "html.parser")


def names(soup: BeautifulSoup) -> dict[str, str]:
    return {
        meta.get("property") or meta.get("name"): meta["content"] for meta in soup.select("meta[content]")
    }


def test_a_page_tells_its_own_address_and_how_it_is_shared(tree: SiteTree) -> None:
    tree.editions.search_description = "Les éditions nationales, de la première à la prochaine."
    tree.editions.save()
    soup = read("/conference/?page=3")
    said = names(soup)
    assert soup.html["lang"] == "fr"
    assert soup.title.text == "La Conférence – Conférence des alliances stratégiques"
    assert soup.select_one("link[rel=canonical]")["href"] == "https://conference.test/conference/"
    assert said["og:url"] == "https://conference.test/conference/"
    assert said["og:title"] == "La Conférence"
    assert said["description"] == said["og:description"] == tree.editions.search_description
    assert said["og:image"] == "https://conference.test/static/images/partage.png"


def test_while_demonstration_content_is_there_every_page_says_so_and_is_not_indexed(tree: SiteTree) -> None:
    before = read("/regions/bretagne/")
    assert "robots" not in names(before)
    assert before.select_one(".demo-notice") is None
    site = SiteSettings.load()
    site.demo_loaded_at = datetime(2026, 11, 24, tzinfo=UTC)
    site.save()
    for path in ("/", "/regions/bretagne/", "/mesures/", "/nulle-part/"):
        soup = read(path)
        assert names(soup)["robots"].startswith("noindex"), path
        assert soup.select_one(".demo-notice").get_text(" ", strip=True).startswith("Démonstration."), path


def test_menus_follow_the_team_and_leave_out_what_is_not_published(tree: SiteTree) -> None:
    MenuEntry.objects.create(location="header", page=tree.agenda, label="Nos rencontres", sort_order=2)
    MenuEntry.objects.create(location="header", page=tree.regions_index, sort_order=1)
    MenuEntry.objects.create(location="header", page=tree.editions, sort_order=3)
    tree.editions.unpublish()
    links = read("/regions/bretagne/").select(".nav a")
    assert [(link.text, link["href"], link.get("aria-current")) for link in links] == [
        ("Régions", "/regions/", "true"),
        ("Nos rencontres", "/agenda/", None),
    ]
    assert read("/regions/").select_one(".nav a")["aria-current"] == "page"


def test_the_footer_says_that_the_site_is_not_yet_accessible(tree: SiteTree) -> None:
    page = tree.home.add_child(
        instance=ContentPage(title="Accessibilité", slug="accessibilite", role=ContentPage.Role.ACCESSIBILITY)
    )
    MenuEntry.objects.create(location="legal", page=page)
    assert [link.text for link in read("/").select(".site-footer a")] == ["Accessibilité\u00a0: non conforme"]


@pytest.mark.parametrize(
    ("day", "rate", "said"),
    [
        (None, 100, "non conforme"),  # a test result is no audit
        (date(2027, 3, 1), 49, "non conforme"),
        (date(2027, 3, 1), 50, "partiellement conforme"),
        (date(2027, 3, 1), 99, "partiellement conforme"),
        (date(2027, 3, 1), 100, "totalement conforme"),
    ],
)
def test_an_audit_that_is_entered_says_what_the_site_may_claim(
    tree: SiteTree, day: date | None, rate: int, said: str
) -> None:
    page = tree.home.add_child(
        instance=ContentPage(title="Accessibilité", slug="accessibilite", role=ContentPage.Role.ACCESSIBILITY)
    )
    MenuEntry.objects.create(location="legal", page=page)
    SiteSettings.objects.update_or_create(
        defaults={"audit_date": day, "audit_rate": rate, "audit_by": "le cabinet Exemple"}
    )
    soup = read("/accessibilite/")
    assert soup.select_one(".site-footer a").text == f"Accessibilité\u00a0: {said}"
    state = soup.select_one("[aria-labelledby=t-etat] p").get_text(" ", strip=True)
    assert f"Ce site est {said} au référentiel" in state
    assert ("1er mars 2027" in state.replace("1 er", "1er")) == (day is not None)
    assert ("le cabinet Exemple" in state) == (day is not None)


def test_the_pages_that_the_law_wants_stand_in_the_footer_whatever_the_menus_hold(tree: SiteTree) -> None:
    for page in (
        ContentPage(title="Ordinaire", slug="ordinaire"),
        ContentPage(title="Accessibilité", slug="accessibilite", role=ContentPage.Role.ACCESSIBILITY),
        ContentPage(title="Mentions légales", slug="mentions-legales", role=ContentPage.Role.LEGAL),
        ContentPage(title="Données personnelles", slug="donnees", role=ContentPage.Role.PRIVACY),
        SiteMapPage(title="Plan du site", slug="plan-du-site"),
        ContactPage(title="Contact", slug="contact"),
    ):
        tree.home.add_child(instance=page)
    contact = ContactPage.objects.get()
    MenuEntry.objects.create(location="header", page=contact)
    MenuEntry.objects.create(location="follow", page=SiteMapPage.objects.get(), label="Le plan")
    links = [(link.text, link["href"]) for link in read("/").select(".site-footer a")]
    assert links == [
        ("Le plan", "/plan-du-site/"),
        ("Accessibilité\u00a0: non conforme", "/accessibilite/"),
        ("Mentions légales", "/mentions-legales/"),
        ("Données personnelles", "/donnees/"),
        ("Contact", "/contact/"),
    ]
    MenuEntry.objects.create(location="legal", page=contact, label="Écrire")
    assert [link.text for link in read("/").select(".site-footer a")][1:] == [
        "Écrire",
        "Accessibilité\u00a0: non conforme",
        "Mentions légales",
        "Données personnelles",
    ]


def test_what_is_not_known_of_the_publisher_is_said_to_be_missing(tree: SiteTree) -> None:
    tree.home.add_child(
        instance=ContentPage(title="Mentions légales", slug="mentions-legales", role=ContentPage.Role.LEGAL)
    )
    site = SiteSettings.load()
    site.publisher = "Association de la Conférence"
    site.save()
    facts = {
        row.dt.text: row.dd.get_text(strip=True) for row in read("/mentions-legales/").select(".facts > div")
    }
    assert facts["Éditeur"] == "Association de la Conférence"
    assert facts["Hébergeur"] == "à compléter"


def test_the_contact_page_gives_each_region_its_own_address(tree: SiteTree) -> None:
    tree.home.add_child(instance=ContactPage(title="Contact", slug="contact"))
    local = tree.regions["bretagne"].page
    local.contact_email = "bretagne@relais.invalid"
    local.save()
    regions = read("/contact/").select("[data-region]")
    assert len(regions) == 18
    own = next(region for region in regions if region["data-region"] == "bretagne")
    assert own.select_one("a[href^=mailto]")["href"] == "mailto:bretagne@relais.invalid"
    other = next(region for region in regions if region["data-region"] == "corse")
    assert other.select_one("a[href^=mailto]") is None


def test_a_lost_visitor_is_shown_the_way_back(tree: SiteTree) -> None:
    answer = Client().get("/nulle-part/")
    assert answer.status_code == 404
    soup = BeautifulSoup(answer.content, "html.parser")
    assert [link["href"] for link in soup.select("main a.button")] == ["/", "/agenda/", "/plan-du-site/"]
    assert soup.select_one("link[rel=canonical]") is None


def test_no_public_page_sets_a_cookie_or_holds_inline_code(tree: SiteTree) -> None:
    for path in ("/", "/mesures/", "/regions/", "/alliances/", "/conference/", "/nulle-part/"):
        answer = Client().get(path)
        assert not answer.cookies, path
        soup = BeautifulSoup(answer.content, "html.parser")
        assert soup.select("script:not([src]), style, [style]") == [], path


@pytest.mark.parametrize(
    ("path", "under"),
    [
        ("/regions/bretagne/agenda/atelier/", "/agenda/atelier/"),
        ("/regions/bretagne/alliances/le-pont/", "/alliances/le-pont/"),
        ("/regions/bretagne/", "/regions/bretagne/"),
        ("/agenda/atelier/", "/agenda/atelier/"),
    ],
)
def test_a_regions_session_lights_up_the_agenda_in_the_menu(path: str, under: str) -> None:
    assert section_of(path) == under


def test_titles_and_descriptions_are_set_as_french_wants(tree: SiteTree) -> None:
    tree.editions.seo_title = "La « Conférence » : édition"
    tree.editions.search_description = "Quoi ? Une « rencontre » : oui."
    tree.editions.save()
    soup = read("/conference/")
    said = names(soup)
    assert soup.title.text.startswith("La «\u00a0Conférence\u00a0»\u00a0: édition")
    assert said["og:title"] == "La «\u00a0Conférence\u00a0»\u00a0: édition"
    assert said["og:description"] == "Quoi\u202f? Une «\u00a0rencontre\u00a0»\u00a0: oui."


def test_rich_text_is_set_as_french_wants_and_stays_markup() -> None:
    html = format_html("<p>{}</p>", "Oui ; « non » & peut-être")
    assert french(html) == "<p>Oui\u202f; «\u00a0non\u00a0» &amp; peut-être</p>"
    assert Template("{% load core_tags %}{{ html|french }}").render(Context({"html": html})) == french(html)
    assert "&lt;b&gt;" in Template("{% load core_tags %}{{ x|french }}").render(Context({"x": "<b>"}))


def test_a_text_block_of_a_body_is_markup_not_its_letters() -> None:
    block = BodyBlock().to_python([{"type": "paragraph", "value": "<h2>Pourquoi ?</h2>"}])[0]
    assert BeautifulSoup(str(block.render()), "html.parser").h2.text == "Pourquoi\u202f?"


def test_a_mail_address_is_cut_at_its_signs_only() -> None:
    assert breakable("prenom.nom@asso.example.org") == ("prenom<wbr>.nom<wbr>@asso<wbr>.example<wbr>.org")
    assert breakable("<b>@x.fr") == "&lt;b&gt;<wbr>@x<wbr>.fr"


def test_a_mainland_region_is_shown_within_france_and_an_overseas_one_alone(tree: SiteTree) -> None:
    assert read("/regions/bretagne/").select_one("svg.place .place__around")["d"].count("M") >= 11
    make_site_tree(regions=("la-reunion",))
    assert read("/regions/la-reunion/").select_one("svg.place .place__around") is None
