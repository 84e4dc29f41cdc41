"""The measures, their reviews and what is said of them, in Wagtail's admin."""
