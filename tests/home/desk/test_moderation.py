"""What the moderators and the authors are told of a submission, by mail and on the page."""

import json
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, Page, TaskState

from conference.accounts.models import AccountMail
from conference.platform.tasks.schedule import MINUTE, chores_of, discover_chores
from events.models import EventPage
from home.desk.chores import remind_of_late_submissions
from home.desk.models import ModerationReminder, ModerationSettings
from measures.models import Measure
from tests.admin_forms import page_form
from tests.conference.regions.people import administrator, browser_of, moderator, superuser
from tests.conference.regions.world import Side, make_sides
from tests.measures.factories import MeasureFactory

from .test_desk import submit

pytestmark = pytest.mark.django_db
LATER = timedelta(days=9)


@pytest.fixture
def ours() -> Side:
    side, _theirs = make_sides()
    return side


def submitted(side: Side) -> TaskState:
    return submit(EventPage.objects.get(pk=side.draft.pk), side.user)


def mail_to(address: str) -> AccountMail:
    return AccountMail.objects.filter(to=address).latest("pk")


def test_the_moderators_read_who_submits_what_for_which_region_and_until_when(ours: Side) -> None:
    reader = moderator()
    submitted(ours)
    mail = mail_to(reader.email)
    assert mail.subject == "À relire : « Armorique brouillon » (Bretagne)"
    assert "relais-bretagne vous soumet une page" in mail.text
    assert "Votre réponse est attendue avant le" in mail.text
    assert "Région : Bretagne" in mail.text
    assert re.search(r"Date de l’événement : \w+ (1er|\d+)\s\w+ \d{4}", mail.text)
    assert f"https://conference.test/admin/pages/{ours.draft.pk}/edit/" in mail.text
    assert "workflow" not in mail.text


def test_the_author_reads_a_request_for_changes_in_full_and_no_rejection(ours: Side) -> None:
    state = submitted(ours)
    state.reject(user=moderator(), comment="Merci d’ajouter <le lieu> & l’heure.\n\nPuis la ville.")
    mail = mail_to(ours.user.email)
    assert mail.subject == "Modification demandée : « Armorique brouillon »"
    assert "moderation a relu ce que vous avez soumis et vous demande une modification" in mail.text
    assert "Merci d’ajouter <le lieu> & l’heure.\n\nPuis la ville." in mail.text
    assert "rejet" not in mail.text


def test_the_author_reads_who_accepted(ours: Side) -> None:
    submitted(ours).approve(user=moderator())
    mail = mail_to(ours.user.email)
    assert mail.subject == "Accepté : « Armorique brouillon »"
    assert "moderation a relu et accepté" in mail.text


def test_the_page_to_correct_shows_the_message_of_the_moderator(ours: Side) -> None:
    state = submitted(ours)
    address = reverse("wagtailadmin_pages:edit", args=[ours.draft.pk])
    assert "Réponse attendue avant le" in ours.client.get(address).content.decode()
    state.reject(user=moderator(), comment="Où <est-ce> ?\n\nMerci.")
    soup = BeautifulSoup(ours.client.get(address).content, "html.parser")
    banner = soup.select_one(".messages .warning")
    assert "Modification demandée par moderation" in banner.get_text()
    assert "Où <est-ce> ?" in banner.get_text()
    assert soup.select("est-ce") == []


def test_a_page_that_was_never_submitted_has_no_banner(ours: Side) -> None:
    soup = BeautifulSoup(
        ours.client.get(reverse("wagtailadmin_pages:edit", args=[ours.live.pk])).content, "html.parser"
    )
    assert soup.select(".messages ul > li") == []


def test_a_late_submission_is_recalled_once_to_the_moderators_and_their_deputy(ours: Side) -> None:
    reader, deputy = moderator(), administrator()
    settings = ModerationSettings.load()
    settings.deputy = deputy
    settings.save()
    state = submitted(ours)
    AccountMail.objects.all().delete()
    now = timezone.now()
    assert remind_of_late_submissions(now=now) == 0
    assert remind_of_late_submissions(now=now + LATER) == 1
    assert remind_of_late_submissions(now=now + 2 * LATER) == 0
    mails = AccountMail.objects.all()
    assert {mail.to for mail in mails} == {reader.email, deputy.email}
    assert mails[0].subject == "Rappel : « Armorique brouillon » (Bretagne) attend votre relecture"
    assert "Ce rappel ne sera pas répété." in mails[0].text
    assert ModerationReminder.objects.get().task_state == state


