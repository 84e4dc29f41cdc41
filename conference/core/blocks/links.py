"""Blocks that lead on: a button, whom to write to."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from conference.core.addresses import LONGEST, validate_address
from conference.core.choosers import PageBlock

from .groups import LISTS, MOST_USED

ADDRESS_HELP = _(
    "« https://… », une adresse du site (« /agenda/ ») ou une partie de la page (« #programme »)."
)


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
