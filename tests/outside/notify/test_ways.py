"""The ways out, spoken to over real sockets."""

import email
import logging
import socketserver
import threading

import pytest

from hovmester.outside.errors import Permanent, Temporary
from hovmester.outside.notify import Letter, sender_for
from hovmester.outside.notify.mail import MailSender
from hovmester.outside.notify.webhook import WebhookSender

LETTER = Letter(
    key="due:7:nora",
    kind="notice",
    to="nora@example.com",
    subject="Now:\ndrive",
    text="Now: drive – Porterhouse 🙂",
)


class MailServer(socketserver.ThreadingTCPServer):
    """As much of SMTP as it takes to receive a letter, without encryption."""

    daemon_threads = True

    def __init__(self, refuse=b""):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.refuse, self.got = refuse, []

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.server_address[1]}?from=house@example.com"


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"RCPT" and self.server.refuse:
                self.wfile.write(self.server.refuse + b"\r\n")
            elif verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.got.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.wfile.write(b"250 taken\r\n")
            else:
                self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 fine\r\n")


@pytest.fixture
def mail_server(request):
    server = MailServer(getattr(request, "param", b""))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_letter_goes_by_mail_under_an_id_made_from_its_key(mail_server):
    for _ in range(2):
        sender_for(mail_server.url).send(LETTER)
    first, second = (email.message_from_bytes(raw, policy=email.policy.default) for raw in mail_server.got)
    assert first["To"] == "nora@example.com"
    assert first["From"] == "house@example.com"
    assert first["Subject"] == "Now: drive"
    assert first.get_content().strip() == LETTER.text
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.parametrize("mail_server", [b"550 unknown here"], indirect=True)
def test_an_address_that_is_refused_is_not_tried_again(mail_server):
    with pytest.raises(Permanent, match="refused"):
        sender_for(mail_server.url).send(LETTER)


def test_a_password_is_not_sent_in_the_clear(mail_server):
    with pytest.raises(Permanent, match="in the clear"):
        MailSender(mail_server.url.replace("smtp://", "smtp://nora:secret@")).send(LETTER)
    assert mail_server.got == []


def test_a_person_without_an_address_gets_no_mail(mail_server):
    with pytest.raises(Permanent, match="no mail address"):
        sender_for(mail_server.url).send(Letter(key="k", kind="notice", to="", subject="s", text="t"))


@pytest.mark.parametrize("url", ["smtp://127.0.0.1:9?from=house@example.com", "http://127.0.0.1:9/"])
def test_a_server_that_is_away_is_tried_again(url):
    with pytest.raises(Temporary, match="could not be reached"):
        sender_for(url).send(LETTER)


def test_the_log_holds_no_words(caplog):
    caplog.set_level(logging.INFO)
    sender_for("log:").send(LETTER)
    assert "due:7:nora" in caplog.text
    assert "Porterhouse" not in caplog.text


def test_without_an_address_there_is_no_way_out():
    assert sender_for("") is None


@pytest.mark.parametrize(
    "url", ["pigeon://loft", "file:///etc/passwd", "smtp://mail.example.com", "nora@example.com"]
)
def test_an_odd_address_is_refused_when_it_is_set(url):
    with pytest.raises(ValueError, match=r"begins with|looks like"):
        sender_for(url)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.com/"])
def test_a_webhook_opens_nothing_but_the_web(url):
    with pytest.raises(ValueError, match="http"):
        WebhookSender(url)
