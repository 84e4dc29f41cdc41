"""The conference itself: national editions, and the local conference of each region."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from conference.core.addresses import LONGEST
from conference.core.blocks import BodyField
from conference.core.fixed_pages import FixedPageMixin
from conference.core.pages import BasePage
from conference.core.pictures.covers import COVER_PANEL, CoverPage
from conference.regions.models import Region
from measures.models import Measure

from .blocks import FEATURED, USUAL_PARTS, featured_pages, parts_of_a_local_page, photographs
from .partners import PartnerRow
from .querysets import EditionQuerySet, LocalConferenceQuerySet

INLINE = ["bold", "italic", "link"]


class ConferenceIndexPage(FixedPageMixin, BasePage):
    """``/conference/``: the national editions."""

    introduction = RichTextField(_("introduction"), blank=True, features=INLINE)

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("introduction", help_text=_("Une ou deux phrases, avant la liste des éditions.")),
    ]
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["conference.NationalConferencePage"]
    max_count = 1

    class Meta:
        verbose_name = _("page des éditions")


class NationalConferencePage(CoverPage):
    """``/conference/<edition>/``: one national edition. Its events and local sessions show themselves."""

    theme = models.CharField(_("thème"), max_length=200, blank=True)
    start_date = models.DateField(_("premier jour"), null=True, blank=False)
    end_date = models.DateField(_("dernier jour"), null=True, blank=True, help_text=_("Vide : un seul jour."))
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    introduction = models.TextField(_("introduction"), blank=True, help_text=_("Deux ou trois phrases."))
    programme = RichTextField(
        _("programme"), blank=True, features=["h3", "bold", "italic", "ol", "ul", "link"]
    )
    measures = ParentalManyToManyField(
        Measure, verbose_name=_("mesures à l’honneur"), blank=True, related_name="editions"
    )
    replay_url = models.URLField(
        _("adresse de la rediffusion"),
        max_length=LONGEST,
        blank=True,
        help_text=_("Montrée une fois l’édition passée."),
    )
    report = RichTextField(
        _("compte rendu"),
        blank=True,
        default="",
        db_default="",
        features=["h3", "bold", "italic", "ol", "ul", "link", "document-link"],
    )
    photographs = BodyField(photographs(), verbose_name=_("photographies"), null=True, blank=True)
    body = BodyField(verbose_name=_("suite"), blank=True, without=["table_of_contents", "partners"])

    objects = PageManager.from_queryset(EditionQuerySet)()

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("theme", help_text=_("Montré sous le titre.")),
        COVER_PANEL,
        FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")], heading=_("Dates")),
        FieldPanel("place", help_text=_("Le lieu et la ville, comme on les dit.")),
        FieldPanel("introduction"),
        FieldPanel(
            "programme",
            help_text=_(
                "Les temps forts, en mots. Les événements nationaux de l’édition s’y ajoutent d’eux-mêmes."
            ),
        ),
        InlinePanel(
            "key_figures",
            label=_("chiffre"),
            heading=_("Chiffres clés"),
            help_text=_("Seulement ce qui est publié, avec sa source."),
        ),
        InlinePanel("partners", label=_("partenaire"), heading=_("Partenaires")),
        FieldPanel(
            "measures",
            widget=CheckboxSelectMultiple,
            help_text=_("Les sessions locales de l’édition se montrent d’elles-mêmes."),
        ),
        FieldPanel("body", help_text=_("Des textes, des images, des mesures, dans l’ordre voulu.")),
        MultiFieldPanel(
            [
                FieldPanel("replay_url"),
                InlinePanel("documents", label=_("document"), heading=_("Documents")),
                FieldPanel("report", help_text=_("Ce qui s’est dit et décidé.")),
                FieldPanel("photographs"),
            ],
            heading=_("Après l’édition : montré en premier une fois qu’elle est passée"),
        ),
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("theme"),
        index.SearchField("introduction"),
    ]
    parent_page_types: ClassVar = ["conference.ConferenceIndexPage"]
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = _("édition nationale")
        verbose_name_plural = _("éditions nationales")

    def clean(self) -> None:
        super().clean()
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("Le dernier jour ne peut venir avant le premier.")})


class KeyFigure(Orderable):
    """A figure of an edition, with its source."""

    edition = ParentalKey(NationalConferencePage, on_delete=models.CASCADE, related_name="key_figures")
    value = models.CharField(_("chiffre"), max_length=20)
    label = models.CharField(_("ce qu’il compte"), max_length=120)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("chiffre clé")

    def __str__(self) -> str:
        return f"{self.value} {self.label}"


class EditionPartner(PartnerRow):
    """An organisation that carries an edition."""

    edition = ParentalKey(NationalConferencePage, on_delete=models.CASCADE, related_name="partners")

    class Meta(PartnerRow.Meta):
        pass


class EditionDocument(Orderable):
    """A document published after an edition."""

    edition = ParentalKey(NationalConferencePage, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        "core.Resource", verbose_name=_("document"), on_delete=models.CASCADE, related_name="+"
    )

    panels: ClassVar = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("document")

    def __str__(self) -> str:
        return str(self.document)


class RegionsIndexPage(FixedPageMixin, BasePage):
    """``/regions/``: the map and the list of the eighteen regions."""

    introduction = RichTextField(_("introduction"), blank=True, features=INLINE)

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("introduction", help_text=_("Une ou deux phrases, avant la carte et la liste.")),
    ]
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["conference.LocalConferencePage"]
    max_count = 1

    class Meta:
        verbose_name = _("page des régions")

    def get_admin_display_title(self) -> str:
        """The published one: who has two regions sees this page above both, and it is neither's."""
        return self.title


