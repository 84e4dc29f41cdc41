"""The rules of the queue in words: one text for the page, before one joins, and for the mail."""

from django.utils.translation import gettext as _

from events.models import EventPage

from ..models import RegistrationSettings
from .clock import AT_LEAST, LASTS, MORNING, NIGHT
from .still_coming import DAYS_BEFORE

_HOUR = 3600


def rules_of_queue(event: EventPage) -> list[str]:
    """What one is to know before one waits, a sentence or two each, for the event as it is set."""
    return [
        _(
            "Votre rang est l’instant de votre demande. Il est gardé si vous confirmez votre adresse dans"
            " les 24 heures."
        ),
        _("Chaque place rendue est proposée aussitôt, par courriel, dans l’ordre des demandes."),
        _(
            "À plusieurs, ce qui est libre vous est proposé, par exemple 2 places sur 4 : prenez-en une"
            " partie et gardez votre rang pour le reste, ou déclinez et gardez votre rang."
        ),
        how_long(),
        _(
            "D’un clic, vous prolongez une fois ce délai, à moins que l’événement ne commence avant."
            " Sans réponse, vous passez à la fin de la liste ; la seconde fois, vous en sortez."
        ),
        _("Vous quittez la liste quand vous voulez, par votre lien."),
        _(
            "L’équipe ne change l’ordre que pour une raison prise dans une liste, affichée sans nom à celles"
            " et ceux qui attendent."
        ),
        *still_coming_rule(event),
    ]


def how_long() -> str:
    """How long an offer stands (clock.py)."""
    week, two_days, one_day = (lasts.seconds // _HOUR + lasts.days * 24 for _left, lasts in LASTS)
    return _(
        "Une proposition tient %(week)s heures ; %(two_days)s heures dans la dernière semaine,"
        " %(one_day)s heures dans les deux derniers jours, %(last)s heures dans les dernières"
        " 24 heures. Le temps ne court pas de %(night)s h à %(morning)s h, heure du lieu, et s’arrête"
        " au début de l’événement."
    ) % {
        "week": week,
        "two_days": two_days,
        "one_day": one_day,
        "last": AT_LEAST.seconds // _HOUR,
        "night": NIGHT.hour,
        "morning": MORNING.hour,
    }


def still_coming_rule(event: EventPage) -> list[str]:
    """What whoever registers is to know of « toujours partant ? »; empty where it is not asked."""
    settings = RegistrationSettings.objects.filter(event=event).first()
    if settings is None or not settings.asks_again:
        return []
    asked = _(
        "Si quelqu’un attend encore une place %(days)s jours avant, les personnes inscrites disent par leur"
        " lien si elles viennent toujours."
    ) % {"days": DAYS_BEFORE}
    if not settings.releases_unanswered:
        return [asked + " " + _("Sans réponse, la place est gardée.")]
    return [
        asked
        + " "
        + _(
            "Sans réponse à deux messages, la place est rendue, sauf si un aménagement a été demandé :"
            " elle est alors gardée. On ne rend jamais plus de places qu’il n’y a de personnes qui attendent,"
            " en commençant par celles confirmées en dernier."
        )
    ]
