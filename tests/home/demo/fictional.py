"""Every text of fictional content, and every real name that must not stand in it."""

from collections.abc import Iterator

from django.db import models

from conference.core.models import Resource
from conference.core.text import words
from conference.models import LocalConferencePage, NationalConferencePage
from conference.regions.models import DataController, RelayTeam
from events.models import EventPage, EventSeries, Speaker
from events.registrations.models import Registration
from home.demo.content import verbatim
from home.demo.models import DemoDocument
from home.models import ContentPage
from home.news.models import NewsPage
from home.reference.facts import read
from measures.models import RegionalContribution, Review

# People and series that the facts name in running text.
NAMED_IN_THE_FACTS = [
    "Gabriel Attal",
    "Cathy Racon-Bouzon",
    "Charles-Benoît Heidsieck",
    "Sarah El Haïry",
    "Rencontre des pionniers",
    "Elus & Entreprises",
    "Fonds ODD 17",
    "L’ODD 17",
    "Charte du faire alliance",
    "Fondation des Territoires",
    "Forum national des associations et fondations",
    "Ateliers de la co-construction",
    "Web Café",
    "Fondation RTE",
]
# Partners that the data describe rather than name.
DESCRIBED = {
    "collectivités et comités locaux",
    "une soixantaine de réseaux de l’économie sociale et solidaire",
    "habitants et PME",
    "entreprises mécènes",
    "associations",
    "acteurs publics",
    "habitants et entreprises",
    "80 entreprises",
    "acteurs publics, entreprises et associations de Marseille",
}


def real_names() -> list[str]:
    """The alliances, their partners, and the people, organisations and series of the mission."""
    alliances = verbatim("alliances")["alliances"]
    partners = {name for alliance in alliances for name in alliance["partners"]} - DESCRIBED
    return [*NAMED_IN_THE_FACTS, *sorted(partners), *(alliance["name"] for alliance in alliances)]


def all_facts() -> str:
    return str([verbatim("alliances"), verbatim("past_events"), read("programme"), read("reviews")])


def folded(text: str) -> str:
    """Words with single spaces around each, so that whole names are found and parts of words are not."""
    return f" {' '.join(words(text))} "


def fictional_objects() -> Iterator[models.Model]:
    yield from Speaker.objects.filter(fictional=True)
    yield from EventSeries.objects.filter(fictional=True)
    yield from RelayTeam.objects.filter(fictional=True)
    yield from DataController.objects.filter(fictional=True)
    yield from LocalConferencePage.objects.filter(fictional=True)
    yield from Registration.objects.all()
    yield from NewsPage.objects.filter(fictional=True)
    yield from ContentPage.objects.filter(fictional=True)
    yield from Resource.objects.filter(pk__in=DemoDocument.objects.values("document"))
    for review in Review.objects.filter(fictional=True):
        yield review
        yield from review.scale.all()
    for contribution in RegionalContribution.objects.filter(fictional=True):
        yield contribution
        yield from contribution.figures.all()
    for edition in NationalConferencePage.objects.filter(fictional=True):
        yield edition
        yield from edition.partners.all()
        yield from edition.key_figures.all()
    for event in EventPage.objects.filter(fictional=True):
        yield event
        yield from event.sessions.all()


def fictional_texts() -> Iterator[tuple[models.Model, str, str]]:
    """Object, field, text: all that is written in fictional content."""
    for each in fictional_objects():
        for field in each._meta.get_fields():
            if isinstance(field, (models.CharField, models.TextField)):
                value = field.value_from_object(each)
                if value:
                    yield each, field.name, str(value)
