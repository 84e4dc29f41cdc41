"""The communications team's words: checked, shown, tried, and in the mails."""

import pytest
from django.contrib.auth.models import User
from django.core import mail as mails
from django.core.exceptions import ValidationError
from django.urls import reverse

from events.registrations.mails.texts import BUILT_IN, PLACEHOLDER
from events.registrations.models import MailKind, MailText
from tests.conference.regions.people import browser_of, communicator
from tests.events.registrations.desk import make_desk
from tests.events.registrations.factories import RegistrationFactory

from .writing import december, mail_of, plain

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "subject", "text", "field"),
    [
        ("ticket", "Pour {prenom}", "", "subject"),
        ("ticket", "", "Bonjour {titre", "text"),
        ("ticket", "", "Avant le {limite}", "text"),  # of other mails
        ("confirm", "", "Confirmez, c’est tout.", "text"),  # until when?
        ("offer", "", "Une place, avant le {limite}.", "text"),
    ],
)
def test_a_placeholder_that_would_stay_empty_or_that_is_needed_is_refused(
    kind: str, subject: str, text: str, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        MailText(kind=kind, subject=subject, text=text).full_clean()
    assert set(refused.value.message_dict) == {field}


def test_the_built_in_texts_obey_their_own_rules() -> None:
    for kind, text in BUILT_IN.items():
        MailText(kind=kind, subject=str(text.subject), text=str(text.text)).full_clean()
    assert set(MailKind) - set(BUILT_IN) == {MailKind.LETTER}
    assert PLACEHOLDER.findall("{a} et {b}") == ["a", "b"]


def test_the_words_of_the_team_are_in_the_mail_escaped_and_an_empty_field_keeps_ours() -> None:
    MailText.objects.create(kind="ticket", text="Venez à {titre} !\n\nDeux <b>lignes</b>\net demie.")
    registration = RegistrationFactory(event=december(title="L’étoffe & nous"))
    mail = mail_of(registration, "ticket")
    assert "Venez à L’étoffe & nous !" in mail.text
    assert "Venez à <strong>L’étoffe &amp; nous</strong> !" in mail.html
    assert "Deux &lt;b&gt;lignes&lt;/b&gt;<br>et demie." in mail.html
    assert mail.subject == "Votre billet\xa0: L’étoffe & nous"


def test_the_team_writes_sees_and_tries_a_text_and_a_relay_does_not() -> None:
    desk, national = make_desk(), browser_of(communicator())
    views = MailText.snippet_viewset
    text = MailText.objects.create(kind="ticket")
    edit = reverse(views.get_url_name("edit"), args=[text.pk])
    assert "Voici votre billet pour" in national.get(edit).content.decode()  # the words of the site
    listed = national.get(reverse(views.get_url_name("list"))).content.decode()
    assert "Votre billet\xa0: {titre}" in listed
    assert "du site" in listed
    answer = national.post(edit, {"subject": "À bientôt : {titre}", "text": ""})
    assert answer.status_code == 302
    listed = national.get(reverse(views.get_url_name("list"))).content.decode()
    assert "À bientôt : {titre}" in listed
    assert "de l’équipe" in listed
    assert desk.owner.get(edit).status_code == 302  # away, to the home of the admin
    for action in ("add", "delete"):  # each kind of mail has its text, once
        there = reverse(views.get_url_name(action), args=[text.pk] if action == "delete" else [])
        assert national.get(there).status_code == 302
    preview = reverse(views.get_url_name("preview_on_edit"), args=[text.pk])
    national.post(preview, {"subject": "À bientôt : {titre}", "text": ""})
    shown = national.get(f"{preview}?mode=")
    assert "À bientôt : Rencontre de Rennes" in shown.content.decode()
    assert "Nolwenn Le Goff" in shown.content.decode()
    assert "/inscriptions/exemple/" in shown.content.decode()

    trial = reverse(views.get_url_name("trial"), args=[text.pk])
    assert "M’envoyer un essai" in national.get(reverse(views.get_url_name("list"))).content.decode()
    assert desk.owner.post(trial).status_code in (302, 403)
    assert mails.outbox == []
    national.post(trial)
    [sent] = mails.outbox
    assert sent.to == [User.objects.get(username="communication").email]
    assert "Nolwenn" not in sent.body
    assert [name for name, _content, _kind in sent.attachments] == ["evenement.ics", "billet.pdf"]


def test_what_is_postponed_has_a_text_of_its_own() -> None:
    """The mail stays one of a change, which the version before knows how to write."""
    MailText.objects.create(kind="changed", subject="Du nouveau : {titre}", text="Un détail change.")
    MailText.objects.create(kind="postponed", subject="Plus tard : {titre}", text="Rendez-vous {date}.")
    registration = RegistrationFactory(event=december(title="L’étoffe"))
    postponed = mail_of(registration, "changed", facts={"became": "postponed", "reason": "Grève."})
    moved_online = mail_of(registration, "changed", facts={"became": "moved_online"})
    changed = mail_of(registration, "changed", facts={"changes": []})

    assert postponed.subject == "Plus tard : L’étoffe"
    assert "Rendez-vous mardi 15 décembre 2099" in plain(postponed)
    assert "Un détail change." not in postponed.text
    assert "La raison : Grève." in plain(postponed)
    assert moved_online.subject == "En ligne\xa0: L’étoffe"
    assert "Un détail change." in moved_online.text
    assert changed.subject == "Du nouveau : L’étoffe"
    assert "Un détail change." in changed.text

    MailText.objects.all().delete()
    assert mail_of(registration, "changed", facts={"became": "postponed"}).subject == "Reporté\xa0: L’étoffe"


def test_the_text_of_what_is_postponed_is_seen_and_tried() -> None:
    make_desk()
    national, views = browser_of(communicator()), MailText.snippet_viewset
    written = {"subject": "Plus tard : {titre}", "text": ""}
    text = MailText.objects.create(kind="postponed")
    edit = reverse(views.get_url_name("edit"), args=[text.pk])
    assert "Voici ce qui vaut désormais." in national.get(edit).content.decode()  # the words of the site
    assert national.post(edit, written).status_code == 302
    preview = reverse(views.get_url_name("preview_on_edit"), args=[text.pk])
    national.post(preview, written)
    shown = national.get(f"{preview}?mode=").content.decode()
    assert "Plus tard : Rencontre de Rennes" in shown
    assert "L’événement est reporté" in shown
    national.post(reverse(views.get_url_name("trial"), args=[text.pk]))
    [sent] = mails.outbox
    assert sent.subject.startswith("Plus tard")


def test_a_trial_is_refused_where_the_account_has_no_address() -> None:
    make_desk()
    national = browser_of(communicator())
    User.objects.filter(username="communication").update(email="")
    text = MailText.objects.create(kind="ticket")
    trial = reverse(MailText.snippet_viewset.get_url_name("trial"), args=[text.pk])
    assert "Votre compte n’a pas d’adresse" in national.post(trial).content.decode()
    assert mails.outbox == []
