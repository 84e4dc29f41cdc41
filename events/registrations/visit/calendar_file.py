"""The calendar file of a link: the same entry as in the mails, so that no calendar shows the event twice."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from conference.core.routing import from_parts

from ..mails.attached import attachments
from ..mails.writing import subject_of
from ..models import MailKind, RegistrationMail
from .holder import holder_of
from .link_page import unknown_link


@never_cache
@require_safe
@from_parts
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """What the ticket's mail would join now, for the people of the link who are confirmed."""
    holder = holder_of(token)
    if holder is None:
        return unknown_link(request)
    registration, person = holder.registration, holder.attendee
    mail = RegistrationMail(
        kind=MailKind.TICKET,
        registration=registration,
        event=registration.event,
        attendee=person,
        to=person.email if person else registration.email,
    )
    files = attachments(subject_of(mail, now=timezone.now()), calendar="PUBLISH", ticket=False)
    if not files:
        return unknown_link(request)
    response = HttpResponse(files[0].content, content_type=files[0].kind)
    response["Content-Disposition"] = f'attachment; filename="{files[0].name}"'
    return response
