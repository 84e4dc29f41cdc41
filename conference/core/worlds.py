"""The worlds that partners, registrants and audiences come from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class World(models.TextChoices):
    """A world, as one says it of a partner; the keys are those of the cloth's dyes."""

    ASSOCIATION = "association", _("association")
    COMPANY = "entreprise", _("entreprise")
    LOCAL_AUTHORITY = "collectivite", _("collectivité")
    STATE = "etat", _("État")
    FOUNDATION = "fondation", _("fondation")
    EDUCATION = "enseignement", _("enseignement et recherche")
    SUPPORT = "accompagnateur", _("accompagnateur")
    CITIZEN = "citoyen", _("citoyens")
    OTHER = "autre", _("autre")


# The world that a registrant comes from (« au titre de »).
ON_BEHALF_OF = [
    (World.ASSOCIATION.value, _("une association")),
    (World.COMPANY.value, _("une entreprise")),
    (World.LOCAL_AUTHORITY.value, _("une collectivité")),
    (World.STATE.value, _("l’État")),
    (World.FOUNDATION.value, _("une fondation")),
    (World.EDUCATION.value, _("l’enseignement ou la recherche")),
    (World.SUPPORT.value, _("un réseau d’accompagnement")),
    (World.CITIZEN.value, _("moi-même, à titre personnel")),
    (World.OTHER.value, _("autre")),
]

# The people of a world, as an event says whom it is for.
AUDIENCES = [
    (World.ASSOCIATION.value, _("associations")),
    (World.COMPANY.value, _("entreprises")),
    (World.LOCAL_AUTHORITY.value, _("collectivités")),
    (World.STATE.value, _("services de l’État")),
    (World.FOUNDATION.value, _("fondations")),
    (World.EDUCATION.value, _("enseignement et recherche")),
    (World.SUPPORT.value, _("réseaux d’accompagnement")),
    (World.CITIZEN.value, _("tout public")),
]
