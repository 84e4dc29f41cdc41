"""What check_installation asks of the teams."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.platform.inspection import Finding, inspects, weak

from .controllers import without_controller


@inspects(gettext_lazy("Responsables des données"))
def controllers_to_fill_in(*, now: datetime) -> Iterator[Finding]:
    national, regions = without_controller()
    teams = ([str(_("équipe nationale"))] if national else []) + [region.name for region in regions]
    if teams:
        yield weak(
            _("Les inscriptions ne peuvent pas ouvrir ici : %s.") % ", ".join(teams),
            _("Écrivez l’entité légale, l’adresse et le contact : Paramètres, Responsables des données."),
        )
