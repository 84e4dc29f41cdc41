"""The eighteen regions and the team that speaks for each."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from conference.core.text import fold

_OF = {
    "centre-val-de-loire": "du",
    "grand-est": "du",
    "hauts-de-france": "des",
    "pays-de-la-loire": "des",
}


class Region(models.Model):
    """A French region. ``latitude`` and ``longitude`` are those of its capital, in degrees (WGS 84)."""

    name = models.CharField(_("nom"), max_length=60, unique=True)
    insee_code = models.CharField(_("code INSEE"), max_length=2, unique=True)
    slug = models.SlugField(_("adresse"), unique=True)
    capital = models.CharField(_("chef-lieu"), max_length=60)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5)
    overseas = models.BooleanField(_("outre-mer"), default=False)
    time_zone = models.CharField(_("fuseau horaire"), max_length=40, default="Europe/Paris")

    class Meta:
        ordering = ["slug"]  # names in French order: « Île-de-France » under I
        verbose_name = _("région")
        verbose_name_plural = _("régions")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The address of the region's local conference (design.md §6), frozen by its slug."""
        return f"/regions/{self.slug}/"

    @property
    def of_name(self) -> str:
        """« de Bretagne », « d’Occitanie », « des Pays de la Loire »: its name after « le relais »."""
        if self.slug in _OF:
            return f"{_OF[self.slug]} {self.name}"
        return f"d’{self.name}" if fold(self.name)[0] in "aeiou" else f"de {self.name}"

    @property
    def agenda_url(self) -> str:
        """The agenda, of this region only."""
        return f"/agenda/?region={self.slug}"

    @property
    def alliances_url(self) -> str:
        """The alliances, of this region only."""
        return f"/alliances/?region={self.slug}"

    @property
    def news_url(self) -> str:
        """The news, of this region only."""
        return f"/actualites/?region={self.slug}"


class RelayTeam(models.Model):
    """The people who run one region: a group of accounts, a collection of files, a contact.

    ``publishes_directly`` says whether what the team publishes goes live at once or is submitted
    to a moderator first. An empty ``contact_email`` falls back to the national contact.
    """

    region = models.OneToOneField(Region, on_delete=models.PROTECT, related_name="team")
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="relay_team")
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="relay_team")
    publishes_directly = models.BooleanField(
        _("publie directement"),
        default=False,
        help_text=_("Décoché : ce que l’équipe publie attend l’accord d’un modérateur."),
    )
    contact_name = models.CharField(_("nom du contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("adresse du contact"), blank=True)
    fictional = models.BooleanField(_("équipe fictive"), default=False, editable=False)

    class Meta:
        ordering = ["region__slug"]
        verbose_name = _("équipe relais")
        verbose_name_plural = _("équipes relais")

    def __str__(self) -> str:
        return f"Relais – {self.region.name}"
