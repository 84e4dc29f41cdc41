"""Pages to start a session from: nobody publishes one, and each team may read it."""

from django.utils.translation import gettext as _
from wagtail.actions.publish_revision import PublishPermissionError

from conference.core.fixed_pages import SitePagePermissions


class ModelPagePublished(PublishPermissionError):
    """A model page is never published, whoever asks and however."""

    def __init__(self) -> None:
        super().__init__(_("Une page modèle n’est jamais publiée : annoncez une session à partir d’elle."))


class EventPagePermissions(SitePagePermissions):
    """Those of every page, less what would put a model page on line."""

    def can_publish(self) -> bool:
        return super().can_publish() and not self.page.is_model

    def can_submit_for_moderation(self) -> bool:
        return super().can_submit_for_moderation() and not self.page.is_model

    def can_announce_again(self) -> bool:
        """Whether the same session may be announced on another day, where this one stands."""
        return self.can_edit() and (self.user.is_superuser or "add" in self.permissions)
