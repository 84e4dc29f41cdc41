"""What the accounts look at: enough people to help each other, and doors that hold."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.platform.inspection import Finding, inspects, weak
from conference.regions.scoping import ADMINISTRATION, NATIONAL_GROUPS

from .panels import ENOUGH, administrators
from .second_factor import FACTORS

SHOWN = 10


@inspects(gettext_lazy("Comptes nationaux"))
def national_accounts(*, now: datetime) -> Iterator[Finding]:
    people = get_user_model()._default_manager.filter(is_active=True)
    if (there := administrators()) < ENOUGH:
        yield weak(
            _("Il faut deux personnes dans « %(group)s », il y en a %(count)d.")
            % {"count": there, "group": ADMINISTRATION},
            _("Ajoutez-en une : elle aide celle qui perd son second facteur."),
        )
    national = people.filter(Q(is_superuser=True) | Q(groups__name__in=NATIONAL_GROUPS)).distinct()
    without = national.exclude(authenticator__type__in=FACTORS).order_by("username")
    names = list(without.values_list("username", flat=True))
    if names:
        yield weak(
            ngettext(
                "%(count)d compte national n’a pas de second facteur : %(names)s.",
                "%(count)d comptes nationaux n’ont pas de second facteur : %(names)s.",
                len(names),
            )
            % {"count": len(names), "names": ", ".join(names[:SHOWN]) + ("…" if len(names) > SHOWN else "")},
            _("Chaque personne l’installe à sa prochaine connexion, ou dans « Sécurité de mon compte »."),
        )
    if not settings.SECOND_FACTOR_REQUIRED:
        yield weak(
            _("Le second facteur n’est pas exigé des comptes nationaux."),
            _("Enlevez SECOND_FACTOR_REQUIRED des réglages, ou donnez-lui la valeur true."),
        )
