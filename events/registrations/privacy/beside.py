"""What other tables hold of people who are erased: answers, mails, logs, the team's own words, history."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from conference.core.text import fold
from conference.platform.mails import erase_mails

from ..models import Attendee, Registration, RegistrationLogEntry, RegistrationMail
from ..questions.terms import erase_what_they_told


def erase_beside(keys: Sequence[int], *, whole: Sequence[Registration], shared: set[int]) -> Counter[str]:
    """Erase what other tables hold of attendees (``keys``) and of registrations; count it by field."""
    of_them = Q(attendee__in=keys) | Q(registration__in=[each.pk for each in whole])
    # What was sent to the whole party may name the one person: whoever wrote keeps it in the mailbox.
    sent_to_all = RegistrationMail.objects.filter(registration__in=shared, attendee=None).exclude(text="")
    mails = RegistrationMail.objects.filter(of_them)
    log = RegistrationLogEntry.objects.filter(of_them)
    told = erase_what_they_told(keys)
    return Counter(
        {
            "Answer.value": told["answer"],
            "Arrangement.wish": told["arrangement"],
            "RegistrationLogEntry.note": log.exclude(note="").update(note=""),
            "RegistrationMail.facts": mails.exclude(facts={}).update(facts={}),
            "RegistrationMail.to": erase_mails(mails.exclude(to="", subject="", text="")),
            "RegistrationMail.text": sent_to_all.update(text=""),
        }
    )


def erase_words_of_the_team(shared: Iterable[Registration], people: Sequence[Attendee]) -> Counter[str]:
    """Erase what the team typed about registrations that others stay part of, where it names ``people``.

    Their note, and the reasons told and logged; in the copy of a mail, all of its text.
    """
    parties = {registration.pk: registration for registration in shared}
    by_party: dict[int, list[Attendee]] = defaultdict(list)
    for person in people:
        by_party[person.registration_id].append(person)

    def named(registration: int, *texts: str) -> bool:
        return any(_names(text, person) for text in texts if text for person in by_party[registration])

    notes = [key for key, each in parties.items() if named(key, each.note)]
    log = RegistrationLogEntry.objects.filter(registration__in=parties).exclude(note="")
    logged = [pk for pk, key, note in log.values_list("pk", "registration", "note") if named(key, note)]
    mails = RegistrationMail.objects.filter(registration__in=parties)
    texts = [pk for pk, key, text in mails.values_list("pk", "registration", "text") if named(key, text)]
    told = [mail for mail in mails.exclude(facts={}) if named(mail.registration_id, _reason_of(mail))]
    for mail in told:
        mail.facts = {**mail.facts, "reason": ""}
    RegistrationMail.objects.bulk_update(told, ["facts"])
    return Counter(
        {
            "Registration.note": Registration.objects.filter(pk__in=notes).update(note=""),
            "RegistrationLogEntry.note": RegistrationLogEntry.objects.filter(pk__in=logged).update(note=""),
            "RegistrationMail.text": RegistrationMail.objects.filter(pk__in=texts).update(text=""),
            "RegistrationMail.facts": len(told),
        }
    )


def _reason_of(mail: RegistrationMail) -> str:
    return str(mail.facts.get("reason") or "")


def _names(text: str, person: Attendee) -> bool:
    names = (fold(name) for name in (person.first_name, person.last_name))
    return any(name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", fold(text)) for name in names)


def erase_history(registrations: Collection[int], attendees: Collection[int]) -> None:
    for model, keys in ((Registration, registrations), (Attendee, attendees)):
        rows = ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(model), object_id__in=[str(key) for key in keys]
        )
        rows.update(label=_("inscription effacée"), data={})
