"""What the admin cannot read is refused in words. Each case was found by `make fuzz`."""

import json
import logging

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from wagtail.models import Task, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from conference.core.protected import is_there_twice
from conference.regions.models import Region, RelayTeam
from conference.regions.rights import ensure_relay_team
from events.models import Session, Speaker
from tests.admin_forms import page_form
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, superuser
from tests.events.factories import EventPageFactory
from tests.measures.factories import ReviewFactory
from tests.measures.test_review_form import form as review_form

TOO_LARGE = 2**63


@pytest.fixture
def admin(db: None) -> Client:
    client = browser_of(superuser())
    client.raise_request_exception = True
    return client


def test_a_page_form_that_was_torn_is_refused_in_french(
    admin: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """What is logged repeats nothing of what was typed."""
    page = EventPageFactory()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = page_form(admin, edit)
    torn = {name: value for name, value in data.items() if name != "body-count"}
    row_without_number = {"sessions-TOTAL_FORMS": "1", "sessions-INITIAL_FORMS": "1"}
    with caplog.at_level(logging.WARNING, "django.request"):
        for wrong in (torn, data | {"body-count": "?"}, data | row_without_number):
            answer = admin.post(edit, wrong)
            assert answer.status_code == 400
            assert "Cette demande n’a pas pu être lue" in answer.content.decode()
    assert caplog.text.count("BadRequest: ") == 3
    assert page.title not in caplog.text
    assert admin.post(edit, data).status_code == 302


def test_a_row_is_named_by_a_number(admin: Client) -> None:
    edit = reverse("bilans:edit", args=[ReviewFactory().pk])
    for wrong in ("+", "x", "1.5"):
        assert admin.post(edit, review_form(scale=({"id": wrong},))).status_code == 400
    assert admin.post(edit, review_form()).status_code == 302


@pytest.mark.parametrize("rows", ["201", "9" * 50, "٢٠١", " 2_01.0 "])
def test_a_list_of_more_rows_than_anybody_adds_is_refused(admin: Client, rows: str) -> None:
    """Two thousand empty rows, each written out with its errors, took a minute. A few are left out."""
    page = EventPageFactory()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = page_form(admin, edit)
    assert admin.post(edit, data | {"sessions-TOTAL_FORMS": rows}).status_code == 400
    assert admin.post(edit, data | {"sessions-TOTAL_FORMS": "3"}).status_code == 302
    assert not Session.objects.filter(event=page).exists()


def test_a_script_is_refused_in_json(admin: Client) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[EventPageFactory().pk])
    answer = admin.post(address, {"title": "A"}, headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 400
    assert answer.json()["detail"] == "Cette demande n’a pas pu être lue"


def test_what_chooses_a_page_by_no_number_is_refused(admin: Client) -> None:
    menu = reverse("menu-en-tete:add")
    answer = admin.post(menu, {"page": "=1+1", "label": "A"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["page"]


def test_a_way_on_that_leads_nowhere_is_refused(admin: Client) -> None:
    page = EventPageFactory()
    lock = reverse("wagtailadmin_pages:lock", args=[page.pk])
    assert admin.post(lock, {"next": "1"}).status_code == 400
    assert admin.get("/admin/choose-external-link/?parent_page_id=31/12/9999").status_code == 400


def test_what_is_dismissed_is_named_in_an_object(admin: Client) -> None:
    address = reverse("wagtailadmin_dismissibles")
    for sent, status in (("1", 400), ('{"a": true}', 200)):
        assert admin.patch(address, sent, content_type="application/json").status_code == status


def test_no_relay_team_is_added_or_removed(admin: Client) -> None:
    """They come with the regions; a form that was torn made one of nothing."""
    make_site_tree(regions=("bretagne",))
    team = ensure_relay_team(Region.objects.get())
    before = RelayTeam.objects.count()
    for address in (reverse("equipes-relais:add"), reverse("equipes-relais:delete", args=[team.pk])):
        assert admin.post(address).status_code == 302
    assert RelayTeam.objects.count() == before
    assert admin.get(reverse("equipes-relais:edit", args=[team.pk])).status_code == 200


def test_no_row_has_a_number_that_no_database_holds(admin: Client, client: Client) -> None:
    for name in ("event_cancel", "inscriptions:inspect", "wagtailadmin_pages:edit"):
        assert admin.get(reverse(name, args=[TOO_LARGE])).status_code == 404
    for number in (TOO_LARGE, "9" * 4_400):
        assert client.get(f"/documents/{number}/note.txt").status_code == 404


def test_a_speaker_is_chosen_by_a_number(admin: Client) -> None:
    speaker = Speaker.objects.create(name="Une personne")
    at = "wagtailsnippetchoosers_events_speaker:chosen"
    assert admin.get(reverse(at, args=["earliest"])).status_code == 404
    assert admin.get(reverse(at, args=[speaker.pk])).status_code == 200
    several = reverse("wagtailsnippetchoosers_events_speaker:chosen_multiple")
    assert admin.get(several, {"id": "x"}).status_code == 400


@pytest.mark.parametrize("column", ["name", "role", "organisation"])
def test_speakers_are_sorted_while_they_are_searched(admin: Client, column: str) -> None:
    Speaker.objects.create(name="Une personne")
    listed = reverse("wagtailsnippets_events_speaker:list")
    for ordering in (column, f"-{column}", ";"):
        assert admin.get(listed, {"q": "personne", "ordering": ordering}).status_code == 200


def test_no_list_offers_to_sort_search_results_by_a_relation(admin: Client) -> None:
    for name, relation in (("events_speaker", "region"), ("measures_measure", "dimension")):
        html = admin.get(reverse(f"wagtailsnippets_{name}:list")).content.decode()
        assert f"ordering={relation}" not in html
        listed = reverse(f"wagtailsnippets_{name}:list")
        assert admin.get(listed, {"q": "a", "ordering": relation}).status_code == 200


def test_the_root_of_the_tree_is_locked_and_unlocked(admin: Client) -> None:
    make_site_tree(regions=())
    for name in ("lock", "unlock"):
        answer = admin.post(reverse(f"wagtailadmin_pages:{name}", args=[1]))
        assert answer.status_code == 302
        assert answer.headers["Location"] == reverse("wagtailadmin_explore_root")


def test_what_somebody_else_added_meanwhile_is_said_to_be_there_already(admin: Client) -> None:
    workflow = Workflow.objects.create(name="Relecture")
    task = Task.objects.create(name="Relire", content_type=ContentType.objects.get_for_model(Task))
    edit = reverse("wagtailadmin_workflows:edit", args=[workflow.pk])
    step = {"id": "", "task": task.pk, "ORDER": 1, "DELETE": ""}
    lists = {"workflow_tasks": inline_formset([step]), "pages": inline_formset([])}
    data = nested_form_data({"name": "Relecture", "content_types": [], **lists})
    assert admin.post(edit, data).status_code == 302
    answer = admin.post(edit, data | {"name": "Autre nom"})
    assert answer.status_code == 409
    assert "La même chose est déjà enregistrée" in answer.content.decode()
    by_script = admin.post(edit, data, headers={"X-Requested-With": "XMLHttpRequest"})
    assert (by_script.status_code, by_script.json()["detail"]) == (409, "La même chose est déjà enregistrée")
    workflow.refresh_from_db()
    assert workflow.name == "Relecture"


def test_a_value_that_lacks_is_an_error() -> None:
    assert not is_there_twice(IntegrityError("NOT NULL constraint failed"))


@pytest.mark.parametrize("error", [KeyError("body"), ValueError("invalid literal"), TypeError("none")])
def test_an_error_of_our_own_is_a_500_with_its_traceback(
    admin: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    page = EventPageFactory()

    def fail(self: object, *arguments: object, **named: object) -> None:
        raise error

    monkeypatch.setattr("wagtail.blocks.StreamBlock.get_form_state", fail)
    admin.raise_request_exception = False
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 500
    (logged,) = (record for record in caplog.records if record.name == "django.request")
    assert (logged.levelname, logged.exc_info[1]) == ("ERROR", error)


def test_a_damaged_body_in_the_database_is_a_500(admin: Client) -> None:
    page = EventPageFactory()
    page.save_revision()
    revision = page.latest_revision
    revision.content["body"] = json.dumps([{"type": "paragraph", "value": {"a": 1}, "id": 3}, {"value": 1}])
    revision.save()
    admin.raise_request_exception = False
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 500


@pytest.mark.parametrize(
    "address",
    [
        "/admin/pages/?q=a%00b",
        "/admin/images/chooser/chosen-multiple/?id=x",
        "/admin/choose-phone-link/?parent_page_id=%C2%A0",
        "/admin/pages/1/lock/?next=http://[",
        "/admin/pages/1/lock/?next=Infinity",
    ],
)
def test_a_query_that_no_page_of_ours_makes_is_refused(admin: Client, address: str) -> None:
    answer = admin.get(address)
    assert answer.status_code == 400
    assert "Cette demande n’a pas pu être lue" in answer.content.decode()


@pytest.mark.parametrize("key", ["%00", "&", "1_000", " 2"])
def test_a_row_of_the_admin_has_a_number(admin: Client, key: str) -> None:
    assert admin.get(f"/admin/snippets/choose/measures/measure/chosen/{key}/").status_code == 404
    compared = f"/admin/snippets/measures/measure/history/{key}/revisions/compare/earliest...latest/"
    assert admin.get(compared).status_code == 404


def test_redirects_and_groups_are_read_first(admin: Client) -> None:
    for address, sent in (
        (reverse("wagtailredirects:add"), {"old_path": "http://[::1", "redirect_link": "/"}),
        (reverse("wagtailredirects:add"), {"old_path": "/a", "redirect_page": "%zz"}),
        (reverse("wagtailredirects:process_import"), {"id": "1"}),
        (reverse("wagtailusers_groups:add"), {"pages-TOTAL_FORMS": "1", "pages-0-page": "x"}),
    ):
        assert admin.post(address, sent).status_code == 400


def test_a_rich_text_is_json(admin: Client) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[make_site_tree(regions=()).agenda.pk])
    data = page_form(admin, edit)
    for wrong in ("{", "1", "[[" * 2_000):
        assert admin.post(edit, data | {"introduction": wrong}).status_code == 400
    assert admin.post(edit, data).status_code == 302
