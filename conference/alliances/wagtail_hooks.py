"""Alliances in Wagtail's admin: a national one whose town lies in a region is remarked upon."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from .models import AlliancePage


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_of_its_region(request: HttpRequest, page: Page) -> None:
    """Where it might be shown, with the way there: the region follows from the place in the tree."""
    if isinstance(page, AlliancePage) and page.region is None and page.commune is not None:
        sentence = _(
            "%(town)s est en région %(region)s. Cette alliance est nationale : pour qu’elle paraisse dans sa "
            "région, déplacez-la sous la page de cette région, à « Alliances »."
        )
        move = messages.button(reverse("wagtailadmin_pages:move", args=[page.pk]), _("Déplacer"))
        region = page.commune.department.region
        messages.warning(request, sentence % {"town": page.town, "region": region}, buttons=[move])
