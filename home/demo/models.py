"""What the demonstration must know again later: its accounts, its files, what it wrote elsewhere."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class FilledField(models.Model):
    """A field of a real object that the demonstration filled: what stood there, and what it put."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    field = models.CharField(_("champ"), max_length=60)
    before = models.JSONField(_("avant"), null=True)
    put = models.JSONField(_("mis par la démonstration"), null=True)

    class Meta:
        verbose_name = _("champ rempli par la démonstration")
        verbose_name_plural = _("champs remplis par la démonstration")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "field"], name="filled_field_once")
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}, {self.field}"


class DemoAccount(models.Model):
    """The mark of an account of the demonstration, which nobody changes: its holder edits name and mail."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )

    class Meta:
        verbose_name = _("compte de démonstration")
        verbose_name_plural = _("comptes de démonstration")

    def __str__(self) -> str:
        return str(self.user)


class DemoPicture(models.Model):
    """The mark of a picture that was drawn for the demonstration."""

    picture = models.OneToOneField(
        "core.Picture", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )

    class Meta:
        verbose_name = _("image de démonstration")
        verbose_name_plural = _("images de démonstration")

    def __str__(self) -> str:
        return str(self.picture)


class DemoDocument(models.Model):
    """The mark of a document that was made for the demonstration."""

    document = models.OneToOneField(
        "core.Resource", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )

    class Meta:
        verbose_name = _("document de démonstration")
        verbose_name_plural = _("documents de démonstration")

    def __str__(self) -> str:
        return str(self.document)
