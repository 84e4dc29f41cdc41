"""The admin speaks our French: Wagtail's clumsy sentences are said anew."""

import re
from pathlib import Path

import polib
import pytest
import wagtail
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation.trans_real import DjangoTranslation

from tests.house.catalogues import SOURCES, compiled

# Seen by our people on the screens of the admin (what the old words were, what they are now).
HEARD = {
    "Add %(label)s": "Ajouter : %(label)s",
    "Only reviewers for this task can edit the %(model_name)s.": (
        "Seule l’équipe de modération peut la modifier en attendant."
    ),
    "Cancel workflow ": "Retirer de la relecture",
    "Resubmitted '%(task)s'. Workflow resumed": (
        "Soumise de nouveau à l’étape « %(task)s ». La relecture reprend"
    ),
    "Status: ": "État : ",
    "None": "Aucun",
    "slug": "adresse",
    "title tag": "titre pour les moteurs de recherche",
    "The name of the page as it will appear in URLs e.g http://domain.com/blog/[my-slug]/": (
        "La fin de l’adresse de la page : en minuscules, sans accents ni espaces, avec des traits d’union."
    ),
    "Hello %(username)s,": "Bonjour %(username)s,",
    "New: %(model_name)s": "Ajouter : %(model_name)s",
    "Redirects": "Redirections",
    "Site history": "Historique du site",
    "Upload": "Envoyer",
    "The page title as you'd like it to be seen by the public": "Le titre que lisent les visiteurs.",
    "The page could not be saved due to validation errors.": (
        "La page n’est pas enregistrée : des champs sont à corriger."
    ),
    # Wagtail's own says the contrary: that the page waits.
    "The page '%(page_title)s' is not currently awaiting moderation.": (
        "La page « %(page_title)s » n’attend pas de relecture."
    ),
    "%(model_name)s '%(object)s' has been submitted for moderation.": (
        "« %(object)s » est soumis à la relecture."
    ),
}
CLUMSY = re.compile(
    r"\(e\)|\(elle\)|\(tte\)|ce/cette|il/elle|resoumis|Resoum|Seul les|Status|Salut|\be\.g\b|domain\.com"
    r"|[Bb]alise titre|[Rr]ejet|(?<![(_])\b[Ww]orkflow"
)
# Of parts that no screen of ours shows.
NOT_HERE = ("search_promotions", "simple_translation", "styleguide")


def wagtails_entries() -> list[polib.POEntry]:
    catalogues = Path(wagtail.__file__).parent.rglob("fr/LC_MESSAGES/django.po")
    found = [path for path in catalogues if not any(part in str(path) for part in NOT_HERE)]
    assert len(found) > 10
    return [entry for path in found for entry in polib.pofile(str(path))]


def said(entry: polib.POEntry) -> list[str]:
    if entry.msgid_plural:
        return [ngettext(entry.msgid, entry.msgid_plural, number) for number in (1, 2)]
    return [pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else gettext(entry.msgid)]


@pytest.mark.parametrize("msgid", HEARD)
def test_what_our_people_met_is_said_in_our_words(msgid: str) -> None:
    with translation.override("fr"):
        assert gettext(msgid) == HEARD[msgid]


def test_no_sentence_of_wagtail_is_clumsy() -> None:
    with translation.override("fr"):
        heard = [sentence for entry in wagtails_entries() for sentence in said(entry)]
    assert sorted({sentence for sentence in heard if CLUMSY.search(sentence)}) == []


def test_our_sentences_name_what_the_originals_name() -> None:
    """A placeholder that Wagtail does not fill would be an error on the screen."""
    named = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
    for entry in [entry for source in SOURCES for entry in polib.pofile(str(source))]:
        known = set(named.findall(entry.msgid + entry.msgid_plural))
        for sentence in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert set(named.findall(sentence)) <= known, entry.msgid


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_the_compiled_catalogue_is_what_the_source_says(source: Path) -> None:
    assert source.with_suffix(".mo").read_bytes() == compiled(source)


def test_the_scripts_of_the_admin_say_our_words() -> None:
    scripts = DjangoTranslation("fr", domain="djangojs")
    for entry in polib.pofile(str(SOURCES[1])):
        assert scripts.gettext(entry.msgid) == entry.msgstr
