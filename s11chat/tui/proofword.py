"""Every text of the screens on which documents that show an answer are put on file, looked at and taken back."""

from __future__ import annotations

TITLE = "Evidence"
MARK = "evidence {numbers}"
EMPTY = "Nothing is on file for {item}. a puts a document or a record on file."
EMPTY_ALL = "Nothing is on file. a puts a document or a record on file."
FOR = "for {items}"
REVIEW = "next review {day}"
WITHDRAWN = "withdrawn by {by}"
DUE = "! it {due}"
ADD_TITLE, AMEND_TITLE = "A document or a record that shows it", "Evidence {number}, told anew"
CARD_HELP = "Tab or Enter goes on, Enter in the last line keeps it, Esc leaves it"
FORM = ("kind", "document", "shows", "dated", "owner", "review", "file", "place", "note")
"""The lines of the form, in order."""
NEEDED = {
    "kind": "Say what it is: policy, procedure, minutes, training record, audit, contract or other.",
    "document": "Give the title of the document, as it stands on it.",
    "shows": "Say which questions it shows something of, by their numbers.",
    "place": "Name a file to be kept, or say where the document lies.",
}
READ_BACK = "→ {told}"
SAME = "{same} for {said}; nothing for none"
PRIVATE = {"keep": "Keep it as it is", "again": "Type it again"}
ADDED = "On file as evidence {number} for {items}."
AMENDED = "Evidence {number} is amended; as it was it stays in its history."
TAKEN_BACK = "Evidence {number} is withdrawn; w has it stand again."
STANDS = "Evidence {number} stands again."
MARK_FIRST = "Mark a document first."
REINSTATE_FIRST = "It was withdrawn: w has it stand again, then it can be amended."
HISTORY = "Evidence {number}"
SHOWS, WHERE, NEXT, OWNER, NOTE, DIGEST, LOOK, STEPS = (
    "SHOWS",
    "WHERE",
    "REVIEW",
    "HELD BY",
    "NOTE",
    "SHA-256",
    "LOOK AT",
    "HISTORY",
)
STEP = "{at}  {step} by {by}"
