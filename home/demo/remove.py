"""Taking the demonstration away: everything fictional, and only that.

The twelve alliances and the past events of others are real: they stay. So does whatever the team wrote
in the place of a fictional text.
"""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry

from conference.core.models import SiteSettings
from conference.models import LocalPartner, NationalConferencePage
from conference.platform.mails import erase_mails
from conference.platform.tasks.pruning import erase_tasks_about
from conference.regions.models import DataController, RelayTeam
from conference.regions.rights import set_publishes_directly
from events.models import EventPage, EventSeries, Speaker
from events.registrations.models import Attendee, Registration, RegistrationMail
from home.models import ContentPage
from home.news.models import NewsPage
from home.reference.indexing import indexed_at_the_end

from .contributions import remove_contributions
from .drawings import FICTIONAL
from .fills import take_back
from .home_page import remove_sections
from .models import DemoAccount, DemoDocument, DemoPicture
from .people import unmark_teams
from .review import remove_review


class NothingToRemove(Exception):
    def __init__(self) -> None:
        super().__init__(_("Il n’y a pas de contenu de démonstration à enlever."))


@transaction.atomic
def remove_demo() -> None:
    """Take everything fictional away. Raises NothingToRemove where the demonstration is not loaded."""
    settings = SiteSettings.load()
    if not settings.demo:
        raise NothingToRemove
    remove_registrations()
    remove_contributions()
    for page_type in (EventPage, NationalConferencePage, NewsPage, ContentPage):
        remove_pages(page_type)
    Speaker.objects.filter(fictional=True).delete()
    DataController.objects.filter(fictional=True).delete()
    EventSeries.objects.filter(fictional=True).delete()
    remove_review()
    remove_accounts()
    LocalPartner.objects.filter(name__endswith=FICTIONAL).delete()
    for document in DemoDocument.objects.select_related("document"):
        document.document.delete()
    for mark in DemoPicture.objects.select_related("picture"):
        mark.picture.delete()  # one by one: its sizes and its file go with it
    with indexed_at_the_end():
        restore_texts()
        remove_sections()
        settings.refresh_from_db()
        settings.demo_loaded_at = None
        settings.save(update_fields=["demo_loaded_at"])


def restore_texts() -> None:
    """Fields that the demonstration filled are as before, unless somebody changed them."""
    direct = set(RelayTeam.objects.filter(publishes_directly=True).values_list("pk", flat=True))
    take_back()
    unmark_teams()
    for team in RelayTeam.objects.filter(pk__in=direct, publishes_directly=False):
        set_publishes_directly(team, publishes_directly=False)  # the right goes with the setting


def remove_registrations() -> None:
    """Those of fictional events, whoever registered, with every mail and task that names a person."""
    registrations = Registration.objects.filter(event__fictional=True)
    mails = RegistrationMail.objects.filter(event__fictional=True)
    people = list(Attendee.objects.filter(registration__in=registrations).select_related("registration"))
    erase_mails(mails)
    erase_tasks_about(
        needles=[needle for person in people for needle in (person.registration.email, str(person))],
        names=[name for person in people for name in (person.first_name, person.last_name)],
    )
    mails.delete()
    registrations.delete()


def remove_pages(page_type: type[Page]) -> None:
    """The fictional pages of a type, drafts included, and their history."""
    pks = list(page_type._default_manager.filter(fictional=True).values_list("pk", flat=True))
    for pk in pks:
        page_type._default_manager.get(pk=pk).delete()
    PageLogEntry.objects.filter(page_id__in=pks).delete()


def remove_accounts() -> None:
    """The accounts of the demonstration: their passwords are written where they were printed."""
    get_user_model().objects.filter(pk__in=DemoAccount.objects.values("user")).delete()
