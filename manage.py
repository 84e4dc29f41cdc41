#!/usr/bin/env python3
"""Django's command line for the site of the Conférence des alliances stratégiques."""

import gc
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings.dev")
    gc.disable()  # what is loaded stays: looking through it again and again takes a quarter of the start
    from django.core.management import BaseCommand, ManagementUtility

    class Commands(ManagementUtility):
        def fetch_command(self, subcommand: str) -> BaseCommand:
            gc.freeze()
            gc.enable()
            return super().fetch_command(subcommand)

    Commands(sys.argv).execute()


if __name__ == "__main__":
    main()
