"""What the whole site stands on: who publishes it and answers for it, and the goals that pages name."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from conference.core.addresses import LONGEST
from conference.core.blocks import BodyField
from conference.platform.caching.fragments import cached

from .audit import AccessibilityAudit
from .banner import SiteBanner


class SocialLinks(blocks.StreamBlock):
    """Where else the site can be followed."""

    link = blocks.StructBlock(
        [
            (
                "name",
                blocks.CharBlock(label=_("Nom"), max_length=60, help_text=_("« Mastodon », « LinkedIn »…")),
            ),
            ("url", blocks.URLBlock(label=_("Adresse"), max_length=LONGEST)),
        ],
        label=_("Lien"),
        icon="link",
    )

    class Meta:
        required = False
        max_num = 8


@register_setting(icon="cog", order=100)
class SiteSettings(SiteBanner, AccessibilityAudit, BaseGenericSetting):
    """One row for the site. An empty value is shown as « à compléter », never invented.

    It stands in the ground, not in ``home``, because the notices and mails of every folder
    print these facts.
    """

    publisher = models.CharField(
        _("éditeur"), max_length=200, blank=True, help_text=_("Organisme qui publie le site.")
    )
    publication_director = models.CharField(
        _("direction de la publication"),
        max_length=200,
        blank=True,
        help_text=_("Personne responsable de ce qui est publié, comme le demande la loi."),
    )
    host = models.TextField(
        _("hébergeur"), blank=True, help_text=_("Nom, adresse et téléphone de l’hébergeur.")
    )
    # Read by the version before only: who answers is written in « Responsables des données » (regions).
    controller = models.CharField(
        _("responsable du traitement"),
        max_length=200,
        blank=True,
        help_text=_("Organisme responsable des données personnelles des inscriptions."),
    )
    legal_basis = models.CharField(
        _("base légale"),
        max_length=200,
        blank=True,
        help_text=_("Ce qui autorise à traiter ces données, par exemple « mission d’intérêt public »."),
    )
    data_protection_contact = models.EmailField(
        _("contact pour les données personnelles"),
        blank=True,
        help_text=_("Adresse à laquelle chacun exerce ses droits."),
    )
    contact_email = models.EmailField(
        _("contact national"), blank=True, help_text=_("Adresse de l’équipe nationale.")
    )
    accessibility_email = models.EmailField(
        _("contact pour l’accessibilité"),
        blank=True,
        help_text=_("Adresse pour signaler un défaut d’accessibilité."),
    )
    footer_text = models.TextField(
        _("texte du pied de page"), blank=True, help_text=_("Une ou deux phrases sous le nom du site.")
    )
    social_links = BodyField(
        SocialLinks(),
        verbose_name=_("réseaux sociaux"),
        null=True,
        blank=True,
        help_text=_("Montrés dans le pied de page, dans cet ordre."),
    )
    share_image = models.ForeignKey(
        "core.Picture",
        verbose_name=_("image de partage du site"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Montrée quand on partage une page qui n’a pas la sienne. Vide : le tissage du site."),
    )
    demo_loaded_at = models.DateTimeField(_("contenu de démonstration chargé le"), null=True, editable=False)

    select_related = ("banner_page", "share_image")

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("publisher"), FieldPanel("publication_director"), FieldPanel("host")],
                        heading=_("Mentions légales"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("legal_basis"),
                            FieldPanel("data_protection_contact"),
                        ],
                        heading=_("Données personnelles"),
                        help_text=_("Qui en répond s’écrit une fois : Paramètres, Responsables des données."),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("contact_email"), FieldPanel("footer_text")],
                        heading=_("Contacts et pied de page"),
                    ),
                    *AccessibilityAudit.audit_panels,
                ],
                heading=_("Éditeur et contacts"),
            ),
            ObjectList(SiteBanner.banner_panels, heading=_("Bandeau")),
            ObjectList(
                [FieldPanel("social_links"), FieldPanel("share_image")], heading=_("Réseaux et partage")
            ),
        ]
    )

    class Meta:
        verbose_name = _("réglages du site")

    @classmethod
    def current(cls) -> "SiteSettings":
        """The settings, as the page being made has them already; to be read, not changed."""
        return cached("site settings", cls.load)

    def __str__(self) -> str:
        return str(_("Réglages du site"))

    @property
    def demo(self) -> bool:
        """Whether fictional demo content is present on the site."""
        return self.demo_loaded_at is not None


class Sdg(models.Model):
    """One Sustainable Development Goal of the United Nations (« ODD » in French).

    ``colour`` is the official colour, ``#RRGGBB``; it is data, never a style of the site.
    """

    number = models.PositiveSmallIntegerField(_("numéro"), unique=True)
    name = models.CharField(_("intitulé"), max_length=120)
    colour = models.CharField(_("couleur officielle"), max_length=7)

    class Meta:
        ordering = ["number"]
        verbose_name = _("objectif de développement durable")
        verbose_name_plural = _("objectifs de développement durable")

    def __str__(self) -> str:
        return f"ODD {self.number} – {self.name}"
