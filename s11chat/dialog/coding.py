"""What answers in free words are sorted under when they are counted: the code frame of an open item.

Written at the item, in the order it is to be counted in; only an office sees it, so that it leads nobody's answer:

    code_frame:
      - {code: money, say: Too little money, covers: "Budgets, contributions that were cut, short-term grants"}
      - {code: other, say: Anything else}
"""

from __future__ import annotations

from s11chat.dialog.condition import Code, Model
from s11chat.dialog.field import Text


class Theme(Model):
    """One code of a code frame; an answer may fall under several."""

    code: Code
    say: Text
    """Its label in tables."""
    covers: Text | None = None
    """What belongs under it, and what does not, for whoever codes."""
