"""What is never taken away: the 21 measures, and every review that was once published.

The rule stands where every way of deleting a row passes (Django's signal) and in the permissions that views,
buttons and bulk actions ask; admin/reviews.py holds the views that say so in words.
"""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model, ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy

from .models import Measure, Review

MEASURE_STAYS = _("Les 21 mesures restent publiées : une mesure ne se dépublie pas et ne se supprime pas.")
REVIEW_STAYS = _("Un bilan publié ne se supprime pas et ne se dépublie pas : retirez-le, avec un motif.")


@receiver(pre_delete, sender=Measure)
def keep_measure(sender: type[Measure], instance: Measure, **kwargs: Any) -> None:
    raise ProtectedError(str(MEASURE_STAYS), {instance})


@receiver(pre_delete, sender=Review)
def keep_review(sender: type[Review], instance: Review, **kwargs: Any) -> None:
    """Only a draft goes, and what the demonstration brought."""
    if instance.was_published and not instance.fictional:
        raise ProtectedError(str(REVIEW_STAYS), {instance})


class ReviewPolicy(ModelPermissionPolicy):
    """The usual permissions; a review that was published is deleted by nobody."""

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        if action == "delete" and isinstance(instance, Review) and instance.was_published:
            return False
        return super().user_has_permission_for_instance(user, action, instance)
