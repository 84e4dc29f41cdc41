"""The form of an item of news."""

from typing import Any

from conference.core.forms import SitePageForm
from conference.regions.tree import region_slug_of


class NewsPageForm(SitePageForm):
    """An item in a region's part of the tree is about that region: nobody chooses.

    The page keeps it too, whatever a command or a move does (``NewsPage.save``).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_regional:
            self.fields.pop("regions", None)

    @property
    def is_regional(self) -> bool:
        return self.parent_page is not None and bool(region_slug_of(self.parent_page.url_path))
