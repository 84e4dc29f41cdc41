"""In the admin, what is searched is found however its accents, its apostrophes and its hyphens are typed."""

import pytest
from django.core.files.base import ContentFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from modelsearch.backends import get_search_backend
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from conference.core.text.folded_columns import folded_signs
from events.models import Speaker
from events.registrations.models import Registration
from home.models import ContentPage
from measures.models import Review
from tests.conference.factories import make_site_tree
from tests.conference.regions.people import browser_of, person, superuser
from tests.events.registrations.factories import RegistrationFactory
from tests.measures.factories import ReviewFactory, make_measures

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

NAME = "Main-d’œuvre à l’Étang"
TYPED = ["main d'oeuvre", "MAIN-D’ŒUVRE", "Œuvre", "OEUVRE", "etang", "l'etang", "l’ÉTANG", "main‑d’œuvre"]
OF_THE_INDEX = [
    reverse("wagtailadmin_pages:search"),
    reverse("wagtailadmin_choose_page_search"),
    reverse("wagtailimages:index_results"),
    reverse("wagtailimages_chooser:choose_results"),
    reverse("wagtaildocs:index_results"),
    reverse("wagtaildocs_chooser:choose_results"),
    reverse("wagtailsnippets_measures_measure:list_results"),
    reverse("wagtailsnippetchoosers_measures_measure:choose_results"),
    reverse("wagtailsnippets_events_speaker:list_results"),
]
OF_COLUMNS = [
    reverse("bilans:list_results"),
    reverse("wagtailusers_users:index_results"),
    reverse("inscriptions:index_results"),
]


@pytest.fixture
def admin() -> Client:
    return browser_of(superuser())


def indexed(*rows: Model) -> None:
    for row in rows:
        get_search_backend().add(row)


def missed(admin: Client, addresses: list[str], shown: str = NAME) -> dict[str, list[str]]:
    """What was typed in vain, by address."""
    found: dict[str, list[str]] = {}
    for address in addresses:
        for typed in TYPED:
            answer = admin.get(address, {"q": typed})
            assert answer.status_code == 200
            if shown not in answer.content.decode():
                found.setdefault(address, []).append(typed)
    return found


def test_pages_pictures_documents_measures_and_people(admin: Client) -> None:
    page = ContentPage(title=NAME, slug="une-page")
    make_site_tree(regions=()).home.add_child(instance=page)
    measure = make_measures(16)[16]
    measure.title = measure.short_title = NAME
    measure.save()
    indexed(
        page,
        measure,
        get_image_model().objects.create(title=NAME, file=get_test_image_file("i.png")),
        get_document_model().objects.create(title=NAME, file=ContentFile(b"%PDF-1.7", "d.pdf")),
        Speaker.objects.create(name=NAME),
    )
    assert missed(admin, OF_THE_INDEX) == {}


def test_reviews_accounts_and_registrations(admin: Client) -> None:
    make_site_tree(regions=("bretagne",))
    ReviewFactory(title=NAME)
    person("quelquun", first_name=NAME)
    RegistrationFactory(last_name=NAME)
    assert missed(admin, OF_COLUMNS) == {}


def test_what_holds_other_words_is_not_found(admin: Client) -> None:
    ReviewFactory(title=NAME)
    speaker = Speaker.objects.create(name=NAME)
    indexed(speaker)
    for typed in ("etage", "—", "’", "%", "_"):
        assert list(get_search_backend().autocomplete(typed, Speaker.objects.all())) == [], typed
    assert not Review.objects.filter(title__icontains="etage").exists()
    assert not Review.objects.filter(title__icontains="%").exists()
    assert not Registration.objects.filter(organisation__icontains="etage").exists()


def test_both_databases_fold_alike() -> None:
    for number, sign in enumerate("ÀÉÎÔÙŸÇÑŒÆàéîôùÿçñœæ’'-–\u00a0ABCabc&"):
        review = ReviewFactory(title=f"x{sign}x", slug=f"b{number}")
        assert Review.objects.filter(pk=review.pk, title__icontains=folded_signs(review.title)).exists(), sign


def test_measures_and_reviews_are_among_what_the_admin_searches(admin: Client) -> None:
    make_site_tree(regions=())
    answer = admin.get(reverse("wagtailadmin_pages:search"), {"q": "etang"}).content.decode()
    assert "/admin/snippets/measures/measure/?q=etang" in answer
    assert "/admin/bilans/?q=etang" in answer
