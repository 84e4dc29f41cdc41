"""Blocks that lead on: a button, cards of pages, whom to write to, partners."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from conference.core.addresses import ADDRESS_HELP, LONGEST, validate_address
from conference.core.choosers import PageBlock, PictureBlock

from .text import LISTS, MOST_USED, PICTURES


class AddressBlock(blocks.CharBlock):
    """An address of the site, a part of the page, or another site."""

    def __init__(self, **options) -> None:
        options.setdefault("help_text", ADDRESS_HELP)
        super().__init__(max_length=LONGEST, validators=[validate_address], **options)


class CallToActionBlock(blocks.StructBlock):
    """A button to a page of the site, to any address of it, or to another site."""

    text = blocks.CharBlock(label=_("Texte du bouton"), max_length=60, help_text=_("Un verbe d’abord."))
    page = PageBlock(label=_("Page du site"), required=False)
    url = AddressBlock(label=_("Ou adresse"), required=False)

    class Meta:
        label = _("Bouton")
        icon = "link"
        group = MOST_USED
        template = "core/blocks/call_to_action.html"
        description = _("Un bouton qui mène à une page.")
        preview_value = {"text": "Voir l’agenda", "page": None, "url": "/agenda/"}

    def clean(self, value):
        """Ask for one destination, at the field."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and bool(cleaned["page"]) == bool(cleaned["url"]):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "page": ValidationError(_("Choisissez une page, ou donnez une adresse, pas les deux."))
                }
            )
        return cleaned


class CardsBlock(blocks.StructBlock):
    """Pages of the site as cards: chosen one by one, or those that stand below one."""

    title = blocks.CharBlock(label=_("Titre"), required=False, max_length=120)
    mode = blocks.ChoiceBlock(
        label=_("Quelles pages"),
        choices=[
            ("chosen", _("Les pages choisies ci-dessous")),
            ("below", _("Les pages rangées sous une page")),
        ],
        default="chosen",
    )
    pages = blocks.ListBlock(PageBlock(label=_("Page")), label=_("Pages choisies"), default=[], max_num=12)
    parent = PageBlock(
        label=_("Page au-dessus"),
        required=False,
        help_text=_("Les douze premières pages publiées sous elle, dans l’ordre des menus."),
    )

    class Meta:
        label = _("Cartes de pages")
        icon = "grip"
        group = LISTS
        form_classname = "struct-block shown-by-mode"
        template = "core/blocks/cards.html"
        description = _("Des pages du site en cartes : titre, résumé et image de chacune.")
        preview_template = "core/blocks/previews/cards.html"

    def clean(self, value):
        """Refuse a way of choosing without what it needs, at the field that lacks it."""
        cleaned = super().clean(value)
        wanted = {"chosen": "pages", "below": "parent"}[cleaned["mode"] or "chosen"]
        if not self.is_deferred_validation and not cleaned[wanted]:
            raise blocks.StructBlockValidationError(
                block_errors={"mode": ValidationError(_("Choisissez au moins une page."))}
            )
        return cleaned


class ContactBlock(blocks.StructBlock):
    """Whom to write to or to call."""

    title = blocks.CharBlock(label=_("Titre"), default=_("Contact"), max_length=120)
    name = blocks.CharBlock(label=_("Personne ou équipe"), max_length=120)
    role = blocks.CharBlock(label=_("Fonction ou organisme"), required=False, max_length=160)
    email = blocks.EmailBlock(label=_("Adresse électronique"), required=False)
    phone = blocks.CharBlock(label=_("Téléphone"), required=False, max_length=30)

    class Meta:
        label = _("Contact")
        icon = "mail"
        group = LISTS
        template = "components/contact_card.html"
        description = _("À qui écrire ou téléphoner.")
        preview_value = {
            "title": "Contact presse",
            "name": "Équipe nationale",
            "role": "Service de presse",
            "email": "presse@site.invalid",
            "phone": "01 99 00 00 00",
        }

    def clean(self, value):
        """Ask for a way to reach them."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not (cleaned["email"] or cleaned["phone"]):
            raise blocks.StructBlockValidationError(
                block_errors={"email": ValidationError(_("Donnez une adresse ou un téléphone."))}
            )
        return cleaned


class PartnerBlock(blocks.StructBlock):
    """An organisation: its name always, its logo and its site where there are."""

    name = blocks.CharBlock(label=_("Nom"), max_length=160)
    logo = PictureBlock(label=_("Logo"), required=False)
    url = blocks.URLBlock(label=_("Site"), required=False, max_length=LONGEST)

    class Meta:
        label = _("Partenaire")
        icon = "group"


class TierBlock(blocks.StructBlock):
    """Partners of one kind, under the name of that kind."""

    name = blocks.CharBlock(
        label=_("Rang"), required=False, max_length=80, help_text=_("« Avec le soutien de », « Médias »…")
    )
    partners = blocks.ListBlock(PartnerBlock(), label=_("Partenaires"), min_num=1)

    class Meta:
        label = _("Rang de partenaires")
        icon = "group"


class PartnersBlock(blocks.StructBlock):
    """The organisations that carry something, by tier."""

    title = blocks.CharBlock(label=_("Titre"), default=_("Partenaires"), max_length=120)
    tiers = blocks.ListBlock(
        TierBlock(), label=_("Rangs"), min_num=1, help_text=_("Le premier rang se montre en plus grand.")
    )

    class Meta:
        label = _("Partenaires")
        icon = "group"
        group = PICTURES
        template = "components/partners.html"
        description = _("Des organismes par rang : nom, logo et site.")
        preview_value = {
            "title": "Partenaires",
            "tiers": [
                {
                    "name": "Avec le soutien de",
                    "partners": [{"name": n, "logo": None, "url": ""} for n in ("Exemple A", "Exemple B")],
                },
            ],
        }
