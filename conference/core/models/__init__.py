"""Models that every folder above may lean on."""

from .files import Licence, Picture, Rendition, Resource
from .sdg import Sdg
from .site_settings import SiteSettings

__all__ = ["Licence", "Picture", "Rendition", "Resource", "Sdg", "SiteSettings"]
