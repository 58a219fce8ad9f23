"""What a person has decided about vendors' names: a small file in the home that no import or undo touches."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from data_layer.store import Home

FILE = "vendor_links.json"


@dataclass(frozen=True)
class Link:
    """One payee, by its normal name, and the vendor or tool of the license list it was joined to; neither: rejected."""

    payee: str
    vendor: str | None = None
    tool: str | None = None
    is_accepted: bool = True


def load(home: Home) -> dict[str, Link]:
    """Every decision, by the payee's normal name."""
    try:
        told = json.loads((home.path / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except json.JSONDecodeError as error:
        raise ValueError(f"{home.path / FILE} cannot be read: {error}. Mend it, or remove it to decide anew.") from None
    return {link["payee"]: Link(**link) for link in told["links"]}


def save(home: Home, links: dict[str, Link]) -> None:
    """Write all decisions at once; a reader sees the old file or the new one."""
    path, draft = home.path / FILE, home.path / f"{FILE}.next"
    listed = [asdict(links[payee]) for payee in sorted(links)]
    draft.write_text(json.dumps({"links": listed}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    draft.replace(path)
