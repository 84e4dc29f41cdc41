"""Who stands in for the moderators, and which submissions they were reminded of."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from conference.regions.scoping import scope_of


@register_setting(icon="check", order=110)
class ModerationSettings(BaseGenericSetting):
    """One row for the site: who is told, beside the moderators, of a submission that waits too long."""

    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("suppléance"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"is_active": True},
        help_text=_(
            "Personne prévenue, en plus de l’équipe de modération, quand une soumission attend depuis trop "
            "longtemps."
        ),
    )

    panels = [FieldPanel("deputy")]

    class Meta:
        verbose_name = _("modération")

    def __str__(self) -> str:
        return str(_("Modération"))

    def clean(self) -> None:
        """A deputy is told of every region: somebody of a national team."""
        if self.deputy and not scope_of(self.deputy).national:
            raise ValidationError({"deputy": _("Choisissez une personne d’une équipe nationale.")})


class ModerationReminder(models.Model):
    """That the moderators were reminded of a submission: once, whatever follows."""

    task_state = models.OneToOneField("wagtailcore.TaskState", on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField(_("envoyé le"), default=timezone.now)

    class Meta:
        verbose_name = _("rappel de modération")
        verbose_name_plural = _("rappels de modération")

    def __str__(self) -> str:
        return f"{self.task_state_id}"
