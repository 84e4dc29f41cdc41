"""What an event asks beside names and addresses: the fields, the answers, the arrangements."""

from .answers import answers_of, in_words, save_answers, save_party_answers
from .fields import AskedFields, answers_in, as_initial, asked_of, fields_for

__all__ = [
    "AskedFields",
    "answers_in",
    "answers_of",
    "as_initial",
    "asked_of",
    "fields_for",
    "in_words",
    "save_answers",
    "save_party_answers",
]
