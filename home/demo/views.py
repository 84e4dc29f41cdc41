"""The demonstration's mailbox, for everybody: only where ``settings.DEMO`` is on (see urls.py)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.demo.mail_folder import find_mail, latest_mails


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    return render(request, "home/demo/mails.html", {"mails": latest_mails()})


@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    found = find_mail(name)
    if found is None:
        raise Http404(_("Ce courriel n’existe pas ou plus."))
    return render(request, "home/demo/mail.html", {"mail": found})
