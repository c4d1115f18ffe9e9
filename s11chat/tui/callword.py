"""Every text of the call room's screens."""

from __future__ import annotations

# between calls
TITLE = "Call room"
DAY = "{completes} today · {calls} · {rate}"
COMPLETES, CALLS = ("{count} complete", "{count} completes"), ("{count} call", "{count} calls")
RATE, NO_RATE = "{rate:.1f} completes an hour", "too early for a rate"
NEXT = "Enter takes the next case."
AWAY = "On a break since {since}. Enter ends it."
LEFT = "STILL IN YOUR HANDS"
LEFT_BEHIND = "{organisation} is still in your hands: Enter goes on with it."
FIND = "type to find a case by its ref, a name or a number"
MINE, OTHERS, MESSAGES, FOUND = "APPOINTMENTS", "KEPT BY OTHERS (F6 takes one over)", "MESSAGES", "FOUND"
NONE = "No appointments, no messages."
NONE_FOUND = "No case fits '{words}'. Empty the line to go back."
STATES = {
    "due": ("●", "due now", "bold $warning"),
    "upcoming": ("○", "to come", "$secondary"),
    "broken": ("✗", "missed", "$error"),
}
STANDINGS = {
    "ready": "to be called",
    "waiting": "comes back {due}",
    "held": "in hand: {holder}",
    "office": "with the office",
    "closed": "closed: {why}",
}
ONLY = "only {owner}"
YOURS, ANYBODYS = "yours", "whoever is free"
APPOINTMENT_DUE = "Your appointment is due: {organisation}, {local}. Enter on it takes the case."
TAKE_OVER_WHICH = "Mark an appointment that somebody else keeps, then F6."
TAKEN_OVER = "The appointment with {organisation} is yours now."
MESSAGE_TITLE, MESSAGE_DETAIL = "A word to the supervisor", "What is the matter? Name no child."
MESSAGE_SENT = "Sent."
READ_TITLE, ANSWER_DETAIL = "{by}, {local}", "Type an answer, or Esc to have only read it."

# the card
IDLE, RINGING, ANSWERED = "not on a call", "ringing", "answered"
CODING, CODING_AGAIN = "needs coding", "code again"
ATTEMPT_SHORT = "attempt {number} of {cap}"
OUTCOME_WISH = "The outcome of the call; the answers stay (:outcome)"
NUMBER_MISSING = "no number"
RING = "Press the number before a name once you ring it; you dial it yourself."
RING_NONE = "There is no number on file: 0 takes one that you type."
RINGS = "Ringing {number}. a: somebody answered. n: nobody did."
TAKEN_UP = "This call is not coded yet. a: you have somebody on the line. n: nobody. c: code it."
TALKS = "Somebody answered. Enter begins the interview, c codes the call."
ENGAGED = "! {said}"
NOT_PERMITTED = "! People may not be called now. Calls are permitted again {next}."
WHY, LAST, RETURN, APPOINTMENT, MESSAGE, REMARK, HISTORY, PLACE = (
    "WHY NOW",
    "LAST CALL",
    "RETURN",
    "APPOINTMENT",
    "MESSAGE",
    "REMARK",
    "CALLS",
    "CASE",
)
ATTEMPT = "{why} · attempt {number} of {cap}"
OVER_CAP = "{why} · {number} attempts made, more than the {cap} there should be"
RETURN_STANDS = "{state}, {answered} answered"
RETURN_OF = "{state}, {answered} of {asked} answered"
LOCAL = "{local} there"
ROLES = {"lead": "lead", "contact": "answers", "": ""}
NUMBER_TITLE, NUMBER_DETAIL = "Which number do you ring?", "With its area code; it is kept with the call"
NO_SUCH = "There is no {number} in the list."
FIRST_RING = "Ring first: press the number before a name."
GO_ON = {ANSWERED: "Interview", CODING_AGAIN: "Code"}
"""What Enter does while the call stands so, where a key of its own does not say it already."""
WHICH = "Say first whether somebody answered: a for yes, n for no."
UNCODED = "The call is not coded: say what it came to (c), then leave."
CASE_TITLE, CONTACT_TITLE, NOTE_DETAIL = (
    "A remark about the case",
    "A remark about the contact",
    "Kept with the case for whoever calls next. Name no child.",
)
NOTED = "Noted."
ELSE_TITLE, ELSE_DETAIL = "Who answers from now on?", "The first contact stays on record."
ELSE_DONE = "{name} is asked from now on."
RESTART = "{name} answers from now on. Go on, or begin again?"
RESTARTS = {
    "on": "Go on where it stands; the answers stay",
    "again": "Begin again; the answers so far stay on record and are asked anew",
}
BEGUN_AGAIN = "Begun again with the first question; the answers so far stay on record."
LOST = "{case} went back to the queue: nothing was typed for {minutes} minutes. {then} Take it again to see how it stands."
LOST_CALL = "The call counts as not coded."
LOST_CASE = "It had not been called."
IDLE_BACK = "{case} went back to the queue: nothing was typed for {minutes} minutes."

# coding
CODE_TITLE = "What did the call to {organisation} come to?"
CODE_AGAIN = "Code the call to {organisation} again; this takes the place of: {said}"
CODE_HINT = "a code, or the first letters"
GROUPS = {
    "silent": "NOBODY REACHED",
    "spoken": "SPOKEN WITH SOMEBODY",
    "done": "DONE",
    "any": "WHATEVER IT CAME TO",
}
LABELS = {
    "when": "When",
    "person": "With",
    "number": "Number",
    "mine": "Only me",
    "name": "Name",
    "title": "Role",
    "phone": "Phone",
    "email": "E-mail",
    "ref": "Other case",
    "questions": "Questions",
    "due": "By when",
    "note": "Note",
    "kind": "What it is",
    "document": "Title",
    "shows": "Shows",
    "dated": "Its day",
    "owner": "Held by",
    "review": "Review",
    "file": "File",
    "place": "Or place",
}
HINTS = {
    "when": "tomorrow 10:00, Tue 14:30, in 1 hour, Thu 2-4pm",
    "person": "whom to ask for",
    "number": "the number to ring",
    "mine": "Space: nobody else keeps it",
    "name": "who it is",
    "title": "their role, if known",
    "phone": "their number, if known",
    "email": "where a link would go",
    "ref": "its ref, or part of its name",
    "questions": "single ones by their number: 5.1 5.2",
    "due": "Friday, 12 March; nothing for no day",
    "note": "in a few words",
    "kind": "policy, procedure, minutes, training, audit, contract, other",
    "document": "as it stands on it",
    "shows": "questions by their numbers: 2.1 5.1",
    "dated": "3 March 2026, or a month; nothing for no day",
    "owner": "who looks after it, if known",
    "review": "when it is to be reviewed next; nothing for no day",
    "file": "a path: a copy of it is kept",
    "place": "a link, a shelf, a document system",
}
READ_BACK = "→ {told}. Enter takes it."
READ_BACK_NOTE = "→ {told}. Now a note."
MARK_FIRST = "Mark an outcome first; then F4 adds a note."
NO_OUTCOME = "Nothing on the list begins like that."
THANK = "READ OUT  {text}"
LEAVE_FORM = "Esc goes back to the list; what was typed stays."
