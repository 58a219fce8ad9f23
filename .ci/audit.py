"""Is a package that we use known to be vulnerable? Reads pip-audit's report, and says what could not be looked up.

0: nothing was found in what could be looked up; 1: something was found; 2: nothing at all could be looked up.
"""

from __future__ import annotations

import json
import sys


def verdict(report: dict) -> tuple[int, str]:
    """The code to end with, and the words for it."""
    every = report["dependencies"]
    checked = [each for each in every if "vulns" in each]
    found = [(each, flaw) for each in checked for flaw in each["vulns"]]
    if found:
        return 1, "\n".join(_told(package, flaw) for package, flaw in found)
    if not checked:
        return 2, f"None of {len(every)} packages could be looked up: this package index tells of no advisories."
    left = f" {len(every) - len(checked)} could not be looked up." if len(checked) < len(every) else ""
    return 0, f"{len(checked)} packages looked up, none known to be vulnerable.{left}"


def _told(package: dict, flaw: dict) -> str:
    mended = ", ".join(flaw["fix_versions"]) or "no version yet"
    return f"{package['name']} {package['version']}: {flaw['id']}, mended in {mended}"


def main() -> int:
    text = sys.stdin.read()
    if not text.strip():
        print("pip-audit gave no report: what it said stands above. Nothing was looked up.")
        return 2
    code, words = verdict(json.loads(text))
    print(words)
    return code


if __name__ == "__main__":
    sys.exit(main())