def test_what_the_page_says_has_an_icon(ours: Side) -> None:
    submitted(ours)
    client = browser_of(moderator())
    page = client.get(reverse("wagtailadmin_pages:edit", args=[ours.draft.pk])).content
    icons = BeautifulSoup(page, "html.parser").select(".messages li.info use")
    assert icons
    sprite = client.get(reverse("wagtailadmin_sprite")).text
    assert all(f'id="{icon["href"].removeprefix("#")}"' in sprite for icon in icons)


def test_a_comment_beside_an_approval_says_who_reads_it(ours: Side) -> None:
    state = submitted(ours)
    client = browser_of(moderator())
    address = reverse("wagtailadmin_pages:workflow_action", args=[ours.draft.pk, "approve", state.pk])
    by_script = {"headers": {"X-Requested-With": "XMLHttpRequest"}}
    form = client.get(address, **by_script).json()["html"]
    assert "Votre commentaire" in form
    assert "Il part avec la nouvelle" in form
    AccountMail.objects.all().delete()
    assert client.post(address, {"comment": "Merci."}, **by_script).json()["step"] == "success"
    assert "Merci." in AccountMail.objects.get(to=ours.user.email).text


@pytest.mark.parametrize("view", ["workflow_action", "collect_workflow_action_data"])
def test_a_request_for_changes_says_what_to_change(ours: Side, view: str) -> None:
    state = submitted(ours)
    client = browser_of(moderator())
    address = reverse(f"wagtailadmin_pages:{view}", args=[ours.draft.pk, "reject", state.pk])
    by_script = {"headers": {"X-Requested-With": "XMLHttpRequest"}}
    assert "Ce qu’il faut changer" in client.get(address, **by_script).json()["html"]
    refused = client.post(address, {"comment": "  "}, **by_script).json()
    assert "Dites ce qu’il faut changer." in refused["html"]
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS
    assert client.post(address, {"comment": "L’heure."}, **by_script).json()["step"] == "success"


def test_an_approval_needs_no_words(ours: Side) -> None:
    state = submitted(ours)
    address = reverse("wagtailadmin_pages:workflow_action", args=[ours.draft.pk, "approve", state.pk])
    browser_of(moderator()).post(address, {"comment": ""})
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_APPROVED


def test_what_was_answered_is_not_recalled(ours: Side) -> None:
    submitted(ours).reject(user=moderator(), comment="")
    AccountMail.objects.all().delete()
    assert remind_of_late_submissions(now=timezone.now() + LATER) == 0
    assert not AccountMail.objects.exists()


def test_the_delay_is_a_setting(ours: Side, settings) -> None:
    moderator()
    submitted(ours)
    settings.MODERATION_WORKING_DAYS = 60
    assert remind_of_late_submissions(now=timezone.now() + LATER) == 0


def test_the_worker_reminds() -> None:
    discover_chores()
    assert "home.desk.chores.remind_of_late_submissions" in chores_of(MINUTE)


def test_a_relay_cannot_be_the_deputy(ours: Side) -> None:
    with pytest.raises(ValidationError):
        ModerationSettings(deputy=ours.user).clean()


def test_a_measure_that_is_submitted_is_told_too(ours: Side) -> None:
    reader = moderator()
    measure: Measure = MeasureFactory()
    author = superuser()
    measure.save_revision(user=author)
    measure.get_workflow().start(measure, author)
    assert mail_to(reader.email).subject.startswith("À relire : «")
    assert "national" in mail_to(reader.email).subject


def test_the_roots_of_wagtail_have_french_names() -> None:
    assert Collection.get_first_root_node().name == "Tous les fichiers"
    assert Page.get_first_root_node().title == "Racine"


