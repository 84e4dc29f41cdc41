"""The fictional contributions of two regions: said fictional where they show, gone with the rest."""

import pytest
from django.test import Client

from home.demo.remove import remove_demo
from measures.models import RegionalContribution

pytestmark = [pytest.mark.django_db, pytest.mark.demo]


def test_two_regions_declare_and_each_says_it_is_fictional() -> None:
    contributions = RegionalContribution.objects.all()
    assert len({each.region_id for each in contributions}) == 2
    assert all(each.fictional and each.live for each in contributions)
    html = Client().get("/regions/bretagne/").content.decode()
    assert html.count("data-contribution") == 2
    assert html.count("Texte fictif") >= 2


@pytest.mark.long
def test_they_go_with_the_demonstration() -> None:
    remove_demo()
    assert not RegionalContribution.objects.exists()
