"""The reviews in Wagtail's admin: their form, their grid, their files."""
