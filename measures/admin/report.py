"""The page of the admin that tells what the measures lack, each row with the way to put it right."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ..models import Measure
from ..report import LACKS


class UpkeepView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    model = Measure
    permission_required = "change"
    template_name = "measures/admin/upkeep.html"
    page_title = _("Ce qui manque aux mesures")
    header_icon = "list-ol"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, finder = timezone.now(), AdminURLFinder(self.request.user)
        sections = [
            {
                "lack": lack,
                "rows": [(str(row), finder.get_edit_url(lack.of(row))) for row in lack.rows(now)],
            }
            for lack in LACKS
        ]
        return super().get_context_data(**kwargs) | {"sections": sections}


class UpkeepMenuItem(MenuItem):
    """Among the reports, for who edits measures."""

    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm("measures.change_measure")
