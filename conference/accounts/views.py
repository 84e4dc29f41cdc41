"""Pages of the accounts that allauth has not, and the page of those who ask too often."""

from allauth.mfa.base.views import IndexView as FactorsView
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from conference.platform.numbers import whole_number

from .second_factor import has_second_factor, must_have_second_factor
from .sessions import device_of, end_session


class SessionsView(ListUserSessionsView):
    """One's own open logins; each may be ended, or all the others at once."""

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        for session in context["sessions"]:
            session.device = device_of(session.user_agent)
        return context

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.POST.get("session"):
            return super().post(request, *args, **kwargs)
        chosen = whole_number(request.POST["session"])
        if chosen is not None and end_session(request.user, chosen):
            messages.success(request, _("Cette connexion est fermée."))
        else:
            messages.info(request, _("Cette connexion était déjà fermée."))
        return redirect("usersessions_list")


class IndexView(FactorsView):
    """The security of one's account; the way in for those who must first choose a second factor."""

    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        must_choose = must_have_second_factor(user) and not has_second_factor(user)
        return super().get_context_data(**kwargs, must_choose=must_choose)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: allauth counted too many requests from this address or this account."""
    return render(request, "conference/accounts/too_many.html", {"heading": _("Trop d’essais")}, status=429)
