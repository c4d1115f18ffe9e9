"""Every text of the screens on which parts of a return are given, looked at and taken back."""

from __future__ import annotations

GIVE_TITLE = "Ask somebody for a part of it"
GIVE_INSTEAD = "Ask somebody else for it; {name} is asked no longer"
GIVE_ONE = "Ask {name} for {question}"
GIVE_HELP = "Space ticks a section, Tab goes on, Enter in the last line asks them, Esc leaves it"
GIVE_ONE_HELP = "Enter in the last line asks them, Esc leaves it"
EVERYTHING = "everything: they answer for the organisation"
HELD = "{who} was asked"
NO_NAME, NO_PART = "Say who is to be asked.", "Tick a section, or type the number of a question."
READ_BACK = "→ {told}"
GIVEN_TITLE = "{name} is asked"
GIVEN_DETAIL = "Their access code, shown only now. They need it to come in:"
GIVEN_TELL = "What to tell them:"
GIVEN_HELP = "c copies what to tell them with the code in it, Enter or Esc to close"
GIVEN = "{name} is asked for {part}."
LIST_TITLE = "Parts"
LIST_EMPTY = "Nobody was asked for a part of it. d asks somebody."
LEAD_ROW = "{name}, lead: everything that nobody else was asked for"
NO_LEAD_ROW = "Nobody leads: everything that nobody else was asked for"
ROW = "{who}: {part}"
STATES = {
    "given": "not begun",
    "begun": "begun",
    "done": "done",
    "recalled": "taken back",
}
TAKEN_BACK = "taken back: {why}"
SETTLED = "{settled} of {asked} settled"
DUE, OVERDUE = "by {day}", "OVERDUE since {day}"
ASKED_BY, NOTE = "asked by {by}", '"{note}"'
RECALL_TITLE = "Take {part} back from {name}"
RECALL_DETAIL = "Their answers stay; their code opens nothing of it any more. Say why, for the record."
RECALLED = "Taken back from {name}; what they answered stays."
ENDED = "It was taken back already. d asks somebody else for it."
MARK_FIRST = "Mark a part first."
DONE = "Your part is done"
ASKED_BACK = "Your part came back to you"
LEAVES = "leaves your part as it is"
NEXT_LEFT = "Enter goes to the first of them; F8 leaves your part with these open."
YOUR_PART = "your part: {part}"
PARK_FIRST = "Park a question first, F7: then :ask gives whoever it waits for a code of their own."
PARK_TITLE = "Park {question} for {who}"
PARK_CHOICES = {
    "leave": "I ask them myself",
    "ask": "Ask them here: a code, for this question alone",
}
