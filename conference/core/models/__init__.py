"""Models that every folder above may lean on."""

from .files import Licence, Picture, Rendition, Resource, SharePicture
from .site import Sdg, SiteSettings

__all__ = ["Licence", "Picture", "Rendition", "Resource", "Sdg", "SharePicture", "SiteSettings"]
