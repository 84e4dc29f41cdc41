"""What the library adds to the admin: the subjects of a document are edited with the document."""

from django.urls import reverse
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.permissions import policy_registry

from conference.core.models import Resource

from .models import ResourceTopics


class TopicsURLFinder(ModelAdminURLFinder):
    """« Utilisation » of a measure leads to the document."""

    def get_edit_url(self, instance: ResourceTopics) -> str | None:
        policy, resource = policy_registry.get_by_type(Resource), instance.resource
        if self.user and not policy.user_has_permission_for_instance(self.user, "change", resource):
            return None
        return reverse("wagtaildocs:edit", args=[resource.pk])


register_admin_url_finder(ResourceTopics, TopicsURLFinder)
