"""What was done to an event from its board while somebody had its form open.

The form, opened before, would write the old values back when it is sent. Its hidden field holds how many
operations had been done and undone when it was shown; the fields that a later one wrote keep what it wrote.
"""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext as _

from ..models import EventOperation, EventPage
from ..operations import Operation
from .moving import give


def acts_on(event: EventPage) -> list[tuple[str, str]]:
    """What was done to the event and undone, in that order: (verb, what is said of it)."""
    acts = []
    for done in EventOperation.objects.filter(event=event.pk):
        verb = Operation.by_verb.get(done.verb)
        if verb is None:  # of another version of the site
            continue
        acts.append((done.at, done.pk, done.verb, str(verb.words)))
        if done.undone_at:
            undone = _("%s (opération annulée)") % verb.words
            acts.append((done.undone_at, done.pk, done.verb, undone))
    return [(verb, words) for _at, _pk, verb, words in sorted(acts)]


def keep_what_was_done(
    form: forms.ModelForm, *, children: Mapping[str, Sequence[forms.ModelForm]], seen: int
) -> str:
    """Give the fields of the operations since the ``seen``-th act what these wrote; a sentence, or "".

    ``children``: relation → the forms of what the event holds.
    """
    since = acts_on(form.instance)[seen:]
    written = False
    for verb in {Operation.by_verb[name] for name, _words in since}:
        for name in verb.fields:
            written |= _keep(form, name)
        for relation, names in verb.children.items():
            for child in children.get(relation, ()):
                for name in names if child.instance.pk else ():
                    written |= _keep(child, name)
    if not written:
        return ""
    return _(
        "Pendant que cette page était ouverte ici : %s. Ce qui a été fait est gardé, et remplace "
        "ce que vous aviez sous les yeux ; le reste est enregistré."
    ) % ", ".join(dict.fromkeys(words for _verb, words in since))


def _keep(form: forms.ModelForm, name: str) -> bool:
    """Whether what was sent differs from what is there now, which then stays."""
    if name not in form.fields or name not in form.changed_data:
        return False
    give(form, name, form.initial.get(name))
    form._errors.pop(name, None)
    return True
