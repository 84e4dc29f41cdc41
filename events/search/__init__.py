"""The one field of the agenda: a place, or words (docs/decisions/0008 and 0040)."""