def test_withdrawing_is_not_the_first_button_of_what_is_being_read(ours: Side) -> None:
    submitted(ours)
    address = reverse("wagtailadmin_pages:edit", args=[ours.draft.pk])
    soup = BeautifulSoup(ours.client.get(address).content, "html.parser")
    [first, *others] = soup.select("footer .footer__container button, footer .footer__container a")
    assert "Retirer de la relecture" not in first.get_text()
    assert any("Retirer de la relecture" in other.get_text() for other in others)


def foot_of(client: Client, address: str) -> list[str]:
    """The buttons at the foot of a form, the first one first."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    buttons = soup.select("footer nav button:not([aria-label]), footer nav a")
    return [" ".join(button.get_text(" ").split()) for button in buttons if button.get_text().strip()]


def test_the_moderators_first_button_is_their_answer(ours: Side) -> None:
    client = browser_of(moderator())
    address = reverse("wagtailadmin_pages:edit", args=[ours.draft.pk])
    assert foot_of(client, address)[0] == "Enregistrer le brouillon"
    assert "Publier" in foot_of(client, address)
    submitted(ours)
    assert foot_of(client, address)[0] == "Approuver et publier"
    assert "Publier" not in foot_of(client, address)
    assert "Enregistrer le brouillon" in foot_of(client, address)


def test_on_a_measure_too(ours: Side) -> None:
    client = browser_of(moderator())
    measure = MeasureFactory()
    measure.save_revision()
    measure.get_workflow().start(measure, superuser())
    address = reverse(measure.snippet_viewset.get_url_name("edit"), args=[measure.pk])
    assert foot_of(client, address)[0] == "Approuver et publier"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("reject", "Votre demande sur « Armorique brouillon » est envoyée à relais-bretagne."),
        ("approve", "« Armorique brouillon » est approuvé ; relais-bretagne en reçoit la nouvelle"),
    ],
)
def test_the_moderator_reads_what_became_of_the_answer(ours: Side, answer: str, told: str) -> None:
    submitted(ours)
    client = browser_of(moderator())
    address = reverse("wagtailadmin_pages:edit", args=[ours.draft.pk])
    data = page_form(client, address) | {
        "action-workflow-action": "true",
        "workflow-action-name": answer,
        "workflow-action-extra-data": json.dumps({"comment": "Ajoutez le lieu."}),
    }
    page = client.post(address, data, follow=True).content.decode()
    said = BeautifulSoup(page, "html.parser").select(".messages ul > li")
    assert len(said) == 1
    assert told in " ".join(said[0].get_text().split())


def changes_told(reader: Client, event: EventPage) -> list[str]:
    """The sentences about a submitted session on its form."""
    answer = reader.get(reverse("wagtailadmin_pages:edit", args=[event.pk]))
    soup = BeautifulSoup(answer.content, "html.parser")
    return [item.get_text().replace("\xa0", " ") for item in soup.select(".changes li")]


def test_who_reads_the_draft_of_a_published_session_is_told_what_changes(ours: Side) -> None:
    draft = EventPage.objects.get(pk=ours.live.pk).get_latest_revision_as_object()
    draft.title, draft.venue_name = "Autre titre", "Salle <b>basse</b>"
    submit(draft, ours.user)
    reader = browser_of(moderator())
    title, place = changes_told(reader, draft)
    assert title == "Titre : Armorique public devient Autre titre"
    assert place.endswith("devient Salle <b>basse</b>, 35000 Rennes")  # as text, never as markup
    page = reader.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    compared = reverse("wagtailadmin_pages:revisions_compare", args=[draft.pk, "live", "latest"])
    assert compared in page
    assert reader.get(compared).status_code == 200
    assert changes_told(browser_of(ours.user), draft) == [title, place]
    TaskState.objects.get(workflow_state__object_id=str(draft.pk)).reject(user=superuser(), comment="Où ?")
    assert changes_told(browser_of(ours.user), draft) == [title, place]


def test_nothing_changes_of_what_is_not_published_yet(ours: Side) -> None:
    submitted(ours)
    assert changes_told(browser_of(moderator()), ours.draft) == []
