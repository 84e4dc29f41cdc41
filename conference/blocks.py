"""What the pages of the conference are made of, besides the blocks that every page has."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from conference.core.blocks import ImageBlock
from conference.core.choosers import PageBlock

FEATURED = 3  # pages that a local page puts forward


def photographs() -> list[tuple[str, blocks.Block]]:
    """Pictures in a row, each described."""
    return [("image", ImageBlock())]


def featured_pages() -> list[tuple[str, blocks.Block]]:
    """Pages of the site; one that is not published does not show."""
    return [("page", PageBlock(label=_("Page"), icon="doc-empty-inverse"))]


def _part(label: object, says: object) -> blocks.StaticBlock:
    return blocks.StaticBlock(label=label, admin_text=says, icon="list-ul")


def parts_of_a_local_page() -> list[tuple[str, blocks.Block]]:
    """The parts of a local page, in their usual order; each shows itself where it has something to show."""
    return [
        ("featured", _part(_("À la une"), _("Les pages choisies plus haut."))),
        ("sessions", _part(_("Prochaines sessions"), _("Les sessions de la région, d’elles-mêmes."))),
        ("alliances", _part(_("Alliances"), _("Les alliances de la région, d’elles-mêmes."))),
        ("news", _part(_("Actualités"), _("Les actualités de la région, d’elles-mêmes."))),
        ("text", _part(_("Texte"), _("Ce qui est écrit dans « suite »."))),
        ("photographs", _part(_("Photographies"), _("Celles de l’onglet, d’elles-mêmes."))),
        ("partners", _part(_("Partenaires"), _("Ceux de la liste, par rang."))),
    ]


USUAL_PARTS = tuple(name for name, _block in parts_of_a_local_page())
