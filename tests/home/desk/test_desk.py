"""The home of the admin: what waits, for the national teams; a panel shows nothing of another region."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, TaskState, Workflow

from conference.core.models import Picture
from conference.core.times.delays import after_working_days
from conference.regions.rights import REVIEW
from events.models import EventPage
from events.registrations.models import Registration
from home.desk.board import Board, Reader
from home.desk.submissions import open_submissions
from home.desk.wagtail_hooks import NATIONAL
from home.models import ContentPage, HomePage
from measures.models import CorrectionRequest, Measure
from tests.conference.core.shown import make_picture
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import administrator, browser_of, communicator, moderator
from tests.conference.regions.world import make_sides, make_world
from tests.events.factories import EventPageFactory
from tests.events.registrations.factories import RegistrationFactory, RegistrationSettingsFactory
from tests.events.registrations.questions.factories import wish_at
from tests.measures.factories import make_measures
from tests.queries import check_few, check_same, page_queries, queries_of

pytestmark = pytest.mark.django_db
FRAME = 13  # of any page of the admin: session, account, rights, menu; then the site that the home page names


def submit(event: EventPage, user: User) -> TaskState:
    """Submit ``event`` as its author does."""
    event.save_revision(user=user)
    return Workflow.objects.get(name=REVIEW).start(event, user).current_task_state


def desk_of(user: User) -> BeautifulSoup:
    return BeautifulSoup(browser_of(user).get("/admin/").content, "html.parser")


def panel(soup: BeautifulSoup, name: str) -> list[str]:
    """The rows of a panel, as they are read."""
    return [" ".join(row.get_text(" ").split()) for row in soup.select(f"#{name} .desk-row")]


def board_of(user: User) -> str:
    return Board(Reader(user, now=timezone.now()), NATIONAL).render_html(
        {"request": RequestFactory().get("/")}
    )


def test_what_was_submitted_is_shown_soonest_event_first_with_who_where_and_until_when() -> None:
    ours, theirs = make_sides()
    moderation = moderator()
    later = EventPageFactory(title="Plus tard", slug="plus-tard", parent=ours.tree.agenda, live=False)
    later.start += timedelta(days=20)
    submit(later, ours.user)
    submit(EventPage.objects.get(pk=theirs.draft.pk), theirs.user)
    rows = panel(desk_of(moderation), "a-moderer")
    assert [row.split(" La ")[0].split(" Bretagne")[0] for row in rows] == ["Piton brouillon", "Plus tard"]
    assert "La Réunion" in rows[0]
    assert "soumis par relais-la-reunion" in rows[0]
    assert "réponse attendue avant le" in rows[0]
    assert "délai dépassé" not in rows[0]


def test_the_day_of_a_submitted_event_is_that_of_the_place_where_it_is_held() -> None:
    ours, _theirs = make_sides()
    evening = EventPage.objects.get(pk=ours.draft.pk)
    evening.time_zone = "America/Martinique"
    evening.start = datetime(2027, 1, 15, 20, tzinfo=ZoneInfo(evening.time_zone))  # in Paris, the 16th at 1
    evening.end = evening.start + timedelta(hours=2)
    submit(evening, ours.user)
    [row] = panel(desk_of(moderator()), "a-moderer")
    assert "le vendredi 15 janvier 2027" in row


def test_a_submission_older_than_two_working_days_is_told_twice() -> None:
    ours, _theirs = make_sides()
    state = submit(EventPage.objects.get(pk=ours.draft.pk), ours.user)
    TaskState.objects.filter(pk=state.pk).update(started_at=timezone.now() - timedelta(days=9))
    soup = desk_of(moderator())
    assert "délai dépassé" in panel(soup, "a-moderer")[0]
    assert "la modération n’a pas répondu" in panel(soup, "sans-reponse")[0]


def test_a_change_asked_for_and_not_made_is_told_after_a_week() -> None:
    ours, _theirs = make_sides()
    moderation = moderator()
    state = submit(EventPage.objects.get(pk=ours.draft.pk), ours.user)
    state.reject(user=moderation, comment="Où ?")
    assert panel(desk_of(moderation), "sans-reponse") == []
    TaskState.objects.filter(pk=state.pk).update(finished_at=timezone.now() - timedelta(days=8))
    soup = desk_of(moderation)
    assert "modification demandée" in panel(soup, "sans-reponse")[0]
    assert panel(soup, "a-moderer") == []


def test_working_days_pass_over_the_week_end_and_holidays() -> None:
    friday = datetime(2026, 12, 4, 9, tzinfo=UTC)
    assert timezone.localtime(after_working_days(friday, 2)).date().isoformat() == "2026-12-08"
    before_easter = datetime(2027, 3, 26, 9, tzinfo=UTC)  # Easter Monday is the 29th
    assert timezone.localtime(after_working_days(before_easter, 1)).date().isoformat() == "2027-03-30"
    before_christmas = datetime(2026, 12, 24, 9, tzinfo=UTC)
    assert timezone.localtime(after_working_days(before_christmas, 1)).date().isoformat() == "2026-12-28"


def test_the_desk_says_in_words_that_nothing_waits() -> None:
    make_site_tree(regions=("bretagne",))
    soup = desk_of(communicator())
    assert "Rien n’attend votre relecture." in soup.select_one("#a-moderer").get_text()
    assert {section["id"] for section in soup.select(".desk-panel") if not section.select(".desk-row")} == {
        "a-moderer",
        "sans-reponse",
        "demandes-de-correction",
        "sessions",
        "inscriptions",
        "amenagements",
        "programme",
        "brouillons",
        "mesures-incompletes",
        "sans-changement",
        "images-sans-description",
        "videos-sans-sous-titres",
    }


def test_sessions_tell_their_seats_and_registrations_their_weeks() -> None:
    tree = make_site_tree(regions=("bretagne",))
    event = EventPageFactory(title="Bientôt", parent=tree.regions["bretagne"].agenda)
    event.start = timezone.now() + timedelta(days=5)
    event.end = event.start + timedelta(hours=2)
    event.save()
    RegistrationSettingsFactory(event=event, capacity=40)
    reader = communicator()
    [session] = panel(desk_of(reader), "sessions")
    assert "aucune place prise sur 40" in session  # zero is singular in French
    RegistrationFactory(event=event)
    soup = desk_of(reader)
    [session] = panel(soup, "sessions")
    assert "1 place prise sur 40" in session
    assert "Bretagne" in session
    [week] = panel(soup, "inscriptions")
    assert "1 inscription" in week


def test_more_weeks_of_registrations_than_the_panel_shows_are_one_click_away() -> None:
    tree = make_site_tree(regions=("bretagne",))
    event = EventPageFactory(parent=tree.regions["bretagne"].agenda)
    RegistrationSettingsFactory(event=event)
    today = timezone.localtime()
    for weeks in range(7):
        made = RegistrationFactory(event=event)
        # On the clock of Paris: a change of hour puts nobody in another week.
        Registration.objects.filter(pk=made.pk).update(created_at=today - timedelta(weeks=weeks))
    soup = desk_of(communicator())
    assert len(panel(soup, "inscriptions")) == 6
    assert (
        soup.select_one("#inscriptions .desk-panel__others").get_text(strip=True) == "Toutes les inscriptions"
    )


def test_drafts_schedules_and_pictures_are_shown() -> None:
    _ours, _theirs, national = make_world()
    page = Page.objects.get(pk=national.live.pk)
    page.expire_at = timezone.now() + timedelta(days=3)
    page.save()
    later = EventPage.objects.get(pk=national.draft.pk)
    later.go_live_at = timezone.now() + timedelta(days=2)
    later.save_revision().publish()
    soup = desk_of(national.user)
    programme = panel(soup, "programme")
    assert len(programme) == 2
    assert "paraît le" in programme[0]
    assert "quitte le site le" in programme[1]
    assert any("Hexagone corrigé en secret" in row for row in panel(soup, "brouillons"))
    assert any("Hexagone image" in row for row in panel(soup, "images-sans-description"))
    Picture.objects.update(is_decorative=True)  # nothing to say of them
    assert panel(desk_of(national.user), "images-sans-description") == []
    Picture.objects.update(is_decorative=False, description="Une place, un marché.")
    assert panel(desk_of(national.user), "images-sans-description") == []


def show_video(page: Page, *, title: str, coming_on: date | None) -> None:
    value = {"title": title, "poster": make_picture().pk, "coming_on": coming_on and str(coming_on)}
    page.body = [{"type": "video", "value": value}]
    page.save()
    ReferenceIndex.create_or_update_for_object(page)  # as the worker does


def test_a_video_whose_captions_were_promised_is_told_until_they_are_there() -> None:
    ours, theirs, national = make_world()
    today = timezone.localdate()
    show_video(EventPage.objects.get(pk=ours.live.pk), title="Tard", coming_on=today - timedelta(days=1))
    show_video(EventPage.objects.get(pk=theirs.live.pk), title="Bientôt", coming_on=today + timedelta(days=3))
    show_video(EventPage.objects.get(pk=national.live.pk), title="Entier", coming_on=None)
    late, soon = panel(desk_of(national.user), "videos-sans-sous-titres")
    assert late.startswith("Tard")
    assert "jour passé" in late
    assert soon.startswith("Bientôt")
    assert "promis pour le" in soon
    assert "jour passé" not in soon
    assert "Tard" in board_of(ours.user)
    EventPage.objects.get(pk=theirs.live.pk).unpublish()
    assert len(panel(desk_of(national.user), "videos-sans-sous-titres")) == 1


def test_the_verbs_lead_where_the_person_may_write() -> None:
    make_site_tree(regions=("bretagne",))
    links = {
        link.get_text(strip=True): link["href"] for link in desk_of(communicator()).select(".desk__verbs a")
    }
    assert links["Annoncer une session"] == "/admin/evenements/annoncer/"
    assert list(links)[-2:] == ["Mettre à jour une mesure", "Ajouter une ressource"]
    assert [link.get_text(strip=True) for link in desk_of(moderator()).select(".desk__verbs a")] == [
        "Mettre à jour une mesure"
    ]


def test_who_only_opens_accounts_keeps_wagtails_home() -> None:
    make_site_tree(regions=("bretagne",))
    assert desk_of(administrator()).select(".desk") == []


def test_a_relay_sees_in_these_panels_nothing_of_another_region() -> None:
    ours, theirs, national = make_world()
    for side in (ours, theirs, national):
        submit(EventPage.objects.get(pk=side.draft.pk), side.user)
        Page.objects.filter(pk=side.live.pk).update(expire_at=timezone.now() + timedelta(days=3))
        later = EventPage.objects.get(pk=side.live.pk)
        later.go_live_at = timezone.now() + timedelta(days=2)
        later.save_revision(user=ours.user).publish()
        later.save_revision(user=ours.user)
    html = board_of(ours.user)
    assert "Armorique" in html
    assert "Piton" not in html
    assert "Hexagone" not in html
    assert "La Réunion" not in html
    assert len(open_submissions(Reader(ours.user, now=timezone.now()).scope)) == 1


def test_the_desk_asks_few_queries_and_as_many_with_thirty_rows() -> None:
    ours, _theirs, national = make_world()
    client, user = browser_of(national.user), national.user

    def fill(count: int) -> None:
        """So many rows for each of the panels, and for the weeks of registrations."""
        now = timezone.now()
        for number in range(count):
            event = EventPageFactory(parent=ours.tree.agenda, slug=f"plein-{count}-{number}", owner=user)
            event.start, event.end = now + timedelta(days=2), now + timedelta(days=2, hours=2)
            event.expire_at = now + timedelta(days=5)
            event.save()
            RegistrationSettingsFactory(event=event)
            wish_at(event)
            submit(event, user)
            show_video(event, title="Replay", coming_on=timezone.localdate())
            make_picture(description="")
        late = TaskState.objects.filter(pk__in=TaskState.objects.order_by("-pk")[: count // 2])
        late.update(started_at=now - timedelta(days=9))
        make_measures(*([1] if count == 1 else range(2, 22)))
        for _number in range(count):
            CorrectionRequest.objects.create(
                kind="error", measure=Measure.objects.get(number=1), text="Faux", due_on=now.date()
            )
        Measure.objects.update(latest_revision=None, last_published_at=now - timedelta(days=400))

    page = HomePage.objects.get().add_child(instance=ContentPage(title="Textes"))
    show_video(page, title="Autre", coming_on=timezone.localdate())  # of another type of pages
    fill(1)
    few, own = page_queries(client, "/admin/"), queries_of(lambda: board_of(user))
    fill(30)
    many = queries_of(lambda: board_of(user))
    for asked in (own, many):
        check_few(asked, most=15, of="the desk")  # beside the rights of the person, which every page reads
    check_same(own, many, of="the desk")
    # One more: the questions to approve stand beside the desk, as the mails that failed.
    check_few(few, most=FRAME + 16, of="the home of the admin")
    check_same(few, page_queries(client, "/admin/"), of="the home of the admin")
    assert [each["id"] for each in desk_of(user).select(".desk-panel") if not each.select(".desk-row")] == []
