"""A mail goes to a real server of its own kind, or says why not, and never tells the password."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from data_layer import mail
from data_layer.mail import MailNotSent, mailbox, send

SETTINGS = {
    mail.SERVER: "smtp://127.0.0.1:2525",
    mail.SENDER: "rollcall@example.org",
    mail.RECIPIENTS: "one@example.org, Two <two@example.org>",
}


class Kept:
    """Keeps what arrives, with its envelope."""

    def __init__(self) -> None:
        self.arrived: list[tuple[Envelope, bytes]] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:
        self.arrived.append((envelope, envelope.content))
        return "250 OK"


@pytest.fixture
def post_office() -> Iterator[Controller]:
    """A mail server on this computer that asks for the name `rollcall` and the password `open sesame`."""

    def check(_server: object, _session: object, _envelope: object, _mechanism: str, given: object) -> AuthResult:
        return AuthResult(success=(given.login, given.password) == (b"rollcall", b"open sesame"), handled=False)

    asks = {"authenticator": check, "auth_required": True, "auth_require_tls": False}
    controller = Controller(Kept(), hostname="127.0.0.1", port=_free_port(), **asks)
    controller.start()
    yield controller
    controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def at(office: Controller, password: str = "open%20sesame") -> dict[str, str]:
    return {**SETTINGS, mail.SERVER: f"smtp://rollcall:{password}@127.0.0.1:{office.port}"}


def test_a_mail_arrives_at_every_address_and_names_none_to_the_others(post_office: Controller):
    send(mailbox(at(post_office)), subject="Two things", text="Größer als 50 %\n")
    ((envelope, content),) = post_office.handler.arrived
    message = message_from_bytes(content, policy=policy.default)
    assert envelope.rcpt_tos == ["one@example.org", "two@example.org"]
    assert (message["Subject"], message["From"]) == ("Two things", "rollcall@example.org")
    assert message.get_content().splitlines() == ["Größer als 50 %"]
    assert b"one@example.org" not in content


def test_a_wrong_password_is_said_and_not_shown(post_office: Controller):
    with pytest.raises(MailNotSent, match="SMTPAuthenticationError") as caught:
        send(mailbox(at(post_office, "wrong-word")), subject="Hello", text="Hello")
    assert "wrong-word" not in str(caught.value)
    assert not post_office.handler.arrived


def test_a_server_that_does_not_answer_is_named():
    address = f"127.0.0.1:{_free_port()}"
    with pytest.raises(MailNotSent, match=address):
        send(mailbox({**SETTINGS, mail.SERVER: f"smtp://{address}"}), subject="Hello", text="Hello")


@pytest.mark.parametrize("missing", SETTINGS)
def test_nothing_is_sent_without_every_setting(missing: str):
    with pytest.raises(MailNotSent, match=missing):
        mailbox({**SETTINGS, missing: " "})


@pytest.mark.parametrize("wrong", [{mail.SERVER: "mail.example.org"}, {mail.RECIPIENTS: "nobody"}])
def test_a_setting_that_cannot_be_used_is_explained(wrong: dict[str, str]):
    with pytest.raises(MailNotSent, match="must be like smtps://"):
        mailbox({**SETTINGS, **wrong})


@pytest.mark.parametrize(
    ("address", "port"),
    [("smtps://m.example.org", 465), ("smtp+starttls://m.example.org", 587), ("smtp://m.example.org:2525", 2525)],
)
def test_each_kind_of_server_has_its_port(address: str, port: int):
    assert mailbox({**SETTINGS, mail.SERVER: address}).port == port


def test_a_mailbox_is_printed_without_its_password():
    box = mailbox({**SETTINGS, mail.SERVER: "smtps://user:secret@m.example.org"})
    assert box.password == "secret"
    assert "secret" not in f"{box!r} {box}"
