"""What robots are told."""

from django.http import HttpRequest, HttpResponse

from conference.core.models import SiteSettings
from conference.platform.links import absolute_url


def robots(request: HttpRequest) -> HttpResponse:
    """``/robots.txt``: everything is open, except while fictional content is present."""
    if SiteSettings.load(request).demo:
        lines = ["# Contenu de démonstration : rien n’est à indexer.", "User-agent: *", "Disallow: /"]
    else:
        lines = [
            "User-agent: *",
            "Disallow: /admin/",
            "Disallow: /comptes/",
            "Disallow: /inscriptions/",
            f"Sitemap: {absolute_url('/sitemap.xml')}",
        ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