class LocalConferencePage(FixedPageMixin, CoverPage):
    """``/regions/<slug>/``: a region's conference. Its events and alliances show themselves."""

    region = models.OneToOneField(
        Region, verbose_name=_("région"), editable=False, on_delete=models.PROTECT, related_name="local_page"
    )
    host_team = models.CharField(
        _("équipe d’accueil"), max_length=200, blank=True, help_text=_("Qui reçoit, en une ligne.")
    )
    introduction = models.TextField(_("introduction"), blank=True, help_text=_("Deux ou trois phrases."))
    contact_name = models.CharField(_("nom du contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("adresse du contact"), blank=True)
    body = BodyField(
        verbose_name=_("suite"), blank=True, without=["table_of_contents", "contact", "sessions", "alliances"]
    )
    featured = BodyField(
        featured_pages(), verbose_name=_("à la une"), null=True, blank=True, max_num=FEATURED
    )
    photographs = BodyField(photographs(), verbose_name=_("photographies"), null=True, blank=True)
    parts = BodyField(
        parts_of_a_local_page(),
        verbose_name=_("ordre des parties"),
        null=True,
        blank=True,
        block_counts={name: {"max_num": 1} for name in USUAL_PARTS},
    )

    objects = PageManager.from_queryset(LocalConferenceQuerySet)()

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("host_team"),
        FieldPanel("introduction"),
        COVER_PANEL,
        FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_email")], heading=_("Contact")),
        FieldPanel(
            "featured", help_text=_("Trois pages au plus : une session, une alliance, une actualité…")
        ),
        FieldPanel("body", help_text=_("Les sessions et les alliances se montrent d’elles-mêmes.")),
        FieldPanel("photographs"),
        InlinePanel("partners", label=_("partenaire"), heading=_("Partenaires")),
        FieldPanel(
            "parts",
            help_text=_("Vide : l’ordre habituel. Sinon, seules ces parties se montrent."),
        ),
    ]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("introduction")]
    parent_page_types: ClassVar = ["conference.RegionsIndexPage"]
    subpage_types: ClassVar = [
        "events.RegionalAgendaPage",
        "alliances.RegionalAlliancesPage",
        "news.RegionalNewsPage",
    ]

    class Meta:
        verbose_name = _("conférence locale")
        verbose_name_plural = _("conférences locales")

    @property
    def shown_parts(self) -> tuple[str, ...]:
        """The names of its parts in the order wanted, or the usual one."""
        return tuple(part.block_type for part in self.parts or ()) or USUAL_PARTS


class LocalPartner(PartnerRow):
    """An organisation that carries a local conference."""

    local_page = ParentalKey(LocalConferencePage, on_delete=models.CASCADE, related_name="partners")

    class Meta(PartnerRow.Meta):
        pass
