"""An event on which people count is cancelled, not removed."""

import pytest
from django.db import transaction
from django.db.models import ProtectedError

from events.models import EventPage
from events.registrations.models import Registration
from events.registrations.removal import refuse_removal
from tests.conference.factories import make_site_tree

from .factories import RegistrationFactory, open_event

pytestmark = pytest.mark.django_db


def test_the_number_is_named_and_another_way_offered() -> None:
    event = open_event(title="Rencontre d’automne")
    for _ in range(2):
        RegistrationFactory(event=event)

    sentence = refuse_removal(event)

    assert sentence is not None
    assert "2 inscriptions" in sentence
    assert "«\xa0Rencontre d’automne\xa0»" in sentence
    assert "«\xa0Annuler l’événement\xa0»" in sentence
    assert "1 inscription\xa0" not in sentence


def test_what_holds_such_an_event_is_refused_too_and_its_neighbours_are_not() -> None:
    tree = make_site_tree()
    RegistrationFactory(event=open_event(parent=tree.regions["bretagne"].agenda))
    assert refuse_removal(tree.regions["bretagne"].page)
    assert refuse_removal(tree.home)
    assert refuse_removal(tree.regions["la-reunion"].page) is None
    assert refuse_removal(open_event()) is None


def test_the_database_refuses_as_well() -> None:
    event = RegistrationFactory().event
    for page in (event, event.get_parent()):
        with pytest.raises(ProtectedError), transaction.atomic():
            page.delete()
    assert EventPage.objects.filter(pk=event.pk).exists()
    assert Registration.objects.count() == 1


def test_an_event_without_registrations_goes_with_its_settings_and_gate() -> None:
    event = open_event()
    event.delete()
    assert not EventPage.objects.exists()
