"""Fill `.venv` with the locked requirements, when they changed since the last time.

Runs on the machine's own python3 before anything is installed, so: standard library only, and a
syntax that an old Python can still read, for it must reach the line that refuses it.

    python3 deploy/install.py production [development]
"""

import hashlib
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
SUPPORTED = [(3, 11), (3, 12), (3, 13)]


def refuse_other_pythons(version):
    """Leave with one clear line unless `version` (major, minor) is one that the lock was made for."""
    if version not in SUPPORTED:
        sys.exit(
            "Ce site demande Python 3.11, 3.12 ou 3.13 ; celui-ci est Python %d.%d. "
            "Indiquez-en un autre : make PYTHON=python3.12 …" % version
        )


def environment_version():
    """The (major, minor) of the Python that `.venv` was made with, or None without a usable one."""
    try:
        found = subprocess.run(
            [os.path.join(VENV, "bin", "python"), "-c", "import sys; print(*sys.version_info[:2])"],
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return tuple(int(part) for part in found.stdout.split())


def make_environment():
    if environment_version() in SUPPORTED:
        return
    say("Création de l’environnement Python dans .venv")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV])
    if made.returncode:
        sys.exit("Python n’a pas pu créer .venv : le module venv manque (Debian : apt install python3-venv).")


def install(kinds):
    """Install each lock whose content differs from what the stamp in `.venv` says was installed."""
    locks = [os.path.join(ROOT, "deploy", "requirements", kind + ".txt") for kind in kinds]
    changed = [lock for lock in locks if stamp_of(lock) != digest(lock)]
    if not changed:
        return
    say("Installation des bibliothèques : " + ", ".join(os.path.basename(lock)[:-4] for lock in changed))
    command = [os.path.join(VENV, "bin", "python"), "-m", "pip", "install", "--quiet"]
    command += ["--disable-pip-version-check", "--no-input", "--require-hashes"]
    for lock in changed:
        command += ["-r", lock]
    installed = subprocess.run(command)
    if installed.returncode:
        sys.exit("L’installation a échoué ; le message de pip ci-dessus dit pourquoi.")
    for lock in changed:
        with open(stamp_path(lock), "w") as stamp:
            stamp.write(digest(lock))


def compile_code():
    """The site's own modules, for an account that may not write beside them."""
    compiling = [os.path.join(VENV, "bin", "python"), "-m", "compileall", "-q"]
    subprocess.run([*compiling, "conference", "measures", "events", "home"], cwd=ROOT)


def stamp_path(lock):
    return os.path.join(VENV, "installed-" + os.path.basename(lock))


def stamp_of(lock):
    try:
        with open(stamp_path(lock)) as stamp:
            return stamp.read()
    except OSError:
        return ""


def digest(path):
    with open(path, "rb") as content:
        return hashlib.sha256(content.read()).hexdigest()


def say(text):
    print("→ " + text, flush=True)


if __name__ == "__main__":
    refuse_other_pythons(tuple(sys.version_info[:2]))
    make_environment()
    install(sys.argv[1:] or ["production"])
    compile_code()
