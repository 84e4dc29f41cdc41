"""The team's side of the registrations, in Wagtail's admin."""
