"""A mail model of the tests' own: what a folder above the ground makes of OutgoingMail."""

from datetime import datetime, timedelta

from django.apps import apps
from django.apps.registry import Apps
from django.db import connection, models

from conference.platform.mails import OutgoingMail, RenderedMail, render_mail


class Letter(OutgoingMail):
    """A letter with a promise in it, such as the time to confirm."""

    promised_until = models.DateTimeField(null=True)
    unwanted = models.BooleanField(default=False)
    breaks_afterwards = models.BooleanField(default=False)

    class Meta(OutgoingMail.Meta):
        app_label = "platform"
        apps = Apps()  # a register apart: the site itself never sees this model

    def is_still_wanted(self, *, now: datetime) -> bool:
        return not self.unwanted

    def render(self, *, now: datetime) -> RenderedMail:
        until = now + timedelta(hours=24)
        return render_mail(
            "core/mails/base",
            {"button_url": "https://conference.test/x?a=1&b=2", "button_label": "Confirmer"},
            subject=f"Réponse attendue jusqu’à {until:%H:%M:%S}",
            reply_to="equipe@exemple.invalid",
            facts={"until": until},
        )

    def on_sent(self, *, now: datetime, rendered: RenderedMail) -> None:
        if self.breaks_afterwards:
            raise RuntimeError("planted")
        self.promised_until = rendered.facts["until"]
        self.save(update_fields=["promised_until"])


def make_known() -> None:
    """Let the sending task find the model by its label, in this process."""
    apps.all_models["platform"]["letter"] = Letter


def forget() -> None:
    apps.all_models["platform"].pop("letter", None)


def make_table() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Letter)
