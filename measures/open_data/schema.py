"""The tables of the open data: what each column holds. Files, their description and the page follow from it.

Names are a contract: a column may come, none leaves or changes its meaning without a new ``FORMAT``.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Precision, Sign, Stage, Tone

FORMAT = "1.0.0"
KINDS = {
    "string": _("texte"),
    "integer": _("nombre entier"),
    "date": _("date"),
    "datetime": _("date et heure"),
}
PARTLY_KNOWN = r"^\d{4}(-\d{2}(-\d{2})?)?$"
PRECISIONS = {Precision.DAY: "jour", Precision.MONTH: "mois", Precision.YEAR: "annee"}
NOT_VERIFIED = "déclaré, non vérifié"
REVIEW, ASSESSMENT, NOTE = "bilan", "appréciation", "avancée"  # the facts that cite sources


@dataclass(frozen=True)
class Column:
    """One column; ``kind`` is a type of Table Schema, ``links_to`` the table and column it names a row of."""

    name: str
    says: Promise
    kind: str = "string"
    required: bool = False
    links_to: tuple[str, str] | None = None
    choices: tuple[str, ...] = ()
    pattern: str = ""

    @property
    def kind_in_words(self) -> Promise:
        return KINDS[self.kind]

    @property
    def described(self) -> dict[str, Any]:
        """The field as Table Schema has it."""
        asked = {"required": self.required, "enum": list(self.choices), "pattern": self.pattern}
        constraints = {name: value for name, value in asked.items() if value}
        described = {"name": self.name, "type": self.kind, "description": str(self.says)}
        return described | ({"constraints": constraints} if constraints else {})


@dataclass(frozen=True)
class Table:
    """One table; ``key``: the columns that tell its rows apart, if any do."""

    name: str
    title: Promise
    says: Promise
    columns: tuple[Column, ...]
    key: tuple[str, ...] = field(default=())

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @property
    def described(self) -> dict[str, Any]:
        """The table as Table Schema has it."""
        links = [
            {
                "fields": [column.name],
                "reference": {"resource": "" if table == self.name else table, "fields": [name]},
            }
            for column in self.columns
            if column.links_to
            for table, name in [column.links_to]
        ]
        schema: dict[str, Any] = {"fields": [column.described for column in self.columns]}
        schema["missingValues"] = [""]
        if self.key:
            schema["primaryKey"] = list(self.key)
        if links:
            schema["foreignKeys"] = links
        return schema


def _measure(says: Promise, *, required: bool = True) -> Column:
    return Column("mesure", says, "integer", required, ("mesures", "numero"))


def _review(says: Promise, *, required: bool = True) -> Column:
    return Column("bilan", says, "string", required, ("bilans", "bilan"))


def _judge() -> Column:
    return Column("juge", _("qui a jugé"), required=True)


MEASURES = Table(
    "mesures",
    _("Les mesures"),
    _("Les mesures de la mission, dans l’ordre de leurs numéros."),
    (
        Column("numero", _("son numéro, qui ne change pas"), "integer", True),
        Column("slug", _("les mots de son adresse, qui ne changent pas"), required=True),
        Column("titre", _("titre exact du rapport"), required=True),
        Column("titre_court", _("titre des listes"), required=True),
        Column("mot_cle", _("mot-clé du tableau"), required=True),
        Column("dimension", _("clé de la dimension du programme"), required=True),
        Column("dimension_nom", _("nom de la dimension"), required=True),
        Column("chantiers", _("clés des chantiers liés, séparées par « | »")),
        Column("resume", _("résumé, s’il est publié")),
        Column("pilote", _("organisation qui porte la mesure, si c’est publié")),
        Column("prochaine_mise_a_jour", _("jour annoncé de la prochaine mise à jour"), "date"),
        Column("url", _("adresse de sa page"), required=True),
    ),
    ("numero",),
)
REVIEWS = Table(
    "bilans",
    _("Les bilans"),
    _("Les bilans publiés. D’un bilan retiré ne restent que son titre, sa date et le motif du retrait."),
    (
        Column("bilan", _("son identifiant, qui ne change pas"), required=True),
        Column("titre", _("titre"), required=True),
        Column("date", _("jour de sa publication"), "date", True),
        _judge(),
        Column("commentaire", _("ce que le bilan dit de lui-même")),
        Column("ecart_des_totaux", _("pourquoi les niveaux ne font pas les totaux publiés")),
        Column("retire_le", _("jour du retrait"), "date"),
        Column("motif_du_retrait", _("pourquoi il est retiré")),
        Column("url", _("adresse de sa page"), required=True),
    ),
    ("bilan",),
)
SCALES = Table(
    "echelles",
    _("Les échelles des bilans"),
    _(
        "Les niveaux de l’échelle de chaque bilan, avec les totaux qu’il a publiés. Deux échelles ne se "
        "comparent, ne se convertissent et ne s’additionnent pas."
    ),
    (
        _review(_("identifiant du bilan")),
        Column("niveau", _("clé du niveau, dans ce bilan"), required=True),
        Column("intitule", _("le mot du bilan"), required=True),
        Column("signification", _("ce que ce mot veut dire")),
        Column("rang", _("sa place dans l’échelle, à partir de 1"), "integer", True),
        Column("signe", _("le signe qui le montre"), required=True, choices=tuple(map(str, Sign.labels))),
        Column("teinte", _("la teinte qui le montre"), required=True, choices=tuple(map(str, Tone.labels))),
        Column("total_publie", _("nombre de mesures publié ; vide : non publié, jamais déduit"), "integer"),
        _judge(),
    ),
    ("bilan", "niveau"),
)
ASSESSMENTS = Table(
    "appreciations",
    _("Ce que chaque bilan dit de chaque mesure"),
    _(
        "Une ligne par mesure et par bilan qui tient. Un niveau vide n’a pas été publié : il n’est ni "
        "déduit, ni repris d’un autre bilan."
    ),
    (
        _review(_("identifiant du bilan")),
        Column("bilan_titre", _("titre du bilan"), required=True),
        Column("bilan_date", _("jour de publication du bilan"), "date", True),
        _judge(),
        _measure(_("numéro de la mesure")),
        Column("mesure_titre", _("titre exact de la mesure"), required=True),
        Column("niveau", _("clé du niveau dans l’échelle de ce bilan ; vide : non publié")),
        Column("niveau_intitule", _("le mot du bilan ; vide : niveau non publié")),
        Column("commentaire", _("ce que le bilan dit de la mesure")),
        Column("date_du_fait", _("jour du fait, s’il est connu"), "date"),
    ),
    ("bilan", "mesure"),
)
PROGRESS = Table(
    "avancees",
    _("Les avancées"),
    _(
        "Les notes publiées. Une note publiée ne change pas : une autre la corrige. La place d’un passage "
        "retiré dit « [passage retiré] »."
    ),
    (
        Column("avancee", _("son identifiant (UUID), qui ne change pas"), required=True),
        _measure(_("numéro de la mesure ; vide : sa source n’en donne pas"), required=False),
        Column("sujet", _("son sujet, quand aucune mesure n’est donnée")),
        Column("texte", _("ce qui s’est passé"), required=True),
        Column(
            "date",
            _("quand : 2022-05-10, 2022-05 ou 2022 selon ce qui est connu ; vide : non publié"),
            pattern=PARTLY_KNOWN,
        ),
        Column("date_precision", _("ce qui est connu de la date"), choices=tuple(PRECISIONS.values())),
        Column("regions", _("identifiants des régions, séparés par « | » ; vide : la note est nationale")),
        _review(_("identifiant du bilan qui l’énonce"), required=False),
        Column("corrige", _("identifiant de la note qu’elle corrige"), links_to=("avancees", "avancee")),
        Column("publiee_le", _("quand elle a paru sur le site"), "datetime", True),
        Column("orthographe_corrigee_le", _("quand son orthographe a été corrigée"), "datetime"),
    ),
    ("avancee",),
)
WITHDRAWALS = Table(
    "retraits",
    _("Les passages retirés"),
    _("Ce qui a été retiré d’une note publiée : quand et pourquoi, jamais ce qui s’y lisait."),
    (
        Column("avancee", _("identifiant de la note"), "string", True, ("avancees", "avancee")),
        Column("retire_le", _("quand"), "datetime", True),
        Column("motif", _("pourquoi"), required=True),
    ),
)
CONTRIBUTIONS = Table(
    "contributions",
    _("Ce que déclarent les régions"),
    _("Ce que chaque région dit faire pour une mesure. Déclaré par son relais, vérifié par personne."),
    (
        Column("contribution", _("son identifiant (UUID), qui ne change pas"), required=True),
        _measure(_("numéro de la mesure")),
        Column("region", _("identifiant de la région"), required=True),
        Column("region_nom", _("nom de la région"), required=True),
        Column(
            "avancement",
            _("où elle en est, selon elle ; ce n’est le niveau d’aucun bilan"),
            required=True,
            choices=tuple(map(str, Stage.labels)),
        ),
        Column("texte", _("ce que fait la région"), required=True),
        Column("declare_le", _("jour de la déclaration"), "date", True),
        Column("declare_par", _("qui le déclare"), required=True),
        Column(
            "verification", _("toujours « déclaré, non vérifié »"), required=True, choices=(NOT_VERIFIED,)
        ),
    ),
    ("contribution",),
)
FIGURES = Table(
    "chiffres",
    _("Les chiffres des contributions"),
    _("Les chiffres que donnent les régions, chacun avec son unité, sa date et sa source."),
    (
        Column(
            "contribution",
            _("identifiant de la contribution"),
            "string",
            True,
            ("contributions", "contribution"),
        ),
        Column("valeur", _("le chiffre, tel qu’il est écrit"), required=True),
        Column("unite", _("son unité"), required=True),
        Column("date", _("à la date du"), "date", True),
        Column("source", _("d’où il vient"), required=True),
        Column("source_url", _("adresse de cette source")),
    ),
)
SOURCES = Table(
    "sources",
    _("Les sources"),
    _("Les pages et documents publics que citent les faits de ces tables."),
    (
        Column("source", _("sa clé, qui ne change pas"), required=True),
        Column("titre", _("titre"), required=True),
        Column("editeur", _("qui l’a publiée"), required=True),
        Column("url", _("son adresse"), required=True),
        Column("url_archive", _("adresse d’une copie d’archive")),
        Column("date", _("sa date : 2022-05-10, 2022-05 ou 2022 ; vide : inconnue"), pattern=PARTLY_KNOWN),
        Column("date_precision", _("ce qui est connu de la date"), choices=tuple(PRECISIONS.values())),
        Column("verifiee_le", _("jour où une personne l’a relue"), "date"),
    ),
    ("source",),
)
CITATIONS = Table(
    "citations",
    _("Quel fait cite quelle source"),
    _("Le lien entre un fait et ses sources ; les mots des sources n’y sont pas."),
    (
        Column("fait", _("ce qui la cite"), required=True, choices=(REVIEW, ASSESSMENT, NOTE)),
        _review(_("le bilan, ou celui de l’appréciation"), required=False),
        _measure(_("la mesure de l’appréciation"), required=False),
        Column("avancee", _("identifiant de l’avancée"), links_to=("avancees", "avancee")),
        Column("source", _("clé de la source"), "string", True, ("sources", "source")),
    ),
)

TABLES = (
    MEASURES,
    REVIEWS,
    SCALES,
    ASSESSMENTS,
    PROGRESS,
    WITHDRAWALS,
    CONTRIBUTIONS,
    FIGURES,
    SOURCES,
    CITATIONS,
)
