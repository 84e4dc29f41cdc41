"""The page of the admin that takes away somebody's lost second factor."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from .second_factor import NothingToReset, reset_second_factor
from .viewsets import may_manage


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked once more with GET, done with POST. One's own is changed in /comptes/securite/."""
    actor = request.user
    if not isinstance(actor, User) or not actor.has_perm("auth.change_user"):
        raise PermissionDenied
    account = get_object_or_404(get_user_model(), pk=pk)
    if account == actor or not may_manage(actor, account):
        raise PermissionDenied
    if request.method != "POST":
        return render(
            request,
            "conference/accounts/admin/reset.html",
            {"account": account, "page_title": _("Réinitialiser le second facteur")},
        )
    try:
        reset_second_factor(account, by=actor, now=timezone.now())
    except NothingToReset as nothing:
        messages.warning(request, str(nothing))
    else:
        messages.success(
            request,
            _("Le second facteur de « %s » est réinitialisé ; un courriel le lui dit.")
            % account.get_username(),
        )
    return redirect("wagtailusers_users:index")
