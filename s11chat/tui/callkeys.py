"""The keys of the call room: its list, the card of a case, and the coding of a call."""

from __future__ import annotations

from s11chat.tui.key import Key

CALLROOM = (
    Key("callroom.next", "f2", "next", "Next", "take the next case; Enter on an empty line too", ":next"),
    Key("callroom.again", "f3", "again", "Code again", "put right how the last call was coded", ":again"),
    Key("callroom.message", "f4", "message", "Message", "a word to the supervisor", ":message"),
    Key(
        "callroom.take_over", "f6", "take_over", "Take over", "an appointment that another keeps", ":takeover"
    ),
    Key("callroom.rest", "f7", "rest", "Break", "begin or end a break; it counts in no rate", ":break"),
    Key(
        "callroom.knowledge", "f9", "knowledge", "Look up", "search the knowledge base", ":lookup", show=False
    ),
    Key("callroom.close", "escape", "close", "Leave", "empty the line; then leave the call room", ":leave"),
)
CARD = (
    Key(
        "card.go_on",
        "enter",
        "go_on",
        "Go on",
        "what usually comes next: ring, then begin the interview",
        ":interview",
    ),
    Key("card.ring", "1", "ring(1)", "Ring", "ring the person of that number, 1 to 9", ":ring"),
    Key("card.other", "0", "other", "Other number", "ring a number that you type", ":number"),
    Key("card.answered", "a", "answered", "Answered", "somebody answered", ":answered"),
    Key("card.silent", "n", "silent", "No answer", "nobody answered: code the call", ":unanswered"),
    Key("card.code", "c", "code", "Code", "say what the call came to", ":code"),
    Key("card.contact", "e", "contact", "Else", "somebody else is to be asked", ":contact"),
    Key("card.case_note", "f4", "case_note", "Note", "a remark about the case", ":casenote"),
    Key(
        "card.contact_note",
        "ctrl+g",
        "contact_note",
        "",
        "a remark about the contact",
        ":contactnote",
        show=False,
    ),
    Key(
        "card.message",
        "m",
        "message",
        "Message",
        "a word to the supervisor about the case",
        ":message",
        show=False,
    ),
    Key("card.knowledge", "f9", "knowledge", "Look up", "search the knowledge base", ":lookup", show=False),
    Key("card.up", "pageup", "page(-1)", "Up", "earlier on the card", show=False),
    Key("card.down", "pagedown", "page(1)", "Down", "later on the card", show=False),
    Key("card.word", ":", "word", "", "a word in place of a key", show=False),
    Key("card.close", "escape", "close", "Back", "give a case back that was not called", ":back"),
)
RINGS = tuple(
    Key(f"card.ring_{number}", str(number), f"ring({number})", "", f"ring number {number}", show=False)
    for number in range(2, 10)
)
"""The numbers of the card after the first; help tells them with it."""
CODING = (
    Key(
        "coding.take",
        "enter",
        "take",
        "Take",
        "take the marked outcome; in a line, go on to the next",
        ":take",
    ),
    Key("coding.note", "f4", "note", "Note", "a note with any outcome", ":note"),
    Key("coding.next", "tab", "app.focus_next", "Next line", "to the next line of what is asked"),
    Key("coding.back", "escape", "back", "Back", "back to the list, and from there to the call", ":back"),
)
