"""The open logins of a person: allauth keeps a row beside each session, these verbs end both."""

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

# What browsers say of themselves, the most telling first: most of them name the others too.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """A browser and a system in two words, as people call them."""
    named = [next((name for sign, name in kind if sign in user_agent), "") for kind in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in named if name) or _("Navigateur inconnu")


def end_sessions(user: User, *, keep: str = "") -> int:
    """End every open login of ``user`` but the one whose session key is ``keep``; how many ended."""
    return _end(UserSession.objects.filter(user=user).exclude(session_key=keep))


def end_session(user: User, pk: int) -> bool:
    """End one open login of ``user``; False when it is not theirs, or ended already."""
    return _end(UserSession.objects.filter(user=user, pk=pk)) > 0


@transaction.atomic
def _end(logins: QuerySet[UserSession]) -> int:
    keys = list(logins.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    logins.delete()
    return len(keys)
