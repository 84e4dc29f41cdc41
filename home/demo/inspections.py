"""What the demonstration looks at: it must be gone from a real site."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.core.models import SiteSettings
from conference.platform.inspection import Finding, inspects, weak

from .models import DemoAccount


@inspects(gettext_lazy("Démonstration"))
def demonstration(*, now: datetime) -> Iterator[Finding]:
    if settings.DEMO:
        return
    if SiteSettings.load().demo:
        yield weak(
            _("Le site contient encore le contenu fictif de la démonstration."),
            _("Retirez-le avec « manage.py remove_demo »."),
        )
    if count := DemoAccount.objects.count():
        yield weak(
            ngettext(
                "%d compte de démonstration est encore là, fermé.",
                "%d comptes de démonstration sont encore là, fermés.",
                count,
            )
            % count,
            _("Ils partent avec « manage.py remove_demo »."),
        )
