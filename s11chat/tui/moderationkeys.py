"""The keys of the screens on which returns are moderated."""

from __future__ import annotations

from s11chat.tui.key import Key

FIGURES = "moderated.figures"
"""The id of the key for figures, which not everybody may see."""
MODERATED = (
    Key("moderated.open", "enter", "open", "Open", "the standards of the marked return, with every rating"),
    Key("moderated.assign", "a", "assign", "Assign", "give the marked return to a moderator"),
    Key("moderated.take_back", "t", "take_back", "Take back", "take it back from a moderator"),
    Key("moderated.release", "r", "release", "Release", "show its lead the result; again takes that back"),
    Key("moderated.pack", "p", "pack", "Pack", "what a panel needs of it, to read"),
    Key(
        FIGURES,
        "g",
        "figures",
        "Agreement",
        "how far own and moderated ratings agree",
        show=False,
    ),
    Key("moderated.close", "escape", "close", "Back", "back to where one was"),
)
OF_MANAGER = ("moderated.assign", "moderated.take_back", "moderated.release")
"""What only whoever gives returns to moderators does."""
OF_MODERATOR = tuple(
    f"moderation.{name}"
    for name in (
        "rate",
        *(f"rate_{sign}" for sign in "0n23456789"),
        "choose",
        "reason",
        "undo",
        "left",
        "done",
    )
)
"""What only a moderator of the return does."""
MODERATION = (
    Key("moderation.rate", "1", "rate('1')", "Rate", "your rating, by its number; n: does not apply"),
    *(
        Key(f"moderation.rate_{sign}", sign, f"rate('{sign}')", "", f"rate it {sign}", show=False)
        for sign in "0n23456789"
    ),
    Key("moderation.choose", "enter", "choose", "Scale", "choose from the scale, with what each step means"),
    Key("moderation.reason", "e", "reason", "Reason", "the reason of your rating, told anew"),
    Key("moderation.undo", "u", "undo", "Undo", "take back what you rated last"),
    Key("moderation.left", "l", "left", "Left", "to the next standard that you have not rated"),
    Key("moderation.done", "d", "done", "Done", "you are done with the return; again takes that back"),
    Key("moderation.agree", "a", "agree", "Agree", "record what the moderators agree on", show=False),
    Key("moderation.note", "c", "note", "Note", "a note of a peer to the standard", show=False),
    Key("moderation.answers", "q", "answers", "Notes", "answer or close a note of a peer", show=False),
    Key("moderation.explain", "f3", "explain", "Explain", "the article on the standard"),
    Key("moderation.up", "pageup", "page(-1)", "Up", "earlier on the card", show=False),
    Key("moderation.down", "pagedown", "page(1)", "Down", "later on the card", show=False),
    Key("moderation.close", "escape", "close", "Back", "back to the list of returns"),
)
