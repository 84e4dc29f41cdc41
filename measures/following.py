"""Who in the team follows a measure, and the mail that says that its next update is due."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from conference.accounts.notices import queue_notice
from conference.platform.links import absolute_url

from .models import Measure, UpdateReminder


def set_following(measure: Measure, user: User, *, following: bool) -> None:
    """Let ``user`` follow the measure, or follow it no more."""
    (measure.followers.add if following else measure.followers.remove)(user)


@transaction.atomic
def remind_followers(*, now: datetime) -> int:
    """Write to who follows each measure whose next update is due, once for each due date; returns how many
    measures.

    Who may no longer see the measures in the admin is not written to.
    """
    told = UpdateReminder.objects.filter(measure=OuterRef("pk"), due_on=OuterRef("next_update"))
    due = Measure.objects.live().filter(~Exists(told), next_update__lte=timezone.localdate(now))
    measures = list(due.prefetch_related("followers"))
    for measure in measures:
        UpdateReminder.objects.create(measure=measure, due_on=measure.next_update, sent_at=now)
        subject = _("Mesure %(number)s : la mise à jour annoncée est due") % {"number": measure.number}
        sentences = [
            _("La page de la mesure « %(title)s » annonce une mise à jour le %(day)s.")
            % {"title": measure.short_title, "day": date_format(measure.next_update, "j F Y")},
            _("Publiez une avancée, ou changez la date de la prochaine mise à jour."),
            absolute_url(reverse(Measure.snippet_viewset.get_url_name("edit"), args=[measure.pk])),
        ]
        for person in measure.followers.all():
            if person.is_active and person.email and person.has_perm("measures.change_measure"):
                queue_notice(subject, "\n\n".join(sentences), to=person.email)
    return len(measures)
