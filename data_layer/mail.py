"""Sends a message by the district's own mail server, and only where somebody has said by which, from whom, to whom."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, getaddresses, make_msgid
from urllib.parse import unquote, urlsplit

SERVER, SENDER, RECIPIENTS = "ROLLCALL_SMTP_URL", "ROLLCALL_MAIL_FROM", "ROLLCALL_ALERTS_TO"
_PORTS = {"smtps": 465, "smtp+starttls": 587, "smtp": 25}
_PATIENCE_SECONDS = 30


class MailNotSent(RuntimeError):
    """No mail went out; the text says why, and what to do. It never holds the password of the address."""


@dataclass(frozen=True)
class Mailbox:
    """A mail server and whom to write to. `kind`: smtps, smtp+starttls, or smtp, which is not encrypted."""

    kind: str
    host: str
    port: int
    sender: str
    recipients: tuple[str, ...]
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Mailbox({self.kind}://{self.host}:{self.port})"


def mailbox(settings: Mapping[str, str] = os.environ) -> Mailbox:
    """What the environment says; MailNotSent where it does not say enough."""
    missing = [name for name in (SERVER, SENDER, RECIPIENTS) if not settings.get(name, "").strip()]
    if missing:
        raise MailNotSent(f"Nothing was sent. Set {' and '.join(missing)} first: see docs/deploy.md, Alerts by email.")
    address = urlsplit(settings[SERVER])
    recipients = tuple(email for _, email in getaddresses([settings[RECIPIENTS]]) if "@" in email)
    if address.scheme not in _PORTS or not address.hostname or not recipients:
        raise MailNotSent(
            f"Nothing was sent. {SERVER} must be like smtps://USER:PASSWORD@HOST (or smtp+starttls://, smtp://), and "
            f"{RECIPIENTS} addresses with commas between them."
        )
    return Mailbox(
        address.scheme,
        address.hostname,
        address.port or _PORTS[address.scheme],
        settings[SENDER],
        recipients,
        unquote(address.username or ""),
        unquote(address.password or ""),
    )


def send(to: Mailbox, *, subject: str, text: str) -> None:
    """One plain message to all recipients, none of whom sees the others."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, to.sender, "undisclosed-recipients:;"
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=to.sender.rpartition("@")[2] or None)
    message.set_content(text)
    try:
        with _connected(to) as server:
            refused = server.send_message(message, from_addr=to.sender, to_addrs=list(to.recipients))
    except (OSError, smtplib.SMTPException) as error:
        raise MailNotSent(
            f"Nothing was sent. The mail server {to.host}:{to.port} did not take it ({type(error).__name__}). "
            f"Check {SERVER} and {SENDER}."
        ) from error
    if refused:
        raise MailNotSent(f"The mail server refused {len(refused)} of {len(to.recipients)} addresses: {RECIPIENTS}.")


def _connected(to: Mailbox) -> smtplib.SMTP:
    if to.kind == "smtps":
        server = smtplib.SMTP_SSL(to.host, to.port, timeout=_PATIENCE_SECONDS, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(to.host, to.port, timeout=_PATIENCE_SECONDS)
    if to.kind == "smtp+starttls":
        server.starttls(context=ssl.create_default_context())
    if to.user:
        server.login(to.user, to.password)
    return server
