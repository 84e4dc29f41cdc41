"""The files that the team sends: pictures and documents, as Wagtail's two swappable models ask.

The rights to them stay on Wagtail's own models (``wagtailimages.add_image``, ``wagtaildocs.add_document``):
its permission policies read them there, whatever model is set.
"""

import datetime

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Licence(models.TextChoices):
    """What others may do with a file."""

    OPEN = "ouverte", _("Licence Ouverte 2.0")
    BY = "cc-by", _("Creative Commons BY 4.0")
    BY_SA = "cc-by-sa", _("Creative Commons BY-SA 4.0")
    PUBLIC = "domaine-public", _("domaine public")
    RESERVED = "reservee", _("tous droits réservés")
    OTHER = "autre", _("autre, dite avec le nom de l’auteur ou de l’autrice")


class Picture(AbstractImage):
    """A picture (``WAGTAILIMAGES_IMAGE_MODEL``).

    Wagtail's ``description`` is its alternative text wherever a page does not give another one.
    """

    class People(models.TextChoices):
        """Whether people can be recognised, and whether they agreed."""

        NONE = "sans-objet", _("sans objet : personne n’est reconnaissable")
        AUTHORISED = "autorisation", _("oui, avec leur autorisation")
        MISSING = "manquante", _("oui, sans autorisation")

    is_decorative = models.BooleanField(  # Wagtail sets an attribute ``decorative`` of its own
        _("image décorative"),
        default=False,
        db_default=False,
        help_text=_("Elle n’apprend rien : les lecteurs d’écran la passent, sans texte de remplacement."),
    )
    credit = models.CharField(
        _("crédit"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("Qui a pris ou dessiné l’image. Montré sous elle."),
    )
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence, blank=True, default="", db_default=""
    )
    people = models.CharField(
        _("personnes reconnaissables"),
        max_length=20,
        choices=People,
        default=People.NONE,
        db_default=People.NONE.value,
        help_text=_("Sans autorisation valable, une page qui montre l’image ne peut pas être publiée."),
    )
    authorised_until = models.DateField(
        _("autorisation jusqu’au"), null=True, blank=True, help_text=_("Le dernier jour où elle vaut.")
    )

    # What the worker made of it, {filter: [name of the file, width, height]}: no query to show a picture.
    sizes = models.JSONField(default=dict, db_default={}, editable=False)

    admin_form_fields = (
        *(field for field in Image.admin_form_fields if field != "tags"),
        *("is_decorative", "credit", "licence", "people", "authorised_until", "tags"),
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        """The alternative text where a page gives none; empty for a decorative picture.

        Wagtail's own falls back on the title, which often is the name of a file.
        """
        return "" if self.is_decorative else self.description

    @property
    def is_described(self) -> bool:
        """Whether a screen reader knows what to do with it: read a text, or pass."""
        return self.is_decorative or bool(self.description)

    @property
    def credit_line(self) -> str:
        """Credit and licence as they are shown: « Camille Exemple, Licence Ouverte 2.0 »."""
        licence = "" if self.licence == Licence.OTHER else self.get_licence_display()
        return ", ".join(filter(None, (self.credit, licence)))

    def may_be_shown(self, *, on: datetime.date) -> bool:
        """Whether nobody is recognisable, or the authorisation of those who are is valid that day."""
        if self.people == self.People.AUTHORISED:
            return self.authorised_until is not None and on <= self.authorised_until
        return self.people == self.People.NONE


class Rendition(AbstractRendition):
    """A picture cut to the size at which a page shows it."""

    image = models.ForeignKey(Picture, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)  # Wagtail creates by these three


class Resource(AbstractDocument):
    """A document (``WAGTAILDOCS_DOCUMENT_MODEL``). What it is about stands in the folders above."""

    class Kind(models.TextChoices):
        KIT = "kit", _("kit")
        MINUTES = "compte-rendu", _("compte rendu")
        REPORT = "rapport", _("rapport")
        SLIDES = "presentation", _("présentation")
        TEMPLATE = "modele", _("modèle")
        OTHER = "autre", _("autre")

    class Language(models.TextChoices):
        FRENCH = "fr", _("français")
        ENGLISH = "en", _("anglais")
        GERMAN = "de", _("allemand")
        SPANISH = "es", _("espagnol")
        ITALIAN = "it", _("italien")
        PORTUGUESE = "pt", _("portugais")

    description = models.TextField(
        _("description"), blank=True, default="", db_default="", help_text=_("Deux ou trois phrases.")
    )
    kind = models.CharField(
        _("nature"), max_length=20, choices=Kind, default=Kind.OTHER, db_default=Kind.OTHER.value
    )
    date = models.DateField(_("date du document"), null=True, blank=True)
    author = models.CharField(_("auteur ou autrice"), max_length=200, blank=True, default="", db_default="")
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence, blank=True, default="", db_default=""
    )
    language = models.CharField(
        _("langue"),
        max_length=2,
        choices=Language,
        default=Language.FRENCH,
        db_default=Language.FRENCH.value,
    )
    listed = models.BooleanField(
        _("à montrer dans les ressources"),
        default=False,
        db_default=False,
        help_text=_("Le document et sa première page sont alors publics."),
    )
    accessible = models.BooleanField(
        _("accessible"),
        null=True,
        blank=True,
        choices=[(None, _("non vérifié")), (True, _("oui")), (False, _("non"))],
        help_text=_("Se lit avec un lecteur d’écran : titres, ordre de lecture, textes des images."),
    )
    html_version = models.CharField(
        _("version HTML à l’adresse"),
        max_length=200,
        validators=[URLValidator(schemes=["http", "https"])],
        blank=True,
        default="",
        db_default="",
        help_text=_("Le même contenu en page, pour qui ne peut pas lire le fichier."),
    )
    thumbnail = models.ImageField(
        _("vignette"),
        upload_to="images/resources",  # below images/, which the web server shows (conference.platform.media)
        blank=True,
        default="",
        db_default="",
        editable=False,
    )

    admin_form_fields = (
        *(field for field in Document.admin_form_fields if field != "tags"),
        *("description", "kind", "date", "author", "licence", "language", "listed"),
        *("accessible", "html_version", "tags"),
    )

    class Meta(AbstractDocument.Meta):
        pass


class SharePicture(models.Model):
    """What is shown of a page where it is shared, drawn by the worker (core/pictures/share.py)."""

    page = models.OneToOneField(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="share_picture"
    )
    file = models.ImageField(_("fichier"), upload_to="images/partage")  # below images/, as thumbnails are

    class Meta:
        verbose_name = _("image de partage d’une page")
        verbose_name_plural = _("images de partage des pages")

    def __str__(self) -> str:
        return str(self.page)
