"""Two versions of the site in a repository of their own: this copy of the code, and the one after it.

The second adds a column, as the next release might: the first goes on writing rows while it is there.
"""

import re
import shutil
import subprocess
from pathlib import Path

from .rendering import Place

ROOT = Path(__file__).resolve().parents[3]
APP = "events/registrations"
ANCHOR = "    objects = RegistrationQuerySet.as_manager()\n"
FIELD = 'rehearsed = models.CharField(max_length=20, blank=True, default="", db_default="")'
MIGRATION = '''"""Only in the rehearsal: a column that the version before knows nothing of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registrations", "{before}")]
    operations = [
        migrations.AddField(
            "registration",
            "rehearsed",
            models.CharField(max_length=20, blank=True, default="", db_default=""),
        )
    ]
'''


def make_repository(folder: Path, place: Place) -> None:
    """A git repository with the tags v1.0 and v1.1, the server's files rendered for ``place``."""
    folder.mkdir()
    for name in _git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "-z").split("\0"):
        if name and (ROOT / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
    for path in [folder / "deploy/conference", folder / "deploy/upgrade"]:
        path.write_text(place.render(path.read_text()))
    place.render_folder(folder / "deploy/nginx")
    place.render_folder(folder / "deploy/systemd")
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _commit(folder, "v1.0")
    last = sorted(path.stem for path in (folder / APP / "migrations").glob("0*.py"))[-1]
    number = f"{int(last[:4]) + 1:04}"
    (folder / APP / f"migrations/{number}_rehearsed.py").write_text(MIGRATION.format(before=last))
    _replace(folder / APP / "models/registration.py", ANCHOR, f"    {FIELD}\n\n{ANCHOR}")
    _replace(folder / "conference/platform/health.py", '"vivant\\n"', '"vivant, v1.1\\n"')
    _commit(folder, "v1.1")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    if len(re.findall(re.escape(old), text)) != 1:
        raise LookupError(f"{path.name} ne contient pas une fois {old!r} : la répétition est à reprendre.")
    path.write_text(text.replace(old, new))


def _commit(folder: Path, tag: str) -> None:
    _git(folder, "add", "--all", "--force")
    who = ["-c", "user.name=Répétition", "-c", "user.email=repetition@site.invalid"]
    _git(folder, *who, "commit", "--quiet", "--message", tag)
    _git(folder, "tag", tag)


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
