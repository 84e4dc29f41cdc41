"""What a loading did, said in French."""

from collections import Counter

from django.db import models
from django.utils.translation import gettext as _


class Report:
    """Counts what was added, and keeps what must be said besides."""

    def __init__(self) -> None:
        self.added: Counter[type[models.Model]] = Counter()
        self.remarks: list[str] = []

    def add(self, model: type[models.Model], count: int = 1) -> None:
        self.added[model] += count

    def remark(self, sentence: str) -> None:
        self.remarks.append(sentence)

    def sentences(self) -> list[str]:
        """« Ajouté : 18 régions, 21 mesures. », then the remarks."""
        counted = [f"{count} {_name(model, count)}" for model, count in self.added.items() if count]
        if counted:
            first = _("Ajouté : %s.") % ", ".join(counted)
        else:
            first = _("Rien à ajouter : tout est déjà là.")
        return [first, *self.remarks]


def _name(model: type[models.Model], count: int) -> str:
    meta = model._meta
    return str(meta.verbose_name_plural if count > 1 else meta.verbose_name)
