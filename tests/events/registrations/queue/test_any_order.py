"""Whatever people and the team do, in whatever order: seats, offers and ranks stay right."""

import pytest
from django.contrib.auth.models import User
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from .machine import QueueMachine
from .people import full_event


@pytest.mark.django_db
def test_seats_offers_and_ranks_stay_right_in_any_order() -> None:
    QueueMachine.event = full_event(capacity=0)
    QueueMachine.team = User.objects.create(username="equipe")
    run_state_machine_as_test(
        QueueMachine, settings=settings(max_examples=settings().max_examples // 2, stateful_step_count=30)
    )
