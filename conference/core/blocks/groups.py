"""How the picker sorts the blocks: the ten most used first."""

from django.utils.translation import gettext_lazy as _

MOST_USED = _("Les plus utilisés")
TEXT = _("Texte")
LISTS = _("Ce que le site contient")
PICTURES = _("Images et logos")
