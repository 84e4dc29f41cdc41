"""What check_installation asks of the site's own settings."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.core.models import SiteSettings
from conference.platform.inspection import Finding, inspects, weak

FACTS = (
    "publisher",
    "publication_director",
    "host",
    "legal_basis",
    "data_protection_contact",
    "contact_email",
    "accessibility_email",
)


@inspects(gettext_lazy("Mentions légales et contacts"))
def facts_to_fill_in(*, now: datetime) -> Iterator[Finding]:
    site = SiteSettings.load()
    empty = [str(site._meta.get_field(name).verbose_name) for name in FACTS if not getattr(site, name)]
    if empty:
        yield weak(
            _("Encore « à compléter » : %s.") % ", ".join(empty),
            _("Remplissez-les dans l’administration : Paramètres, Réglages du site."),
        )


@inspects(gettext_lazy("Démonstration"))
def demonstration_is_gone(*, now: datetime) -> Iterator[Finding]:
    if not settings.DEMO and SiteSettings.load().demo:
        yield weak(
            _("Le site contient encore le contenu fictif de la démonstration."),
            _("Retirez-le avec « remove_demo », et les réglages conference.settings.demonstration."),
        )
