"""Models that every folder above may lean on."""

from .files import Picture, Rendition, Resource
from .site import Sdg, SiteSettings

__all__ = ["Picture", "Rendition", "Resource", "Sdg", "SiteSettings"]
