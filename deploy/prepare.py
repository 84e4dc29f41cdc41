"""What must be done before the demonstration can start, each step only when its reason changed.

A stamp beside the database says what a step last worked on. When the database's file is gone, its
stamps are worth nothing and everything is done again.
"""

import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("conference", "measures", "events", "home")
sys.path.insert(0, str(ROOT))


def main() -> None:
    import django

    django.setup()
    from django.conf import settings

    var = Path(settings.VAR_DIR)
    var.mkdir(parents=True, exist_ok=True)
    database = settings.DATABASES["default"]
    stamps = Stamps(var / "serve-stamps", database=f"{database['ENGINE']} {database['NAME']}")
    if "sqlite" in database["ENGINE"] and not Path(database["NAME"]).exists():
        stamps.forget()
    prepare(stamps)


def prepare(stamps: "Stamps") -> None:
    from django.conf import settings
    from django.core.management import CommandError, call_command

    from home.demo import accounts

    libraries = [ROOT / "deploy/requirements/production.txt"]
    code = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    data = [path for app in APPS for path in (ROOT / app).rglob("*") if path.suffix in (".json", ".csv")]
    step = stamps.step
    if step("migrate", libraries + [path for path in code if "migrations" in path.parts]):
        say("Mise à jour de la base de données")
        call_command("migrate", verbosity=0)
        stamps.done("migrate")
    if step("reference", libraries + code + data, also=settings.PUBLIC_URL):  # Wagtail's Site follows it
        say("Données de référence")
        call_command("load_reference", verbosity=0)
        stamps.done("reference")
    if step("demo", []):
        say("Contenu de démonstration")
        try:
            call_command("load_demo", verbosity=0)
        except CommandError as refusal:  # a site that already has pages of its own keeps them
            say(str(refusal))
        stamps.done("demo")
    if step("static", libraries + list((ROOT / "static").rglob("*"))):
        say("Fichiers statiques")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamps.done("static")
    # The only words on the standard output: deploy/serve.py prints them once the site answers.
    try:
        ready = accounts.ensure_accounts(chosen=os.environ.get("DEMO_PASSWORD"))
    except accounts.NameTaken as refusal:
        sys.exit(str(refusal))
    print(accounts.as_table(ready), end="")


class Stamps:
    """One small file a step, holding a digest of what the step depends on."""

    def __init__(self, folder: Path, *, database: str) -> None:
        self.folder = folder
        self.database = database
        self.wanted: dict[str, str] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def step(self, name: str, sources: Iterable[Path], also: str = "") -> bool:
        """Whether the step must run: its sources, or the database, are not those of the last time."""
        digest = hashlib.sha256(f"{self.database} {also}".encode())
        for source in sorted(sources):
            if source.is_file():
                digest.update(str(source.relative_to(ROOT)).encode() + source.read_bytes())
        self.wanted[name] = digest.hexdigest()
        stamp = self.folder / name
        return not stamp.exists() or stamp.read_text() != self.wanted[name]

    def done(self, name: str) -> None:
        (self.folder / name).write_text(self.wanted[name])

    def forget(self) -> None:
        for stamp in self.folder.iterdir():
            stamp.unlink()


def say(text: str) -> None:
    print(f"→ {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
