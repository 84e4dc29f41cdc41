"""What a new site starts with, and that loading again never touches what the team did."""

import json
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client
from django_tasks_db.models import DBTaskResult
from wagtail.models import GroupPagePermission, Page, Site

from conference.core.models import Sdg
from conference.models import LocalConferencePage
from conference.regions.models import Region, RelayTeam
from events.models import EventPage, RegionalAgendaPage
from home.models import ContactPage, ContentPage, HomePage, MenuEntry, MissionPage
from home.news.models import NewsIndexPage, RegionalNewsPage
from home.reference.facts import read
from home.reference.load import load_reference
from home.resources.models import ResourcesPage
from measures.models import (
    Assessment,
    Chantier,
    Dimension,
    Measure,
    Progress,
    Review,
    Source,
    TimelineEntry,
    Tool,
)

pytestmark = [pytest.mark.django_db, pytest.mark.reference]

DATA = Path(django_settings.BASE_DIR) / "home" / "reference" / "data"
FIXED_ADDRESSES = [
    "/",
    "/mission/",
    "/conference/",
    "/regions/",
    "/agenda/",
    "/mesures/",
    "/mesures/bilans/",
    "/alliances/",
    "/actualites/",
    "/ressources/",
    "/plan-du-site/",
    "/contact/",
    "/accessibilite/",
    "/mentions-legales/",
    "/donnees-personnelles/",
]


def published(name: str):
    return json.loads((DATA / f"{name}.json").read_text())


def test_the_measures_are_those_of_the_report_letter_for_letter():
    rows = Measure.objects.values_list("number", "title", "slug", "dimension__key")
    facts = published("measures")["measures"]
    assert list(rows) == [(row["number"], row["title"], row["slug"], row["dimension"]) for row in facts]
    assert len(rows) == 21


def test_horizons_programme_and_goals_are_there():
    horizons = Dimension.objects.values_list("key", "horizon_min", "horizon_max")
    assert list(horizons) == [("operationnelle", 3, 9), ("strategique", 6, 12), ("politique", 12, 18)]
    assert [chantier.name for chantier in Chantier.objects.all()] == [
        "Mobiliser",
        "Soutenir",
        "Éduquer",
        "Légaliser",
    ]
    assert Tool.objects.count() == 3
    assert [[f"{step.date}", step.text] for step in TimelineEntry.objects.all()] == published("programme")[
        "timeline"
    ]
    assert list(Sdg.objects.values_list("number", flat=True)) == list(range(1, 18))


def test_reviews_keep_their_own_scales_and_published_totals():
    told = {
        review.slug: {step.key: step.published_total for step in review.scale.all()}
        for review in Review.objects.all()
    }
    assert told == {row["slug"]: row["published_totals"] for row in published("reviews")["reviews"]}


def test_what_was_never_published_stays_empty():
    for measure in Measure.objects.all():
        assert (measure.summary, measure.body, measure.lead) == ("", "", "")
        assert not measure.chantiers.exists()
    assert not Assessment.objects.exists()
    assert not EventPage.objects.exists()
    assert not RelayTeam.objects.exclude(contact_email="", contact_name="", fictional=False).exists()


def test_eighteen_regions_have_their_pages_and_their_hours():
    assert Region.objects.count() == LocalConferencePage.objects.count() == 18
    assert RegionalAgendaPage.objects.count() == 18
    assert Region.objects.get(slug="mayotte").time_zone == "Indian/Mayotte"
    assert {page.slug for page in LocalConferencePage.objects.all()} == {
        region.slug for region in Region.objects.all()
    }


@pytest.mark.parametrize("address", FIXED_ADDRESSES)
def test_every_fixed_address_answers(client: Client, address: str):
    assert client.get(address).status_code == 200


def test_every_region_answers_and_its_containers_lead_on(client: Client):
    for slug in Region.objects.values_list("slug", flat=True):
        assert client.get(f"/regions/{slug}/").status_code == 200
        assert client.get(f"/regions/{slug}/agenda/").url == f"/agenda/?region={slug}"
        assert client.get(f"/regions/{slug}/alliances/").url == f"/regions/{slug}/"
        assert client.get(f"/regions/{slug}/actualites/").url == f"/actualites/?region={slug}"


def test_wagtails_page_of_welcome_is_gone_and_the_tree_is_sound():
    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [HomePage]
    assert Page.find_problems() == ([], [], [], [], [])


def test_nothing_is_left_to_the_worker():
    assert not DBTaskResult.objects.exists()


def test_a_second_run_adds_nothing_and_says_so():
    assert load_reference().sentences() == ["Rien à ajouter : tout est déjà là."]


def test_the_command_says_what_it_did(capsys):
    MissionPage.objects.get().delete()
    call_command("load_reference")
    # The menu's entry went with the page; the page is a fixed one, the entry was the team's.
    assert capsys.readouterr().out == "Ajouté : 1 page de la mission.\n"


