"""A measure is found by its number alone."""

import pytest
from django.test import Client

from tests.conference.factories import make_site_tree
from tests.measures.factories import make_measures

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/mesures/9", "/mesures/9/"])
def test_a_number_leads_to_its_measure_in_one_step(client: Client, address: str) -> None:
    make_site_tree(regions=())
    measure = make_measures(9)[9]
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, measure.get_absolute_url())


@pytest.mark.parametrize("address", ["/mesures/9", "/mesures/9/", "/mesures/9-un-nom-d-avant/"])
def test_the_date_that_is_asked_for_comes_along(client: Client, address: str) -> None:
    make_site_tree(regions=())
    measure = make_measures(9)[9]
    answer = client.get(f"{address}?au=2021-01-01")
    assert (answer.status_code, answer["Location"]) == (301, f"{measure.get_absolute_url()}?au=2021-01-01")


def test_a_number_without_a_measure_leads_nowhere(client: Client) -> None:
    make_site_tree(regions=())
    make_measures(8)
    for address in ("/mesures/9/", "/mesures/22", "/mesures/0"):
        assert client.get(address, follow=True).status_code == 404
