"""« Tableau de bord » of an event in the admin: what it says, who may act, and what each page says before."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core import mail as mails
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.lifecycle import Postpone
from events.models import EventFormat, EventOperation, EventPage, EventStatus
from events.operations import operate
from events.registrations.models import BeyondReason, Mode, Registration, RegistrationMail
from events.registrations.notices import notice_waiting
from events.registrations.seats.gates import SetCapacity
from events.wording import day
from tests.admin_forms import page_form
from tests.conference.regions.people import browser_of, superuser
from tests.events.factories import at as moment_at
from tests.events.registrations.pages import words

from ..desk import Desk, make_desk
from ..factories import RegistrationFactory, open_event
from ..publishing import publish, run_queue_once_news_leave

pytestmark = pytest.mark.django_db
LATER = timezone.localdate() + timedelta(days=60)


@pytest.fixture
def desk() -> Desk:
    made = make_desk()
    publish(made.event)
    made.event.refresh_from_db()
    return made


def at(name: str, event: EventPage, *more: int) -> str:
    return reverse(f"event_{name}", args=[event.pk, *more])


def test_the_board_says_state_seats_mails_and_what_is_missing(desk: Desk) -> None:
    RegistrationMail.objects.create(
        registration=desk.registration,
        event=desk.event,
        kind=RegistrationMail.Kind.TICKET,
        to=desk.registration.email,
        state=RegistrationMail.State.SENT,
        sent_at=timezone.now(),
    )
    EventPage.objects.filter(pk=desk.event.pk).update(format=EventFormat.HYBRID)
    said = words(desk.owner.get(at("board", desk.event)))
    assert "1 place prise sur 3, reste 2." in said
    assert "Billet : 1 courriel parti" in said
    assert "Le lien de connexion manque" in said
    for verb in (
        "Fermer les inscriptions",
        "Places ouvertes",
        "Reporter",
        "Passer en ligne",
        "Annuler l’événement",
    ):
        assert verb in said


def test_the_team_reads_whom_to_ring_where_an_event_is_cancelled(desk: Desk) -> None:
    by_phone = RegistrationFactory(event=desk.event)
    Registration.objects.filter(pk=by_phone.pk).update(email="", email_key="", phone="02 99 00 00 00")
    asked = words(desk.owner.get(at("cancel", desk.event)))
    assert "1 personne sera prévenue par courriel. 1 personne sans courriel est à appeler." in asked
    done = desk.owner.post(at("cancel", desk.event), {"reason": "Salle fermée."}, follow=True)
    assert "Le courriel part le" in words(done)
    assert notice_waiting(desk.event).recipients == [desk.registration.pk]


def test_the_page_that_changes_the_open_places_counts_those_alone(desk: Desk) -> None:
    RegistrationFactory(event=desk.event, mode=Mode.ONLINE)
    RegistrationFactory(event=desk.event, beyond=BeyondReason.GUEST)
    assert "1 place est prise." in words(desk.owner.get(at("capacity", desk.event)))


@pytest.mark.parametrize(
    ("capacity", "said"),
    [(3, "1 place prise sur 3, reste 2."), (None, "1 place prise, reste 3.")],
)
def test_the_board_and_the_list_say_how_full_the_room_is(desk: Desk, capacity, said) -> None:
    desk.event.registration_settings.update(capacity=capacity, ceiling=5)
    RegistrationFactory(event=desk.event, beyond="invite")
    for address in (at("board", desk.event), f"{reverse('inscriptions:index')}?event={desk.event.pk}"):
        page = words(desk.owner.get(address))
        assert said in page
        assert "2 personnes pour une jauge de 5" in page


def test_another_region_s_board_does_not_exist(desk: Desk) -> None:
    done = operate(desk.event, SetCapacity(capacity=9), by=None, now=timezone.now())
    names = ("board", "capacity", "closing", "link", "postpone", "move_online", "stop_mails")
    for url in [*(at(name, desk.event) for name in names), at("undo", desk.event, done.pk)]:
        assert desk.stranger.get(url).status_code == 404
        assert desk.stranger.post(url, {"capacity": 1, "known": "later"}).status_code == 404
        assert desk.mate.get(url).status_code == 200
    assert EventOperation.objects.get().undone_at is None
    elsewhere = open_event(parent=desk.event.get_parent().specific)
    assert desk.owner.get(at("undo", elsewhere, done.pk)).status_code == 404


def test_the_editor_the_explorer_and_the_list_lead_to_the_board(desk: Desk) -> None:
    board = at("board", desk.event)
    assert board in desk.owner.get(reverse("wagtailadmin_pages:edit", args=[desk.event.pk])).content.decode()
    above = reverse("wagtailadmin_explore", args=[desk.event.get_parent().pk])
    assert board in desk.owner.get(above, follow=True).content.decode()


def test_a_relay_that_submits_acts_at_once_on_its_live_session(desk: Desk) -> None:
    """S20: nothing waits for moderation."""
    assert not desk.event.permissions_for_user(User.objects.get(username="relais-bretagne")).can_publish()
    for number in range(2):
        RegistrationFactory(event=desk.event, last_name=f"Kermarrec {number}")
    assert "complet" in words(desk.owner.get(at("board", desk.event)))
    answer = desk.owner.post(at("capacity", desk.event), {"capacity": "4"}, follow=True)
    assert "Le nombre de places est changé." in words(answer)
    assert "Nombre de places changé : 3, puis 4" in words(answer)
    assert desk.event.registration_settings.get().capacity == 4
    by_hand = {
        "event": desk.event.pk,
        "first_name": "Soizic",
        "last_name": "Le Bris",
        "email": "soizic@exemple.invalid",
    }
    desk.owner.post(reverse("inscriptions:add"), by_hand)
    assert desk.event.registrations.filter(email="soizic@exemple.invalid").exists()


def test_each_verb_says_how_many_are_told_and_shows_the_mail_before(desk: Desk) -> None:
    asked = words(desk.owner.get(at("postpone", desk.event)))
    assert "1 personne sera prévenue par courriel." in asked
    assert f"Reporté : {desk.event.title}" in asked
    assert "Nolwenn" not in asked  # nothing of anybody real
    typed = {
        "known": "known",
        "start": f"{LATER:%d/%m/%Y}",
        "start_hour": "8 h 30",
        "reason": "La salle est prise.",
    }
    shown = words(desk.owner.post(at("postpone", desk.event), typed | {"preview": "1"}))
    assert f"maintenant : {day(LATER)}".replace("\xa0", " ") in shown
    assert "La salle est prise." in shown
    assert not EventOperation.objects.exists()

    answer = words(desk.owner.post(at("postpone", desk.event), typed, follow=True))
    assert "Le courriel part le" in answer
    desk.event.refresh_from_db()
    assert desk.event.status == EventStatus.POSTPONED
    assert desk.event.start == moment_at(f"{LATER}", "08:30")


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("postpone", {"known": "known"}, "Donnez le nouveau début"),
        ("postpone", {"known": "known", "start": "31/11/2099", "start_hour": "9 h"}, "31"),
        (
            "postpone",
            {"known": "known", "start": "01/12/2020", "start_hour": "9 h"},
            "La nouvelle date est passée",
        ),
        ("capacity", {"capacity": "beaucoup"}, "Écrivez un nombre entier"),
        ("capacity", {"capacity": "0"}, "au moins une place"),
        ("capacity", {"capacity": "9" * 30}, "laissez vide"),
        ("closing", {"closes_at": "01/01/2031", "closes_at_hour": "9 h"}, "avant la fin de l’événement"),
        ("move_online", {"online_url": "pas un lien"}, "Ce n’est pas une adresse"),
        ("cancel", {"reason": " "}, "Dites pourquoi"),
    ],
)
def test_what_is_badly_typed_is_said_at_its_field_and_changes_nothing(desk, name, typed, sentence) -> None:
    answer = desk.owner.post(at(name, desk.event), typed)
    page = BeautifulSoup(answer.content, "html.parser")
    errors = " ".join(each.get_text(" ") for each in page.select("[data-field-errors] .error-message"))
    assert sentence in errors.replace("\xa0", " ")
    assert not EventOperation.objects.exists()


def test_an_operation_is_undone_from_the_board_before_anybody_is_told(desk: Desk) -> None:
    desk.owner.post(at("cancel", desk.event), {"reason": "Neige."})
    board = words(desk.owner.get(at("board", desk.event)))
    assert "Le courriel part le" in board
    assert "Annuler cette opération" in board
    undo = at("undo", desk.event, EventOperation.objects.get().pk)
    assert "personne n’en saura rien" in words(desk.owner.get(undo))
    assert "L’opération est annulée." in words(desk.owner.post(undo, follow=True))
    run_queue_once_news_leave()
    assert mails.outbox == []
    desk.event.refresh_from_db()
    assert desk.event.status == EventStatus.SCHEDULED


def test_undoing_says_who_learnt_of_it_meanwhile(desk: Desk) -> None:
    desk.owner.post(at("capacity", desk.event), {"capacity": 50})
    desk.owner.post(at("cancel", desk.event), {"reason": "Neige."})
    undo = at("undo", desk.event, EventOperation.objects.latest("at").pk)
    RegistrationFactory(event=desk.event)
    assert "1 inscription, reçue ou informée depuis, est prévenue" in words(desk.owner.get(undo))


def test_an_operation_of_another_version_of_the_site_is_told_and_never_undone(desk: Desk) -> None:
    done = operate(desk.event, SetCapacity(capacity=5), by=None, now=timezone.now())
    EventOperation.objects.filter(pk=done.pk).update(verb="unheard-of")
    assert "unheard-of" in words(desk.owner.get(at("board", desk.event)))
    undo = at("undo", desk.event, done.pk)
    assert desk.owner.get(undo).status_code == 200
    assert "ne peut plus être annulée" in words(desk.owner.post(undo, follow=True))


def test_publishing_says_before_and_after_how_many_are_told_and_the_board_stops_it(desk: Desk) -> None:
    """S18."""
    publisher = browser_of(superuser())
    edit = reverse("wagtailadmin_pages:edit", args=[desk.event.pk])
    assert "1 personne est inscrite : si vous publiez une autre date" in words(publisher.get(edit))
    data = page_form(publisher, edit) | {"venue_name": "Halle", "action-publish": "1"}
    assert "Le courriel part le" in words(publisher.post(edit, data, follow=True))
    stop = at("stop_mails", desk.event)
    assert stop in desk.owner.get(at("board", desk.event)).content.decode()
    desk.owner.post(stop)
    assert notice_waiting(desk.event) is None
    run_queue_once_news_leave()
    assert mails.outbox == []


def test_the_mails_of_an_operation_are_not_stopped_without_it(desk: Desk) -> None:
    desk.owner.post(at("cancel", desk.event), {"reason": "Neige."})
    stop = at("stop_mails", desk.event)
    assert stop not in desk.owner.get(at("board", desk.event)).content.decode()
    assert "une opération" in words(desk.owner.post(stop))
    assert notice_waiting(desk.event) is not None


def test_an_online_session_without_its_link_says_when_it_comes(desk: Desk, client) -> None:
    """S3."""
    event = open_event(
        online=True,
        online_url="",
        parent=desk.event.get_parent().specific,
        start=moment_at("2099-12-15"),
        end=moment_at("2099-12-15", "16:00"),
    )
    publish(event)

    def public() -> str:
        return " ".join(client.get(event.get_url()).content.decode().replace("\xa0", " ").split())

    assert "le lien sera envoyé aux personnes inscrites avant le mardi 15 décembre 2099" in public()
    assert "Le lien de connexion manque" in words(desk.owner.get(at("board", event)))
    desk.owner.post(at("link", event), {"online_url": "https://visio.invalid/salon"})
    assert "le lien est envoyé aux personnes inscrites" in public()
    assert "Le lien de connexion manque" not in words(desk.owner.get(at("board", event)))
    publisher = browser_of(superuser())
    edit = reverse("wagtailadmin_pages:edit", args=[event.pk])
    data = page_form(publisher, edit) | {"online_url": "", "action-publish": "1"}
    assert "Le lien de connexion manque" in words(publisher.post(edit, data, follow=True))


def test_a_board_with_thirty_operations_asks_as_many_questions_as_with_one(desk: Desk) -> None:
    asked = []
    operate(desk.event, SetCapacity(capacity=10), by=None, now=timezone.now())
    desk.owner.get(at("board", desk.event))
    for number in (0, 29):
        for seats in range(number):
            operate(desk.event, SetCapacity(capacity=20 + seats), by=None, now=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            desk.owner.get(at("board", desk.event))
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 30


def test_a_postponed_session_takes_registrations_again_once_its_day_is_known(desk: Desk) -> None:
    operate(desk.event, Postpone(start=None), by=None, now=timezone.now())
    board = words(desk.owner.get(at("board", desk.event)))
    assert "reporté" in board.lower()
    known = {"known": "known", "start": f"{LATER:%d/%m/%Y}", "start_hour": "8:30", "reason": ""}
    desk.owner.post(at("postpone", desk.event), known)
    assert "dernières places" in words(desk.owner.get(at("board", desk.event)))
