"""What Wagtail's own account page (/admin/account/) does not offer here."""

from wagtail.admin.views.account import AvatarSettingsPanel


def without_pictures() -> None:
    """No picture of oneself: its form knows none of our rules for files, and nothing shows it."""
    AvatarSettingsPanel.is_active = lambda panel: False
