"""What the ground adds to the admin: links to drafts stay words."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from .rich_text import PublishedPageLink


@hooks.register("register_rich_text_features", order=10)
def links_to_published_pages(features: FeatureRegistry) -> None:
    """In the place of Wagtail's, which leads visitors to drafts."""
    features.register_link_type(PublishedPageLink)
