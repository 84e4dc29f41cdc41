"""What the Atom feeds of the site share (RFC 4287)."""

from typing import Any

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from conference.platform.links import absolute_url


class SiteFeed(Feed):
    """A feed in French, by the conference. Its identifier is its own address, ``feed_url``."""

    feed_type = Atom1Feed
    language = "fr"
    author_name = "Conférence des alliances stratégiques"

    def feed_guid(self, asked: Any) -> str:
        return str(self.feed_url(asked))


def address_with(path: str, query: str) -> str:
    """The absolute address of a list or of its feed, with the filters chosen."""
    return absolute_url(f"{path}?{query}" if query else path)
