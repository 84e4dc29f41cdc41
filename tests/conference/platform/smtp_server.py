"""A mail server for tests, in a thread: takes mails, refuses some, goes away and comes back."""

import socketserver
import threading
import time
from email import message_from_bytes, policy
from email.message import EmailMessage


class _Session(socketserver.StreamRequestHandler):
    server: "MailServer"

    def handle(self) -> None:
        self.answer("220 essai")
        while line := self.rfile.readline():
            self.server.commands.append(line.decode().strip())
            verb = line[:4].upper()
            if verb == b"RCPT":
                address = line.split(b"<")[1].split(b">")[0].decode()
                self.answer(self.server.refusals.get(address, "250 bien"))
            elif verb == b"MAIL":
                self.answer(self.server.refuses_sender or "250 bien")
            elif verb == b"DATA":
                self.take_message()
            elif verb == b"QUIT":
                self.answer("221 au revoir")
                return
            else:
                self.answer("250 bien")

    def take_message(self) -> None:
        self.answer("354 vas-y")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if self.server.refuses_content:
            self.answer(self.server.refuses_content)
            return
        time.sleep(self.server.seconds_a_mail)
        self.server.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
        if not self.server.silent_after_taking.is_set():
            self.answer("250 pris")
            return
        # It has the mail; whoever sent it will never hear so.
        self.rfile.readline()

    def answer(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


class MailServer(socketserver.ThreadingTCPServer):
    """`mails` taken so far; `refusals` answers by address; `go_away` and `come_back` at the same port."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Session)
        self.mails: list[EmailMessage] = []
        self.commands: list[str] = []
        self.refusals: dict[str, str] = {}
        self.refuses_sender = ""
        self.refuses_content = ""
        self.seconds_a_mail = 0.0
        self.silent_after_taking = threading.Event()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def go_away(self) -> None:
        self.shutdown()
        self.server_close()
