"""What a key of the full-screen face is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """One key: what it does, and the word that does the same."""

    id: str
    key: str
    action: str
    label: str
    """For the footer; a word or two."""
    does: str
    """For help and for the tooltip."""
    word: str = ""
    show: bool = True
    priority: bool = False
