"""What is done with a note of the measures, each after a page that says what will happen."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conference.core.confirmed_action import RowAction

from ..cited import citations_of
from ..models import Progress
from ..progress import WITHDRAWN, NoteRefused, correct, mend, notes_with, publish, withdraw_passage


class NoteAction(RowAction):
    """An action on one note."""

    refusals = (NoteRefused,)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.note: Progress = self.object
        self.target = self.note  # which the page leads on to

    def get_success_url(self) -> str:
        name = "inspect" if self.target.published_at else "edit"
        return reverse(Progress.snippet_viewset.get_url_name(name), args=[self.target.pk])


class PublishView(NoteAction):
    page_title = gettext_lazy("Publier l’avancée")
    button_label = gettext_lazy("Publier")
    done = gettext_lazy("L’avancée est publiée.")

    def consequences(self) -> list[str]:
        shown = [str(each.source) for each in citations_of(self.note)]
        return [
            _("Les visiteurs la voient tout de suite, avec sa date de publication."),
            _("Elle ne changera plus : un fait se corrige par une autre note, l’orthographe à part."),
            ngettext("Source : %s.", "Sources : %s.", len(shown)) % " ; ".join(shown)
            if shown
            else _("Elle ne cite aucune source montrée aux visiteurs : ajoutez-en une d’abord."),
        ]

    def act(self, form: forms.Form) -> None:
        self.target = publish(self.note, by=self.request.user, now=timezone.now())


class CorrectView(NoteAction):
    page_title = gettext_lazy("Publier une note qui corrige celle-ci")
    button_label = gettext_lazy("Préparer la note")
    done = gettext_lazy("Voici le brouillon de la note : écrivez ce qui est juste, puis publiez-la.")

    def consequences(self) -> list[str]:
        return [
            _("Un brouillon s’ouvre avec les mêmes mots et sources : vous y écrivez ce qui est juste."),
            _("Publié, il dira quelle note il corrige ; celle-ci reste, avec la mention de sa correction."),
        ]

    def act(self, form: forms.Form) -> None:
        self.target = correct(self.note, by=self.request.user)


class MendForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Texte"),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Écrivez le texte.")},
    )


class MendView(NoteAction):
    form_class = MendForm
    page_title = gettext_lazy("Corriger l’orthographe")
    button_label = gettext_lazy("Corriger l’orthographe")
    done = gettext_lazy("L’orthographe est corrigée ; le texte d’avant reste à côté.")

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"text": self.note.text}

    def consequences(self) -> list[str]:
        return [
            _("La note dira « corrigé le … » et les deux versions seront gardées, lisibles par tous."),
            _("Un fait, un nom ou un chiffre se corrigent par une autre note."),
        ]

    def act(self, form: forms.Form) -> None:
        mend(self.note, text=form.cleaned_data["text"], by=self.request.user, now=timezone.now())


class PassageForm(forms.Form):
    passage = forms.CharField(
        label=gettext_lazy("Passage à retirer"),
        help_text=gettext_lazy("Copié de la note, signe pour signe."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Copiez ici le passage à retirer.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        help_text=gettext_lazy("Montré aux visiteurs : n’y répétez rien de ce qui est retiré."),
        max_length=300,
        error_messages={"required": gettext_lazy("Dites pourquoi le passage est retiré.")},
    )


class WithdrawPassageView(NoteAction):
    form_class = PassageForm
    page_title = gettext_lazy("Retirer un passage")
    button_label = gettext_lazy("Retirer ce passage")
    serious = True

    def consequences(self) -> list[str]:
        earlier = self.note.earlier_texts.values_list("text", flat=True)
        return [
            _("« %s » prend sa place, dans le texte et dans ses versions d’avant.") % WITHDRAWN,
            _("La note dira « passage retiré le … », avec le motif."),
            *(_("Texte : %s") % text for text in (self.note.text, *earlier)),
            _("Ce qui est retiré n’est plus nulle part sur le site, données ouvertes et historique compris."),
        ]

    def act(self, form: forms.Form) -> str:
        passage = form.cleaned_data["passage"]
        withdraw_passage(
            self.note,
            passage=passage,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            now=timezone.now(),
        )
        others = notes_with(passage, but=self.note)
        if not others:
            return _("Le passage est retiré.")
        return _("Le passage est retiré ici. Il se trouve aussi dans : %s.") % ", ".join(
            note.name for note in others
        )
