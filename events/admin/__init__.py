"""What Wagtail’s admin has for sessions: their form and its programme, announcing, repeating, series."""
