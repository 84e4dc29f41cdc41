"""The measures and their programme in Wagtail's admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from conference.regions.permission_policies import FixedRowsPolicy

from .models import Chantier, Dimension, Measure, Tool
from .viewsets import MeasureViewSet, ProgrammeViewSetGroup, ReviewViewSet

# Before the viewsets: registering them asks for the policies.
for model in (Chantier, Dimension, Measure, Tool):
    register_permission_policy(model, FixedRowsPolicy(model))
register_snippet(MeasureViewSet)


@hooks.register("register_admin_viewset")
def register_reviews_and_programme() -> list[ReviewViewSet | ProgrammeViewSetGroup]:
    return [ReviewViewSet(), ProgrammeViewSetGroup()]
