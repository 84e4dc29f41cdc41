"""What Wagtail's admin has for the sessions: their form and its programme, announcing, repeating."""
