"""Where a fact comes from: public sources, and what each of them says of a fact."""

import datetime
from calendar import monthrange
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable
from wagtail.search import index

from conference.core.addresses import LONGEST
from conference.core.text import slug_of


class Precision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", _("au jour près")
    MONTH = "month", _("le mois seulement")
    YEAR = "year", _("l’année seulement")


def in_words(date: datetime.date, form: str = "j F Y") -> str:
    """« 10 mai 2022 », « 1er mai 2022 »."""
    words = date_format(date, form)
    return f"1er{words[1:]}" if words.startswith("1 ") else words


class PartlyKnownDate(models.Model):
    """A date of which the day, or only the month or the year, is known; None: not known at all.

    Of a month or a year, ``date`` holds the first day.
    """

    date = models.DateField(_("date"), null=True, blank=True, help_text=_("Vide : elle n’est pas connue."))
    date_precision = models.CharField(
        _("connue"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.date and self.date_precision != Precision.DAY:
            month = 1 if self.date_precision == Precision.YEAR else self.date.month
            self.date = self.date.replace(month=month, day=1)

    @property
    def iso_date(self) -> str:
        """« 2022-05-10 », « 2022-05 » or « 2022 » (ISO 8601, reduced precision); "" where it is not known."""
        length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(self.date_precision), 10)
        return self.date.isoformat()[:length] if self.date else ""

    @property
    def last_day(self) -> datetime.date | None:
        """The day by which it had happened for sure: the last of the month or the year that is known."""
        return self.last_day_of(self.date, Precision(self.date_precision)) if self.date else None

    @staticmethod
    def last_day_of(date: datetime.date, precision: Precision) -> datetime.date:
        """The last day of the month or the year of ``date``, or ``date`` itself."""
        if precision == Precision.DAY:
            return date
        month = 12 if precision == Precision.YEAR else date.month
        return date.replace(month=month, day=monthrange(date.year, month)[1])

    @property
    def date_in_words(self) -> str:
        """« 10 mai 2022 », « mai 2022 », « 2022 », or « date non publiée »."""
        if self.date is None:
            return _now("date non publiée")
        formats = {Precision.MONTH: "F Y", Precision.YEAR: "Y"}
        return in_words(self.date, formats.get(self.date_precision, "j F Y"))


class Source(PartlyKnownDate, index.Indexed):
    """A public page or document. ``verified_on`` is the day somebody opened it; no program sets it."""

    key = models.SlugField(_("clé"), max_length=80, unique=True, editable=False)
    title = models.CharField(_("titre"), max_length=250)
    publisher = models.CharField(_("éditeur"), max_length=160)
    url = models.URLField(_("adresse"), max_length=LONGEST)
    archived_url = models.URLField(
        _("adresse de l’archive"),
        max_length=LONGEST,
        blank=True,
        help_text=_("Une copie qui restera, si la page disparaît (web.archive.org, archives-ouvertes…)."),
    )
    verified_on = models.DateField(
        _("vérifiée le"), null=True, blank=True, help_text=_("Le jour où vous l’avez ouverte et relue.")
    )
    shown = models.BooleanField(
        _("à montrer"),
        default=True,
        help_text=_("Décoché : le site ne la cite pas, elle n’a pas pu être lue."),
    )
    note = models.TextField(_("note de l’équipe"), blank=True, help_text=_("Jamais montrée aux visiteurs."))

    panels: ClassVar = [
        FieldPanel("title"),
        FieldPanel("publisher"),
        FieldPanel("url"),
        FieldPanel("archived_url"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("date_precision")]),
        FieldRowPanel([FieldPanel("verified_on"), FieldPanel("shown")]),
        FieldPanel("note"),
    ]
    search_fields: ClassVar = [
        index.SearchField("title", boost=2),
        index.SearchField("publisher"),
        index.SearchField("url"),
        index.AutocompleteField("title"),
        index.AutocompleteField("publisher"),
        index.FilterField("shown"),
    ]

    class Meta:
        ordering = ["publisher", "title", "pk"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return f"{self.publisher} – {self.title}"

    def save(self, *args, **kwargs) -> None:
        """The key of one written by the team follows from its title; open data know it by that key."""
        self.key = self.key or f"{slug_of(self.title)[:60].strip('-')}-{uuid4().hex[:8]}"
        super().save(*args, **kwargs)


class CitationManager(models.Manager):
    """Each with its source, in one query."""

    def get_queryset(self) -> models.QuerySet["Citation"]:
        return super().get_queryset().select_related("source")


class Citation(Orderable):
    """A source of one fact. ``says`` tells its words apart where the sources of the fact disagree."""

    source = models.ForeignKey(Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="+")
    says = models.CharField(
        _("ce qu’elle dit"),
        max_length=300,
        blank=True,
        help_text=_("Surtout si les sources ne s’accordent pas : elles se montrent côte à côte."),
    )

    objects = CitationManager()

    panels: ClassVar = [FieldPanel("source"), FieldPanel("says")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("source citée")
        verbose_name_plural = _("sources citées")

    def __str__(self) -> str:
        return str(self.source)
