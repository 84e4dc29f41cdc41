"""A mail server that lets nobody in."""

import smtplib

from django.core.mail.backends.base import BaseEmailBackend


class RefusesEverybody(BaseEmailBackend):
    def open(self) -> bool:
        raise smtplib.SMTPAuthenticationError(535, b"non")

    def send_messages(self, email_messages: object) -> int:
        raise smtplib.SMTPAuthenticationError(535, b"non")
