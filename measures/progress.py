"""What is done with a note on a measure: published, corrected, mended, a passage withdrawn.

A published note says for good what it said. A fact is corrected by another note; spelling is mended and
the earlier text kept; a passage may be withdrawn, and nothing on the site then holds it any more.
"""

import re
from datetime import datetime
from difflib import SequenceMatcher

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.search.index import insert_or_update_object

from .models import EarlierText, Progress, ProgressCitation, WithdrawnPassage

WITHDRAWN = "[passage retiré]"
SAME_WORDS = 0.85  # the part of a text that stays when only its spelling is mended


class NoteRefused(Exception):
    """Base of all of them; ``str(error)`` is fit to be shown."""

    sentence: str | Promise = ""

    def __init__(self) -> None:
        super().__init__(str(self.sentence))


class AlreadyPublished(NoteRefused):
    sentence = _("Cette avancée est déjà publiée.")


class NotPublished(NoteRefused):
    sentence = _("Cette avancée est un brouillon : modifiez-la.")


class NoSource(NoteRefused):
    sentence = _("Citez au moins une source montrée aux visiteurs : sans elle, l’avancée ne se publie pas.")


class Incomplete(NoteRefused):
    """Without a text, without a measure and a subject, or dated from a day to come."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentence = " ".join(sentences)
        super().__init__()


class NothingMended(NoteRefused):
    sentence = _("Le texte est le même : rien n’est à corriger.")


class MoreThanSpelling(NoteRefused):
    sentence = _(
        "Ce texte dit autre chose : des chiffres ou trop de mots changent. Ici ne se corrige que "
        "l’orthographe ; pour un fait, publiez une note qui corrige celle-ci."
    )


class PassageNotFound(NoteRefused):
    sentence = _("Ce passage ne se trouve pas dans l’avancée : copiez-le signe pour signe.")


@transaction.atomic
def publish(note: Progress, *, by: User | None, now: datetime) -> Progress:
    """Show a draft to visitors; from now on it does not change.

    Raises AlreadyPublished, NoSource or Incomplete.
    """
    note = _locked(note)
    if note.published_at:
        raise AlreadyPublished
    try:
        note.full_clean()
    except ValidationError as error:
        raise Incomplete(error.messages) from error
    if not ProgressCitation.objects.filter(progress=note, source__shown=True).exists():
        raise NoSource
    note.published_at = now
    note.save()
    log(note, "wagtail.publish", user=by)
    return note


@transaction.atomic
def correct(note: Progress, *, by: User) -> Progress:
    """A draft that corrects a published note: the same words, sources and regions, to be put right.

    Raises NotPublished.
    """
    note = _locked(note)
    if not note.published_at:
        raise NotPublished
    draft = Progress(
        measure=note.measure,
        subject=note.subject,
        text=note.text,
        date=note.date,
        date_precision=note.date_precision,
        review=note.review,
        author=note.author,
        corrects=note,
        written_by=by,
    )
    draft.regions.set(note.regions.all())
    draft.citations = [  # type: ignore[misc]
        ProgressCitation(source_id=citation.source_id, says=citation.says, sort_order=citation.sort_order)
        for citation in note.citations.all()
    ]
    draft.save()
    log(draft, "wagtail.create", user=by)
    return draft


@transaction.atomic
def mend(note: Progress, *, text: str, by: User, now: datetime) -> Progress:
    """Write a published note's text with its spelling put right; the earlier text stays beside it.

    Raises NotPublished, NothingMended or MoreThanSpelling.
    """
    note = _locked(note)
    if not note.published_at:
        raise NotPublished
    text = _one_kind_of_line(text).strip()
    if text == note.text:
        raise NothingMended
    if not _differ_by_spelling(note.text, text):
        raise MoreThanSpelling
    EarlierText.objects.create(progress=note, text=note.text, until=now)
    note.text, note.mended_at = text, now
    note.save_anew(["text", "mended_at"])
    log(note, "measures.mend", user=by)
    return note


@transaction.atomic
def withdraw_passage(note: Progress, *, passage: str, reason: str, by: User, now: datetime) -> Progress:
    """Take a passage out of a published note, of all its earlier texts and of what the admin kept of them.

    Its place says « [passage retiré] »; that it was withdrawn, when and why, stays. Raises NotPublished or
    PassageNotFound.
    """
    note = _locked(note)
    if not note.published_at:
        raise NotPublished
    passage = _one_kind_of_line(passage).strip()
    earlier = [text for text in note.earlier_texts.all() if passage in text.text]
    if not passage or not (earlier or passage in note.text):
        raise PassageNotFound
    for text in earlier:
        text.text = text.text.replace(passage, WITHDRAWN)
        text.save(update_fields=["text"])
    WithdrawnPassage.objects.create(progress=note, at=now, reason=reason)
    note.text = note.text.replace(passage, WITHDRAWN)
    note.save_anew(["text"])
    insert_or_update_object(note)  # the worker would do it later
    _name_anew(note)
    log(note, "measures.withdraw_passage", user=by)
    return note


def notes_with(passage: str, *, but: Progress) -> list[Progress]:
    """The other notes whose text holds the same passage: a correction often repeats what it corrects."""
    passage = _one_kind_of_line(passage).strip()
    return list(Progress.objects.filter(text__contains=passage).exclude(pk=but.pk)) if passage else []


def _locked(note: Progress) -> Progress:
    return Progress.objects.select_for_update().get(pk=note.pk)


def _one_kind_of_line(text: str) -> str:
    """As the database has it: a form sends its lines with a carriage return."""
    return text.replace("\r\n", "\n")


def _differ_by_spelling(before: str, after: str) -> bool:
    same_numbers = re.findall(r"\d+", before) == re.findall(r"\d+", after)
    same_holes = before.count(WITHDRAWN) == after.count(WITHDRAWN)
    alike = SequenceMatcher(None, before, after, autojunk=False).ratio() >= SAME_WORDS
    return same_numbers and same_holes and alike


def _name_anew(note: Progress) -> None:
    """The admin's log calls a note by the beginning of its text, as it was at each entry."""
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Progress), object_id=str(note.pk)
    )
    entries.update(label=str(note))
