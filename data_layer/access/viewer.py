"""Somebody who looks: the role, the schools, and the name that entries are signed with. Made by the gate alone."""

from __future__ import annotations

from dataclasses import dataclass

from data_layer.access import capabilities
from data_layer.access.capabilities import Capability, Reach, Role
from data_layer.scope import Entitlement


class NotAllowed(PermissionError):
    """The table does not allow it; the text says so in words."""

    def __init__(self, role: Role, capability: Capability) -> None:
        what = capability[0].lower() + capability[1:]
        super().__init__(f"The role {role} may not do this: {what}. Ask your technologist if it should.")


@dataclass(frozen=True)
class Viewer:
    """Whoever looks now. `schools` count only where the table says "own schools"."""

    role: Role
    schools: frozenset[str] = frozenset()
    name: str = ""  # what entries are signed with; empty where nobody signed in

    def may(self, capability: Capability) -> bool:
        return capabilities.reach(self.role, capability) is not Reach.NOWHERE

    def require(self, capability: Capability) -> None:
        """Stop whoever may not, whatever page or button led here."""
        if not self.may(capability):
            raise NotAllowed(self.role, capability)

    def entitlement(self, capability: Capability) -> Entitlement:
        """What every query made by this capability is cut to."""
        return capabilities.entitlement(self.role, capability, schools=self.schools)


TECHNOLOGIST = Viewer(Role.TECHNOLOGIST)  # whoever has the machine itself
