"""Files that browsers, robots and security researchers ask for by a fixed address."""

from datetime import UTC, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.utils import timezone

from conference.core.models import SiteSettings
from conference.platform.links import absolute_url

SECURITY_TXT_DAYS = 180  # RFC 9116, 2.5.5: less than a year


def icon(request: HttpRequest, name: str) -> HttpResponse:
    """Lead to an icon among the static files, whose name changes with its content."""
    return HttpResponseRedirect(static(f"images/{name}"))


def manifest(request: HttpRequest) -> HttpResponse:
    """``/manifest.webmanifest``: name, colours and icons of the site on a telephone's first screen."""
    icons = [
        {"src": static(f"images/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    described = {
        "name": "Conférence des alliances stratégiques",
        "short_name": "Alliances",
        "lang": "fr",
        "start_url": "/",
        "display": "browser",
        "background_color": "#f1f5f6",
        "theme_color": "#f1f5f6",
        "icons": icons,
    }
    return JsonResponse(described, content_type="application/manifest+json")


def security_txt(request: HttpRequest) -> HttpResponse:
    """``/.well-known/security.txt`` (RFC 9116): whom to tell of a weakness of the site."""
    contact = SiteSettings.current().contact_email
    until = datetime.combine(timezone.now().date() + timedelta(days=SECURITY_TXT_DAYS), time(0), tzinfo=UTC)
    lines = [
        f"Contact: {f'mailto:{contact}' if contact else absolute_url('/contact/')}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fr, en",
        f"Canonical: {absolute_url('/.well-known/security.txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


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
