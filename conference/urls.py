"""Every address of the site (design.md §6). What holds a dot stands before Wagtail's."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from conference.accounts.urls import admin_urlpatterns
from conference.platform import health, media
from conference.platform.mails.bounces import tells_bounces
from conference.platform.metrics.views import metrics
from home import machine_files
from home.serving import serve_page
from home.sitemap import sitemap, sitemap_file

handler400 = "conference.platform.unreadable.bad_request"
handler500 = "conference.platform.outage.server_error"
handler429 = "conference.accounts.views.too_many"  # allauth's; Django knows no such handler

urlpatterns = [
    path("admin/", include(admin_urlpatterns)),
    path("comptes/", include("conference.accounts.urls")),
    path("admin/", include("conference.regions.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("robots.txt", machine_files.robots, name="robots"),
    path("favicon.ico", machine_files.icon, {"name": "favicon.ico"}),
    path("apple-touch-icon.png", machine_files.icon, {"name": "icon-180.png"}),
    path("manifest.webmanifest", machine_files.manifest, name="manifest"),
    path(".well-known/security.txt", machine_files.security_txt, name="security_txt"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap_file, name="sitemap_file"),
    path("sante/vivant", health.alive, name="alive"),
    path("sante/pret", health.ready, name="ready"),
    path("sante/metriques", metrics, name="metrics"),
]

if "FileSystemStorage" not in settings.STORAGES["default"]["BACKEND"]:
    urlpatterns += [
        path(f"{settings.MEDIA_URL.strip('/')}/images/<path:name>", media.picture, name="picture")
    ]

if tells_bounces():  # what the mail provider calls
    urlpatterns += [path("courriels/", include("anymail.urls"))]

if settings.DEBUG:
    from django.conf.urls.static import static

    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += [
    path("", include("events.urls")),
    path("", include("events.registrations.urls")),
    path("", include("measures.urls")),
    path("", include("home.news.urls")),
    re_path(wagtail_urls.serve_pattern, serve_page),
    path("", include(wagtail_urls)),
]
