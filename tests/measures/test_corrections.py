"""A visitor reports an error or asks for a right of reply; the team answers; the name is forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conference.accounts.models import AccountMail
from conference.platform.tasks.schedule import DAY, chores_of, discover_chores
from home.models import ContentPage
from measures.corrections import AlreadyAnswered, answer, erase_answered, receive
from measures.models import CorrectionMail, CorrectionRequest, Measure, MeasuresPage
from tests.conference.factories import RegionFactory, make_site_tree
from tests.conference.regions.people import browser_of, communicator, relay
from tests.measures.factories import MeasureFactory, ProgressFactory, ReviewFactory
from tests.queries import check_few, page_queries

pytestmark = pytest.mark.django_db
URL = "/mesures/signaler/"
FRIDAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
TYPED = {"kind": "error", "text": "La date est fausse.", "name": "Camille", "email": "camille@exemple.fr"}


@pytest.fixture
def measure() -> Measure:
    make_site_tree()
    return MeasureFactory(number=3)


def sent(measure: Measure, *, now: datetime = FRIDAY, **typed: str) -> CorrectionRequest:
    return receive(measure, **TYPED | typed, address="", now=now)


def test_an_error_is_reported_without_a_name(client: Client, measure: Measure) -> None:
    response = client.post(f"{URL}?mesure=3", {"kind": "error", "text": "La date est fausse."})
    assert (response.status_code, response["Location"]) == (303, "/mesures/signaler/merci/?demande=error")
    request = CorrectionRequest.objects.get()
    assert (request.measure, request.kind, request.text) == (measure, "error", "La date est fausse.")
    page = client.get(response["Location"])
    assert "5\xa0jours" in page.content.decode() or "5 jours" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert not CorrectionMail.objects.exists()


def test_the_form_stands_alone_and_no_cache_stores_it(measure: Measure) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"{URL}?mesure=3")
    assert "no-store" in page["Cache-Control"]
    assert "3. Titre court 3" in page.content.decode()
    assert client.post(f"{URL}?mesure=3", TYPED).status_code == 403
    assert not CorrectionRequest.objects.exists()


def test_the_form_asks_few_questions(client: Client, measure: Measure) -> None:
    for url in (URL, f"{URL}?mesure=3", "/mesures/signaler/merci/"):
        check_few(page_queries(client, url), most=12, of=url)


def test_a_right_of_reply_has_somebody_who_asks(client: Client, measure: Measure) -> None:
    page = client.post(f"{URL}?mesure=3", {"kind": "reply", "text": "Je réponds."})
    soup = BeautifulSoup(page.content, "html.parser")
    assert soup.select_one("#id_name_error") is not None
    assert soup.select_one("#id_email_error") is not None
    assert soup.find("textarea").text.strip() == "Je réponds."
    assert not CorrectionRequest.objects.exists()


def test_it_is_about_a_measure_a_review_or_a_note(client: Client, measure: Measure) -> None:
    review, note = ReviewFactory(), ProgressFactory(measure=measure, text="Un secret du texte.")
    for asked in (f"bilan={review.slug}", f"avancee={note.uuid}"):
        page = client.get(f"{URL}?{asked}")
        assert page.status_code == 200
        assert "Un secret" not in page.content.decode()
        assert client.post(f"{URL}?{asked}", TYPED).status_code == 303
    assert {request.subject for request in CorrectionRequest.objects.all()} == {review, note}


def test_without_a_subject_one_chooses_the_measure(client: Client, measure: Measure) -> None:
    assert "Choisissez la mesure." in client.post(URL, TYPED).content.decode()
    for number in ("22", "x", "9" * 40):
        assert client.post(URL, TYPED | {"measure": number}).status_code == 200
    assert client.post(URL, TYPED | {"measure": "3"}).status_code == 303
    assert CorrectionRequest.objects.get().measure == measure


@pytest.mark.parametrize(
    "asked",
    [
        "mesure=22",
        "mesure=x",
        "mesure=" + "9" * 40,
        "bilan=inconnu",
        "avancee=x",
        "avancee=7d6ad3a4-6d0a-4b8e-b7ea-98e0a5ae8b2b",
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, measure: Measure, asked: str) -> None:
    assert client.get(f"{URL}?{asked}").status_code == 404
    assert client.post(f"{URL}?{asked}", TYPED).status_code == 404


def test_what_visitors_do_not_see_is_not_found(client: Client, measure: Measure) -> None:
    draft, review = ProgressFactory(measure=measure, published_at=None), ReviewFactory(live=False)
    for asked in (f"avancee={draft.uuid}", f"bilan={review.slug}"):
        assert client.get(f"{URL}?{asked}").status_code == 404


def test_it_is_due_in_working_days(measure: Measure) -> None:
    assert sent(measure).due_on == date(2026, 11, 27)
    assert sent(measure, kind="reply").due_on == date(2026, 11, 25)


def test_the_visitor_and_the_team_are_written_to(measure: Measure) -> None:
    team = communicator()
    team.email = "equipe@exemple.fr"
    team.save()
    request = sent(measure)
    receipt = CorrectionMail.objects.get()
    assert (receipt.kind, receipt.to) == ("receipt", "camille@exemple.fr")
    rendered = receipt.render(now=FRIDAY)
    assert "vendredi 27 novembre 2026" in rendered.text
    assert "La date est fausse" not in rendered.text + rendered.html  # anybody may have typed the address
    notice = AccountMail.objects.get(kind="notice")
    assert notice.to == "equipe@exemple.fr"
    assert f"/demandes-de-correction/inspect/{request.pk}/" in notice.text
    assert "Camille" not in notice.text


def test_the_same_visitor_is_asked_to_wait(client: Client, measure: Measure, settings) -> None:
    settings.LIMITS = settings.LIMITS | {"correction_mail": (1, 3600)}
    assert client.post(f"{URL}?mesure=3", TYPED).status_code == 303
    page = client.post(f"{URL}?mesure=3", TYPED)
    assert page.status_code == 429
    assert int(page["Retry-After"]) > 0
    assert "La date est fausse." in page.content.decode()
    assert CorrectionRequest.objects.count() == 1


def test_the_answer_is_sent_once(measure: Measure) -> None:
    request, by = sent(measure), communicator()
    answer(request, text="C’est corrigé.", by=by, now=FRIDAY + timedelta(days=1))
    mails = CorrectionMail.objects.filter(kind="answer")
    assert "C’est corrigé." in mails.get().render(now=FRIDAY).text
    with pytest.raises(AlreadyAnswered):
        answer(request, text="Encore.", by=by, now=FRIDAY)
    assert mails.count() == 1
    assert CorrectionRequest.objects.get().answer == "C’est corrigé."


def test_who_asked_is_forgotten_some_months_after_the_answer(measure: Measure, settings) -> None:
    settings.CORRECTION_RETENTION_MONTHS = 6
    answered, open_one = sent(measure), sent(measure)
    answer(answered, text="C’est fait.", by=communicator(), now=FRIDAY)
    CorrectionMail.objects.update(text="Bonjour Camille")
    assert erase_answered(now=datetime(2027, 5, 19, tzinfo=UTC)) == 0
    discover_chores()
    chores_of(DAY)["measures.chores.forget_who_asked_for_corrections"](now=datetime(2027, 5, 21, tzinfo=UTC))
    answered.refresh_from_db()
    assert (answered.name, answered.email, answered.answer) == ("", "", "C’est fait.")
    assert {(each.to, each.text) for each in answered.mails.all()} == {("", "")}
    open_one.refresh_from_db()
    assert open_one.name == "Camille"
    assert {each.to for each in open_one.mails.all()} == {"camille@exemple.fr"}


def test_the_form_says_how_long_it_is_kept(client: Client, measure: Measure, settings) -> None:
    settings.CORRECTION_RETENTION_MONTHS = 7
    parent = MeasuresPage.objects.get().get_parent()
    parent.add_child(instance=ContentPage(title="D", slug="donnees", role=ContentPage.Role.PRIVACY))
    for page in (f"{URL}?mesure=3", "/donnees/"):
        assert "7 mois après la réponse" in " ".join(
            BeautifulSoup(client.get(page).content, "html.parser").get_text().split()
        ).replace("\xa0", " ")


def at(name: str, *args: object) -> str:
    return reverse(f"demandes-de-correction:{name}", args=args)


def test_the_team_reads_and_answers(measure: Measure) -> None:
    team = browser_of(communicator())
    late = sent(measure, now=timezone.now() - timedelta(days=30), text="Ancienne demande.")
    new = sent(measure, now=timezone.now())
    html = team.get(at("index")).content.decode()
    assert html.index(at("inspect", late.pk)) < html.index(at("inspect", new.pk))
    assert "en retard depuis" in html
    filtered = team.get(at("index"), {"late": "true"}).content.decode()
    assert at("inspect", new.pk) not in filtered
    page = BeautifulSoup(team.get(at("inspect", late.pk)).content, "html.parser")
    assert "Ancienne demande." in page.main.text
    assert {link["href"] for link in page.select("main dd a")} >= {
        measure.get_absolute_url(),
        reverse(Measure.snippet_viewset.get_url_name("edit"), args=[measure.pk]),
    }
    assert "Dites ce qui a été fait." in team.post(at("answer", late.pk)).content.decode()
    team.post(at("answer", late.pk), {"answer": "C’est corrigé."})
    assert "C’est corrigé." in team.get(at("inspect", late.pk)).content.decode()
    assert "déjà traitée" in team.post(at("answer", late.pk), {"answer": "x"}).content.decode()
    for name in ("new", "edit", "delete"):
        assert team.get(f"{at('index')}{name}/{late.pk}/").status_code == 404


def test_the_desk_shows_what_waits_and_what_is_late(measure: Measure) -> None:
    by = communicator()
    team, done = browser_of(by), sent(measure)
    answer(done, text="Fait.", by=by, now=timezone.now())
    sent(measure, now=timezone.now())
    sent(measure, now=timezone.now() - timedelta(days=30), kind="reply")
    soup = BeautifulSoup(team.get("/admin/").content, "html.parser")
    rows = [" ".join(row.get_text(" ").split()) for row in soup.select("#demandes-de-correction .desk-row")]
    assert ["délai dépassé" in row for row in rows] == [True, False]
    assert "demander un droit de réponse" in rows[0]


def test_a_relay_sees_no_request(measure: Measure) -> None:
    request = sent(measure)
    client = browser_of(relay(RegionFactory()))
    for url in (at("index"), at("inspect", request.pk), at("answer", request.pk)):
        assert client.get(url).status_code in (302, 403)
        assert client.post(url, {"answer": "x"}).status_code in (302, 403, 405)
    assert CorrectionRequest.objects.get().answered_at is None
    assert mail.outbox == []
