"""The eighteen regions, their departments and communes, and the team that speaks for each."""

from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from conference.core.text import fold
from conference.core.text.prefixes import PrefixField

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
        """« de Bretagne », « d’Occitanie », « des Pays de la Loire »: its name after « le relais »."""
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


class Department(models.Model):
    """A department of one of the regions. ``code``: the number people say (« 29 », « 2A », « 974 »)."""

    code = models.CharField(_("numéro"), max_length=3, primary_key=True)
    name = models.CharField(_("nom"), max_length=60, unique=True)
    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    region = models.ForeignKey(
        Region, verbose_name=_("région"), on_delete=models.CASCADE, related_name="departments"
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("département")
        verbose_name_plural = _("départements")

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A commune. ``latitude`` and ``longitude`` are approximate, in degrees (WGS 84); ``precision`` says how.

    ``folded`` is its name as it is looked for (places.py). Good for « near », not for a point on a map.
    """

    class Precision(models.TextChoices):
        COMMUNE = "commune", _("la commune")
        POSTCODE = "code postal", _("moyenne du code postal")
        DEPARTMENT = "departement", _("milieu du département")

    code = models.CharField(_("code INSEE"), max_length=5, primary_key=True)
    name = models.CharField(_("nom"), max_length=60)
    folded = PrefixField(_("nom cherché"), max_length=60, db_index=True)
    department = models.ForeignKey(
        Department, verbose_name=_("département"), on_delete=models.CASCADE, related_name="communes"
    )
    population = models.PositiveIntegerField(_("population"))
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5)
    precision = models.CharField(_("précision"), max_length=20, choices=Precision.choices)

    class Meta:
        ordering = ["folded", "code"]
        verbose_name = _("commune")
        verbose_name_plural = _("communes")

    def __str__(self) -> str:
        return self.name


class CommunePostcode(models.Model):
    """One of a commune's postcodes; a postcode may serve several communes."""

    commune = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="postcodes")
    postcode = PrefixField(_("code postal"), max_length=5, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commune", "postcode"], name="commune_postcode_once")]
        ordering = ["postcode"]
        verbose_name = _("code postal")
        verbose_name_plural = _("codes postaux")

    def __str__(self) -> str:
        return self.postcode


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


class DataController(models.Model):
    """Who answers for the personal data that a team holds; without ``region``, the national team.

    ``role`` is the legal entity's under the GDPR (articles 4, 26 and 28).
    """

    class Role(models.TextChoices):
        CONTROLLER = "responsable", _("responsable de traitement")
        JOINT = "conjoint", _("responsable conjoint, avec l’équipe nationale")
        PROCESSOR = "sous-traitant", _("sous-traitant de l’équipe nationale")

    region = models.OneToOneField(
        Region,
        verbose_name=_("région"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="data_controller",
        help_text=_("Vide : l’équipe nationale."),
    )
    name = models.CharField(_("entité légale"), max_length=160)
    address = models.TextField(_("adresse postale"), max_length=300)
    rights_contact = models.EmailField(_("contact pour exercer ses droits"))
    role = models.CharField(_("rôle"), max_length=20, choices=Role.choices, default=Role.CONTROLLER)
    fictional = models.BooleanField(_("entité fictive"), default=False, editable=False)

    class Meta:
        ordering = ["region__slug"]
        verbose_name = _("responsable des données")
        verbose_name_plural = _("responsables des données")
        constraints = [
            models.UniqueConstraint(Coalesce("region", models.Value(0)), name="one_data_controller_a_team")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def team_name(self) -> str:
        return self.region.name if self.region else str(_("équipe nationale"))

    @property
    def is_complete(self) -> bool:
        """Whether all is known that a notice must say; rows taken over from version 1 have no address."""
        return bool(self.name and self.address and self.rights_contact)