def test_a_change_of_the_team_is_never_written_over():
    Measure.objects.filter(number=5).update(title="Autre titre", short_title="Autre", summary="Un résumé.")
    Page.objects.filter(slug="mission").update(title="Notre mission", search_description="")
    Region.objects.filter(slug="corse").update(capital="Corte")
    Review.objects.filter(slug="bilan-final").update(comment="")
    MenuEntry.objects.filter(page__slug="contact").update(label="Nous écrire")
    load_reference()
    assert Measure.objects.get(number=5).summary == "Un résumé."
    assert Measure.objects.get(number=5).title == "Autre titre"
    assert MissionPage.objects.get().title == "Notre mission"
    assert Region.objects.get(slug="corse").capital == "Corte"
    assert Review.objects.get(slug="bilan-final").comment == ""
    assert MenuEntry.objects.get(page__slug="contact").label == "Nous écrire"


def test_what_the_team_took_away_does_not_come_back():
    MenuEntry.objects.filter(location="header", page__slug="alliances").delete()
    TimelineEntry.objects.filter(date="2021-11-30").update(text="Charte du « faire alliance »")
    TimelineEntry.objects.filter(date="2022-05-10").delete()
    Source.objects.get(key="cog-regions").delete()
    kinds = (MenuEntry, TimelineEntry, Source, Progress)
    before = [kind.objects.count() for kind in kinds]
    load_reference()
    assert [kind.objects.count() for kind in kinds] == before


def test_a_review_and_a_step_point_to_the_sources_that_state_them():
    final = Review.objects.get(slug="bilan-final")
    assert "carenews-bilan-final" in {each.source.key for each in final.citations.all()}
    assert all(each.says and each.source.shown for each in final.citations.all())
    step = TimelineEntry.objects.get(date="2021-11-30")
    assert len({each.source.publisher for each in step.citations.all()}) > 1


def test_what_no_source_let_one_read_is_kept_but_not_shown():
    assert set(Source.objects.filter(shown=False).values_list("key", flat=True)) == {"insee-cog", "onu-odd"}
    assert not Source.objects.filter(verified_on__isnull=False).exists()


def test_only_measure_1_has_statements_that_give_its_number():
    notes = Progress.objects.all()
    assert {note.measure.number for note in notes if note.measure} == {1}
    assert notes.filter(measure=None).count() == len(read("measures-progress")["unnumbered"])
    assert all(note.subject for note in notes.filter(measure=None))
    final = Review.objects.get(slug="bilan-final")
    assert {note.date for note in final.progress.all()} == {final.date}


def test_every_note_has_a_source():
    assert all(note.citations.exists() for note in Progress.objects.all())


def test_a_missing_fact_or_fixed_page_comes_back():
    Measure.objects.filter(number=21)._raw_delete("default")  # no other way takes one away
    ContactPage.objects.get().delete()
    Page.objects.get(url_path="/home/regions/corse/agenda/").delete()
    load_reference()
    assert Measure.objects.get(number=21).slug == "programmes-de-formation"
    assert ContactPage.objects.get().live
    assert Page.objects.get(url_path="/home/regions/corse/agenda/").live


def test_a_site_from_before_the_news_gains_its_containers():
    for kind in (NewsIndexPage, RegionalNewsPage, ResourcesPage):
        for page in kind.objects.all():
            page.delete()
    assert load_reference().sentences() == [
        "Ajouté : 1 page des actualités, 1 page des ressources, 18 actualités des régions."
    ]
    assert {page.get_parent().slug for page in RegionalNewsPage.objects.all()} == {
        region.slug for region in Region.objects.all()
    }


def test_an_address_taken_by_another_page_is_left_and_reported():
    ContactPage.objects.get().delete()
    home = HomePage.objects.get()
    home.add_child(instance=ContentPage(title="Nous joindre", slug="contact"))
    assert load_reference().remarks == [
        "L’adresse « contact » est prise par une autre page : la page fixe n’a pas été ajoutée."
    ]
    assert ContentPage.objects.get(slug="contact").title == "Nous joindre"


@pytest.mark.parametrize(
    ("address", "hostname", "port"),
    [
        ("https://conference.exemple", "conference.exemple", 443),
        ("http://127.0.0.1:8123", "127.0.0.1", 8123),
    ],
)
def test_wagtails_site_follows_the_public_address(settings, address: str, hostname: str, port: int):
    settings.PUBLIC_URL = address
    load_reference()
    site = Site.objects.get()
    assert (site.hostname, site.port, site.root_page_id) == (hostname, port, HomePage.objects.get().pk)


def test_each_team_may_write_below_its_own_local_page_only():
    for team in RelayTeam.objects.select_related("region"):
        pages = GroupPagePermission.objects.filter(group=team.group).values_list("page__slug", flat=True)
        assert set(pages) == {team.region.slug}
