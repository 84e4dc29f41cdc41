"""Models that every folder above may lean on."""

from .files import Picture, Rendition, Resource
from .sdg import Sdg
from .site_settings import SiteSettings

__all__ = ["Picture", "Rendition", "Resource", "Sdg", "SiteSettings"]
