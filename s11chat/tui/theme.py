"""The three looks of the full-screen face: colours by meaning; nothing else in this face names a colour."""

from __future__ import annotations

from textual.theme import Theme

LIGHT = Theme(
    name="s11-light",
    dark=False,
    background="#f7f5f0",
    surface="#efece4",
    panel="#e3dfd4",
    foreground="#22282d",
    primary="#1f5a7a",
    secondary="#5a666e",
    accent="#6b4580",
    warning="#7d5200",
    error="#9c2226",
    success="#28663a",
    variables={
        "muted": "#5c666d",
        "line": "#c9c4b6",
        "scrollbar": "#c9c4b6",
        "scrollbar-hover": "#1f5a7a",
        "scrollbar-background": "#f7f5f0",
        "input-cursor-background": "#22282d",
        "input-cursor-foreground": "#f7f5f0",
        "block-cursor-background": "#1f5a7a",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
    },
)
DARK = Theme(
    name="s11-dark",
    background="#14181c",
    surface="#1a2026",
    panel="#252d35",
    foreground="#dde3e8",
    primary="#8cbcd8",
    secondary="#9aa9b4",
    accent="#c9aee0",
    warning="#e2b76b",
    error="#f0958f",
    success="#97cb9f",
    variables={
        "muted": "#94a2ac",
        "line": "#36414b",
        "scrollbar": "#36414b",
        "scrollbar-hover": "#8cbcd8",
        "scrollbar-background": "#14181c",
        "input-cursor-background": "#dde3e8",
        "input-cursor-foreground": "#14181c",
        "block-cursor-background": "#8cbcd8",
        "block-cursor-foreground": "#10161b",
        "block-cursor-text-style": "bold",
    },
)
CONTRAST = Theme(
    name="s11-contrast",
    background="#000000",
    surface="#000000",
    panel="#1e1e1e",
    foreground="#ffffff",
    primary="#7fd8ff",
    secondary="#e6e6e6",
    accent="#ffb8ff",
    warning="#ffdd55",
    error="#ffaaaa",
    success="#99ff99",
    text_alpha=1.0,
    variables={
        "muted": "#e6e6e6",
        "line": "#ffffff",
        "scrollbar": "#ffffff",
        "scrollbar-hover": "#7fd8ff",
        "scrollbar-background": "#000000",
        "input-cursor-background": "#ffffff",
        "input-cursor-foreground": "#000000",
        "block-cursor-background": "#ffffff",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold underline",
    },
)
THEMES = (DARK, LIGHT, CONTRAST)
"""In the order in which the menu goes through them."""


def following(name: str) -> str:
    """The name of the theme after `name`."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
