"""In the demonstration nothing leaves the machine: mails are kept in a folder and read on a page."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from pytest_django.fixtures import Settings

from home.demo.mail_folder import as_text, find_mail, latest_mails

BACKEND = "home.demo.mail_folder.MailFolderBackend"


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path / "courriels")
    settings.DEMO = True


def send(subject: str, *, html: str = "") -> None:
    message = EmailMultiAlternatives(
        subject,
        f"Bonjour,\n\nVotre lien : https://conference.test/inscriptions/{subject}/\n",
        "conference@site.invalid",
        ["aïcha <aicha@site.invalid>"],
        reply_to=["relais@site.invalid"],
        connection=get_connection(BACKEND),
    )
    if html:
        message.attach_alternative(html, "text/html")
    message.attach("billet.ics", "BEGIN:VCALENDAR", "text/calendar")
    message.send()


def test_the_latest_mail_comes_first() -> None:
    for subject in ("premier", "deuxième", "troisième"):
        send(subject)
    assert [mail.subject for mail in latest_mails()] == ["troisième", "deuxième", "premier"]
    assert [mail.subject for mail in latest_mails(limit=1)] == ["troisième"]


def test_a_folder_without_mails_is_no_error() -> None:
    assert latest_mails() == []


def test_a_mail_keeps_its_words_its_people_and_its_attachments() -> None:
    send(
        "confirmer",
        html="<style>p{}</style><p>Confirmez<br>ici&nbsp;: <a href='https://a.test/x'>mon lien</a></p>",
    )
    mail = latest_mails()[0]
    assert mail.text == "Bonjour,\n\nVotre lien : https://conference.test/inscriptions/confirmer/"
    assert mail.html_as_text == "Confirmez\nici : mon lien (https://a.test/x)"
    assert "aicha@site.invalid" in mail.recipients
    assert (mail.sender, mail.reply_to) == ("conference@site.invalid", "relais@site.invalid")
    assert mail.attachments == ["billet.ics"]


@pytest.mark.parametrize("name", ["../secret-key", "1-12345678/..", "", "x", "1-1234567g"])
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret-key.eml").write_text("secret")
    assert find_mail(name) is None


def test_the_words_of_a_table_stand_on_their_own_lines() -> None:
    html = "<head><title>x</title></head><table><tr><td>Un</td></tr><tr><td>deux\n  mots</td></tr></table>"
    assert [line for line in as_text(html).splitlines() if line] == ["Un", "deux mots"]


@pytest.mark.django_db
@pytest.mark.reference
@pytest.mark.urls("conference.settings.serve_urls")
def test_the_page_lists_the_mails_and_opens_each(client: Client) -> None:
    send("confirmer", html="<p><b>Oui</b></p>")
    listed = client.get("/demo/courriels/")
    assert listed.status_code == 200
    name = latest_mails()[0].name
    assert f"/demo/courriels/{name}/" in listed.text
    opened = client.get(f"/demo/courriels/{name}/")
    assert '<a href="https://conference.test/inscriptions/confirmer/"' in opened.text
    for page in (listed, opened):
        head = BeautifulSoup(page.content, "html.parser").head
        assert [meta["content"] for meta in head.select("meta[name=robots]")] == ["noindex, nofollow"]
        assert head.find_all(string=lambda text: text.strip() and text.parent.name != "title") == []
    assert listed["Cache-Control"] == opened["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
@pytest.mark.reference
@pytest.mark.urls("conference.settings.serve_urls")
def test_a_mail_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/demo/courriels/1-12345678/").status_code == 404


@pytest.mark.django_db
@pytest.mark.reference
@pytest.mark.parametrize("address", ["/demo/courriels/", "/demo/courriels/1-12345678/", "/media/x.png"])
def test_elsewhere_the_addresses_do_not_exist(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.reference
@pytest.mark.urls("conference.settings.serve_urls")
def test_a_picture_whose_name_no_file_can_have_is_not_found(client: Client) -> None:
    for name in ("9" * 5000, "a.png"):
        assert client.get(f"/media/images/{name}").status_code == 404


@pytest.mark.django_db
@pytest.mark.reference
@pytest.mark.urls("conference.settings.serve_urls")
def test_moments_are_written_as_html_wants_them(client: Client) -> None:
    """A valid <time datetime> has at most three digits of a second; ours has none."""
    send("confirmer")
    for address in ("/demo/courriels/", f"/demo/courriels/{latest_mails()[0].name}/"):
        (written,) = {
            time["datetime"] for time in BeautifulSoup(client.get(address).text, "html.parser").select("time")
        }
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", written)
