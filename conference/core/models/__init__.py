"""Models that every folder above may lean on."""

from .sdg import Sdg
from .site_settings import SiteSettings

__all__ = ["Sdg", "SiteSettings"]
