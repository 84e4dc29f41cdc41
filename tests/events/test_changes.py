"""What differs between a published event and its draft, in words."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from conference.core.models import Resource
from events.changes import what_changed
from events.models import EventDocument, EventFormat, EventPage, Session, SessionSpeaker
from events.models.session import EventSpeaker
from events.registrations.changes import settings_changed
from events.registrations.models import EventQuestion, RegistrationSettings
from tests.events.factories import EventPageFactory, SessionFactory, SpeakerFactory, at
from tests.events.registrations.factories import RegistrationSettingsFactory
from tests.events.registrations.questions.factories import QuestionFactory
from tests.measures.factories import make_measures

pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> EventPage:
    event = EventPageFactory(title="Le littoral", start=at("2027-03-03", "09:00"))
    event.end = event.start + timedelta(hours=3)
    event.measures = list(make_measures(9).values())
    event.save()
    for hour, title in ((9, "Accueil"), (10, "Débat"), (11, "Conclusion")):
        session = SessionFactory(event=event, title=title, start=at("2027-03-03", f"{hour:02}:00"))
        Session.objects.filter(pk=session.pk).update(end=session.start + timedelta(hours=1))
    EventSpeaker.objects.create(event=event, speaker=SpeakerFactory(name="Camille"))
    RegistrationSettingsFactory(event=event, capacity=40)
    event = EventPage.objects.get(pk=event.pk)
    event.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)


def draft_of(event: EventPage) -> EventPage:
    """A draft to change, with what it holds in memory."""
    return event.save_revision().as_object()


def told(published: EventPage, draft: EventPage) -> list[str]:
    """As the moderators read it: the draft is filed and read again."""
    again = draft.save_revision().as_object()
    before = EventPage.objects.get(pk=published.pk)
    changes = [*what_changed(before, again), *settings_changed(before, again)]
    return [sentence.replace("\xa0", " ") for sentence in changes]


def test_nothing_is_told_of_a_draft_that_reads_the_same(published: EventPage) -> None:
    assert told(published, draft_of(published)) == []


def test_title_date_place_link_and_summary_are_told_with_both_values(published: EventPage) -> None:
    draft = draft_of(published)
    draft.title, draft.summary = "Le littoral breton", "Autrement."
    draft.start, draft.end = (moment + timedelta(days=7) for moment in (draft.start, draft.end))
    draft.format, draft.online_url = EventFormat.HYBRID, "https://visio.example.org/1"
    assert told(published, draft) == [
        "Titre : Le littoral devient Le littoral breton",
        "Date : mercredi 3 mars 2027, de 9 h à 12 h devient mercredi 10 mars 2027, de 9 h à 12 h",
        "Lieu : Maison commune, 35000 Rennes devient Maison commune, 35000 Rennes, et en ligne",
        "Lien de connexion : ajouté",
        "Résumé : « Une journée pour relier celles et ceux qui agissent. » devient « Autrement. »",
    ]


def test_the_programme_is_counted(published: EventPage) -> None:
    draft = draft_of(published)
    first, second, third = draft.sessions.all()
    draft.sessions.remove(first)
    for session in (second, third):
        session.start += timedelta(hours=1)
        session.end += timedelta(hours=1)
    third.title = "Pour conclure"
    for title in ("Café", "Visite"):
        draft.sessions.add(Session(title=title, start=at("2027-03-03", "14:00")))
    assert told(published, draft) == [
        "Programme : 2 temps ajoutés, 1 temps retiré, 2 temps déplacés d’une heure, 1 temps modifié"
    ]


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ({"days": 7}, "3 temps déplacés de 7 jours"),
        ({"days": 28}, "3 temps déplacés de 28 jours"),  # clocks change in between
        ({"minutes": -15}, "3 temps déplacés de 15 minutes"),
        ({"minutes": 90}, "3 temps déplacés de 1 h 30"),
    ],
)
def test_parts_that_move_alike_say_how_far(published: EventPage, by: dict, words: str) -> None:
    draft = draft_of(published)
    for session in draft.sessions.all():
        wall = session.start.astimezone(draft.zone) + timedelta(**by)  # as clocks on the wall show it
        session.start, session.end = wall, wall + timedelta(hours=1)
    [programme] = told(published, draft)
    assert programme == f"Programme : {words}"


def test_parts_that_move_each_their_way_are_only_counted(published: EventPage) -> None:
    draft = draft_of(published)
    for number, session in enumerate(draft.sessions.all()):
        session.start -= timedelta(minutes=5 * number)
    assert told(published, draft) == ["Programme : 2 temps déplacés"]


def test_people_and_measures_that_come_and_go_are_named(published: EventPage) -> None:
    draft = draft_of(published)
    draft.event_speakers.set([EventSpeaker(speaker=SpeakerFactory(name="Alix"))])
    part = draft.sessions.all()[0]
    part.session_speakers.add(SessionSpeaker(speaker=SpeakerFactory(name="Sacha")))
    draft.measures = list(make_measures(16).values())
    added, *others = told(published, draft)
    assert added == "Programme : 1 temps modifié"
    assert others[:2] == ["Personnes ajoutées : Alix, Sacha", "Personnes retirées : Camille"]
    assert others[2].startswith("Mesures ajoutées : 16")
    assert others[3].startswith("Mesures retirées : 9")


def test_documents_that_come_and_go_are_named(published: EventPage) -> None:
    slides, notes = (
        Resource.objects.create(title=title, file=ContentFile(b"x", name="a.txt"))
        for title in ("Diapos", "Notes")
    )
    EventDocument.objects.create(event=published, document=slides)
    published = EventPage.objects.get(pk=published.pk)
    draft = draft_of(published)
    draft.documents = [EventDocument(document=notes)]
    assert told(published, draft) == ["Documents ajoutés : Notes", "Documents retirés : Diapos"]


def test_what_has_no_sentence_of_its_own_is_named(published: EventPage) -> None:
    draft = draft_of(published)
    draft.kind, draft.contact_email = "atelier", "moi@example.org"
    draft.step_free, draft.filmed = "oui", True
    draft.body = [{"type": "paragraph", "value": "<p>Autrement.</p>"}]
    assert told(published, draft) == [
        "Type : rencontre devient atelier",
        "Contact : moi@example.org (ajout)",
        *told_others("suite", "accès de plain-pied", "filmée"),
    ]


def told_others(*names: str) -> list[str]:
    order = [str(field.verbose_name) for field in EventPage._meta.local_concrete_fields]
    return [f"Changé aussi : {', '.join(sorted(names, key=order.index))}"]


def test_what_else_is_asked_and_set_of_registrations_is_told(published: EventPage) -> None:
    diet, train = (QuestionFactory(label=label) for label in ("Votre repas", "Votre train"))
    EventQuestion.objects.create(event=published, question=diet)
    draft = draft_of(EventPage.objects.get(pk=published.pk))
    [settings] = draft.registration_settings.all()
    settings.ceiling, settings.waiting_list, settings.needs_approval = 60, not settings.waiting_list, True
    draft.registration_questions.set([EventQuestion(question=train)])
    assert told(published, draft) == [
        "Jauge de la salle : sans limite devient 60",
        "Inscriptions, changé aussi : liste d’attente, inscriptions à approuver",
        "Question ajoutée : Votre train",
        "Question retirée : Votre repas",
    ]


def test_capacity_closing_and_opening_are_told(published: EventPage) -> None:
    draft = draft_of(published)
    [settings] = draft.registration_settings.all()
    settings.capacity, settings.closes_at = 60, at("2027-03-01", "18:00")
    assert told(published, draft) == [
        "Places ouvertes : 40 devient 60",
        "Fin des inscriptions : au début devient lundi 1er mars 2027 à 18 h",
    ]
    settings.enabled, settings.capacity, settings.closes_at = False, None, None
    assert told(published, draft) == ["Inscriptions retirées", "Places ouvertes : 40 devient sans limite"]
    draft.registration_settings.set([])
    assert RegistrationSettings.objects.count() == 1
    assert told(published, draft)[0] == "Inscriptions retirées"
