"""The audit of accessibility: what the law lets a site say of itself, in its footer and its declaration."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

PARTLY = 50  # per cent of the criteria met, RGAA 4.1, « déclaration d’accessibilité »


class AccessibilityAudit(models.Model):
    """The columns of the site's settings that tell of its last audit; without one, nothing is claimed."""

    audit_date = models.DateField(
        _("date de l’audit"),
        null=True,
        blank=True,
        help_text=_("Vide : aucun audit, et le site se dit « non conforme », comme la loi le veut."),
    )
    audit_rate = models.PositiveSmallIntegerField(
        _("critères respectés (%)"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    audit_by = models.CharField(_("audit mené par"), max_length=200, blank=True, default="", db_default="")

    audit_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("accessibility_email"),
                FieldRowPanel([FieldPanel("audit_date"), FieldPanel("audit_rate")]),
                FieldPanel("audit_by"),
            ],
            heading=_("Accessibilité"),
        )
    ]

    class Meta:
        abstract = True

    @property
    def audited(self) -> bool:
        """Whether an audit is entered, with its date and its result."""
        return self.audit_date is not None and self.audit_rate is not None

    @property
    def conformity(self) -> str:
        """« non conforme » until an audit says better; no test result is told as conformity."""
        if self.audit_date is None or self.audit_rate is None or self.audit_rate < PARTLY:
            return _now("non conforme")
        return _now("totalement conforme") if self.audit_rate == 100 else _now("partiellement conforme")
