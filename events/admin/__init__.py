"""What Wagtail's admin has for the sessions: announcing, repeating, correcting a series."""
