"""Notes in the admin, as the communications team: drafts are edited, published ones only acted on."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.test.utils.form_data import inline_formset, nested_form_data, querydict_from_html

from measures.models import Measure, Progress, Source
from measures.progress import WITHDRAWN
from tests.conference.factories import RegionFactory, make_site_tree
from tests.conference.regions.people import browser_of, communicator, relay, superuser
from tests.measures.factories import MeasureFactory, ProgressFactory, SourceFactory, cite

pytestmark = pytest.mark.django_db


def at(name: str, *args: object) -> str:
    return reverse(Progress.snippet_viewset.get_url_name(name), args=args)


@pytest.fixture
def team() -> Client:
    make_site_tree(regions=())
    return browser_of(communicator())


@pytest.fixture
def measure() -> Measure:
    return MeasureFactory(number=3)


@pytest.fixture
def draft(measure: Measure) -> Progress:
    note = ProgressFactory(measure=measure, text="Un espace est ouvert.", published_at=None)
    cite(note)
    return note


@pytest.fixture
def published(measure: Measure) -> Progress:
    note = ProgressFactory(measure=measure, text="Une convention est signée.")
    cite(note)
    return note


def typed(source: Source, **words: object) -> dict[str, object]:
    values = {
        "measure": "",
        "subject": "",
        "text": "",
        "date": "",
        "date_precision": "day",
        "review": "",
        "author": "",
        "citations": inline_formset([{"source": source.pk, "says": "", "ORDER": 1}]),
    }
    return nested_form_data(values | words)


def test_a_note_is_written_as_a_draft_then_published(team: Client, measure: Measure) -> None:
    region = RegionFactory()
    sent = typed(
        SourceFactory(), measure=measure.pk, text="Un espace est ouvert.", date="2022-05-01",
        date_precision="month",
    )  # fmt: skip
    answer = team.post(at("add"), sent | {"regions": [region.pk], "action-publish-note": "1"})
    note = Progress.objects.get()
    assert (note.measure, note.date, note.date_precision, note.published_at) == (
        measure, date(2022, 5, 1), "month", None,
    )  # fmt: skip
    assert list(note.regions.all()) == [region]
    assert note.written_by.groups.filter(name__icontains="communication").exists()
    assert answer["Location"] == at("publish", note.pk)
    page = team.get(at("publish", note.pk)).content.decode()
    assert "Un éditeur" in page
    assert Progress.objects.get().published_at is None
    assert team.post(at("publish", note.pk))["Location"] == at("inspect", note.pk)
    assert Progress.objects.get().published_at is not None


def test_one_button_stands_in_the_header_the_others_in_its_menu(team: Client, published: Progress) -> None:
    page = BeautifulSoup(team.get(at("inspect", published.pk)).content, "html.parser")
    assert [link["href"] for link in page.select("header a.w-header-button")] == [at("correct", published.pk)]
    menu = page.select_one("header [data-controller~=w-dropdown]")
    assert {link["href"] for link in menu.select("a")} == {
        at("mend", published.pk),
        at("withdraw", published.pk),
    }


def test_only_a_correction_says_what_it_corrects(team: Client, published: Progress) -> None:
    assert "Corrige la note" not in team.get(at("add")).content.decode()
    team.post(at("correct", published.pk))
    draft = Progress.objects.get(corrects=published)
    assert "Corrige la note" in team.get(at("edit", draft.pk)).content.decode()


def test_the_form_says_what_is_missing(team: Client) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    html = team.post(at("add"), typed(SourceFactory(), text="T", date=tomorrow.isoformat())).content.decode()
    assert "Choisissez une mesure, ou dites le sujet" in html
    assert "Cette date est à venir" in html
    assert not Progress.objects.exists()


def test_a_text_has_a_length_that_the_form_says(team: Client) -> None:
    answer = team.post(at("add"), typed(SourceFactory(), subject="Sujet", text="x" * 2001))
    assert list(answer.context["form"].errors) == ["text"]
    assert "2 000 signes au plus" in answer.content.decode()


def test_without_a_source_the_publication_says_why_not(team: Client, measure: Measure) -> None:
    note = ProgressFactory(measure=measure, published_at=None)
    html = team.post(at("publish", note.pk)).content.decode()
    assert "Citez au moins une source" in html
    assert Progress.objects.get().published_at is None


def test_a_draft_is_previewed(team: Client, draft: Progress) -> None:
    html = team.get(at("edit", draft.pk)).content.decode()
    data = querydict_from_html(html, form_id="w-editor-form")
    sent = {key: data.getlist(key) for key in data} | {"text": "Deux espaces sont ouverts."}
    assert team.post(at("preview_on_edit", draft.pk), sent).json()["is_valid"]
    preview = team.get(at("preview_on_edit", draft.pk), {"mode": ""}).content.decode()
    assert "Deux espaces sont ouverts." in preview
    assert "Un éditeur" in preview
    assert Progress.objects.get().text == "Un espace est ouvert."


@pytest.mark.parametrize("who", [communicator, superuser])
@pytest.mark.parametrize("view", ["edit", "delete"])
def test_a_published_note_is_neither_edited_nor_deleted(published: Progress, who, view: str) -> None:
    make_site_tree(regions=())
    client = browser_of(who())
    before = Progress.objects.filter(pk=published.pk).values().get()
    for answer in (client.get(at(view, published.pk)), client.post(at(view, published.pk), {"text": "x"})):
        assert answer["Location"] == at("inspect", published.pk)
    assert Progress.objects.filter(pk=published.pk).values().get() == before


def test_a_bulk_deletion_takes_drafts_only(team: Client, draft: Progress, published: Progress) -> None:
    url = reverse("wagtail_bulk_action", args=["measures", "progress", "delete"])
    chosen = f"{url}?id={draft.pk}&id={published.pk}"
    team.post(chosen)
    assert list(Progress.objects.all()) == [published]


def test_a_note_that_is_published_meanwhile_stays_as_it_is(team: Client, draft: Progress) -> None:
    html = team.get(at("edit", draft.pk)).content.decode()
    data = querydict_from_html(html, form_id="w-editor-form")
    team.post(at("publish", draft.pk))
    team.post(at("edit", draft.pk), {key: data.getlist(key) for key in data} | {"text": "Autre chose."})
    assert Progress.objects.get().text == "Un espace est ouvert."


def test_it_is_corrected_by_another_note(team: Client, published: Progress) -> None:
    assert "Un brouillon s’ouvre" in team.get(at("correct", published.pk)).content.decode()
    assert Progress.objects.count() == 1
    answer = team.post(at("correct", published.pk))
    draft = Progress.objects.get(corrects=published)
    assert answer["Location"] == at("edit", draft.pk)
    assert str(published) in team.get(at("edit", draft.pk)).content.decode()


def test_its_spelling_is_mended(team: Client, published: Progress) -> None:
    html = team.get(at("mend", published.pk)).content.decode()
    assert (
        BeautifulSoup(html, "html.parser").find("textarea", {"name": "text"}).text.strip() == published.text
    )
    html = team.post(at("mend", published.pk), {"text": "Rien n’a été fait."}).content.decode()
    assert "Ce texte dit autre chose" in html
    team.post(at("mend", published.pk), {"text": "Une convention est signé."})
    html = team.get(at("inspect", published.pk)).content.decode()
    assert "Une convention est signé." in html
    assert "Une convention est signée." in html


def test_a_passage_is_withdrawn_with_its_reason(team: Client, published: Progress) -> None:
    team.get(at("withdraw", published.pk))
    html = team.post(at("withdraw", published.pk), {"passage": "convention"}).content.decode()
    assert "Dites pourquoi" in html
    html = team.post(at("withdraw", published.pk), {"passage": "x y", "reason": "R"}).content.decode()
    assert "Ce passage ne se trouve pas" in html
    team.post(at("withdraw", published.pk), {"passage": "convention", "reason": "Décision du tribunal"})
    for page in (at("inspect", published.pk), at("list"), at("history", published.pk)):
        html = team.get(page).content.decode()
        assert WITHDRAWN in html
        assert "Une convention" not in html
    assert "Décision du tribunal" in team.get(at("inspect", published.pk)).content.decode()


def listed(client: Client, **filters: object) -> set[str]:
    soup = BeautifulSoup(client.get(at("list"), filters).content, "html.parser")
    titles = [link.text.strip() for link in soup.select("td.title .title-wrapper a[href]")]
    return {title.split(" – ")[1] for title in titles}


def test_the_list_is_filtered(team: Client, draft: Progress, published: Progress) -> None:
    old = ProgressFactory(
        measure=None, subject="Un sujet", text="Ancienne", published_at=datetime(2024, 1, 2, tzinfo=UTC)
    )
    names = {draft.text, published.text, old.text}
    assert listed(team) == names
    assert listed(team, published="true") == names - {draft.text}
    assert listed(team, published="false") == {draft.text}
    assert listed(team, numbered="false") == {old.text}
    assert listed(team, measure=3) == names - {old.text}
    assert listed(team, sourced="false") == {old.text}
    assert listed(team, q="convention") == {published.text}
    with_old = Progress.objects.filter(published_at__lte=timezone.now() - timedelta(days=183))
    assert listed(team, old="true") == {note.text for note in with_old}


def test_what_is_published_is_found_where_it_is_read(draft: Progress, published: Progress) -> None:
    finder = AdminURLFinder(communicator())
    assert finder.get_edit_url(draft) == at("edit", draft.pk)
    assert finder.get_edit_url(published) == at("inspect", published.pk)


def test_a_relay_sees_none_of_it(draft: Progress, published: Progress) -> None:
    make_site_tree()
    client = browser_of(relay(RegionFactory()))
    urls = [at("list"), at("add"), at("import"), at("export")]
    for note in (draft, published):
        names = ("edit", "inspect", "publish", "correct", "mend", "withdraw", "delete", "history", "usage")
        urls += [at(name, note.pk) for name in names]
    before = list(Progress.objects.order_by("pk").values())
    for url in urls:
        assert client.get(url).status_code in (302, 403, 404), url
        assert client.post(url, {"text": "x"}).status_code in (302, 403, 404, 405), url
    assert list(Progress.objects.order_by("pk").values()) == before
    assert "Avancées" not in client.get("/admin/").content.decode()
