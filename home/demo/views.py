"""The demonstration's mailbox, for everybody: only where ``settings.DEMO`` is on (see urls.py)."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.static import serve

from home.demo.mail_folder import find_mail, latest_mails


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """One uploaded picture."""
    try:
        return serve(request, path, document_root=f"{settings.MEDIA_ROOT}/images")
    except OSError as error:  # a name that no file can have: too long
        raise Http404 from error


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    return render(request, "home/demo/mails.html", {"mails": latest_mails()})


@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    found = find_mail(name)
    if found is None:
        raise Http404(_("Ce courriel n’existe pas ou plus."))
    return render(request, "home/demo/mail.html", {"mail": found})
