"""What the audit log tells of, and who is named where nobody has signed in."""

from __future__ import annotations

from enum import StrEnum

COMMAND_LINE, THIS_COMPUTER, INBOX = "command line", "this computer", "inbox"


class Kind(StrEnum):
    """One kind of thing that somebody did."""

    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"
    REFUSAL = "refusal"
    LOOK = "look at named people"
    EXPORT = "export"
    IMPORT = "import"
    UNDO = "undo"
    DECISION = "decision"
    ACCESS = "change of access"
    POLICY = "change of policy"
    FORGET = "forget"
    RETENTION = "retention"
    PUBLISH = "month published"
    KEY = "key rotated or destroyed"
