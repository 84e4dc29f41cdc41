"""The system's Chromium: found, installed where the user may, else said to be missing."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "Chromium n’est pas installé (Debian : apt install chromium)"


def path() -> str | None:
    """Where Chromium lies, or None."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def install_where_allowed() -> str | None:
    """Path of Chromium, installed first when it is missing and we are root on a Debian system."""
    if path() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("→ Installation de Chromium", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "--quiet=2", *arguments], env=environment, stdout=subprocess.DEVNULL)
    return path()


def required() -> bool:
    """Whether a missing Chromium is a failure (continuous integration) rather than a reason to skip."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")
