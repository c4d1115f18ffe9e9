"""The keys of the lead's docket, and of the parts of a return that others were asked for."""

from __future__ import annotations

from s11chat.tui.key import Key

MODERATED_KEY = Key(
    "docket.moderated", "m", "moderated", "Moderated", "its moderated rating; answer it", ":moderated"
)
"""On the line of keys once something was released."""
DOCKET = (
    Key("docket.accept", "a", "accept", "Accept", "seen and accepted; again takes it back"),
    Key("docket.amend", "e", "amend", "Amend", "change the answer"),
    Key("docket.query", "q", "query", "Query", "ask the delegate about it"),
    MODERATED_KEY,
    Key("docket.delegate", "d", "delegate", "Part", "ask somebody else for a part of it", ":delegate"),
    Key("docket.sign", "s", "sign", "Sign", "sign sections, or all of it"),
    Key("docket.send_back", "b", "send_back", "Send back", "send the return back with a comment"),
    Key(
        "docket.parts",
        "p",
        "parts",
        "Parts",
        "who was asked for which part, and how far it is",
        ":delegates",
        show=False,
    ),
    Key(
        "docket.evidence",
        "f",
        "evidence",
        "Evidence",
        "what shows the marked answer: attach, list, withdraw",
        ":evidence",
        show=False,
    ),
    Key("docket.settle", "c", "settle", "Settle", "close the query on it, open until then", show=False),
    Key("docket.certificate", "v", "certificate", "Certificate", "show what has been signed", show=False),
    Key(
        "docket.save",
        "k",
        "save",
        "Keep",
        "save the certificate of what is signed as a file",
        ":certificate",
        show=False,
    ),
    Key("docket.reopen", "r", "reopen", "Reopen", "reopen a signed return", show=False),
    Key("docket.enrol", "n", "enrol", "New phrase", "enrol a new signing phrase", show=False),
    Key("docket.explain", "f3", "explain", "Explain", "the article on this question", show=False),
    Key(
        "docket.staff",
        "w",
        "staff",
        "Staff",
        "what staff say: their shared code, and the figures beside your ratings",
        ":staff",
        show=False,
    ),
    Key(
        "docket.bundle",
        "x",
        "bundle",
        "Bundle",
        "a file to work without a network: make one, take one in",
        ":bundle",
        show=False,
    ),
    Key("docket.plan", "l", "plan", "Plan", "the action plan, and how it goes", ":plan", show=False),
    Key("docket.up", "pageup", "page(-1)", "Up", "earlier in the answer's details", show=False),
    Key("docket.down", "pagedown", "page(1)", "Down", "later in the answer's details", show=False),
    Key("docket.word", ":", "word", "", "a word in place of a key", show=False),
    Key("docket.close", "escape", "close", "Close", "leave the docket; you are asked what is next"),
)
PARTS = (
    Key("parts.give", "d", "give", "Ask", "ask somebody for a part"),
    Key("parts.anew", "g", "anew", "Give anew", "take the marked part back and ask somebody else for it"),
    Key("parts.recall", "r", "recall", "Recall", "take the marked part back; the answers stay"),
    Key("parts.close", "escape", "close", "Close", "back to where one was"),
)
