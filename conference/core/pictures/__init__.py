"""The pictures of a page: their sizes, thumbnails, covers, and what is drawn where it is shared."""
