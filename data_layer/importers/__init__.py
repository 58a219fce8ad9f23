"""Declares the shape of every export that can be read."""

from pathlib import Path

TEMPLATES = Path(__file__).parent.parent / "templates"  # blank forms for what no system exports
