"""Every text of the manager's screens: the board of a wave, its cases, and the file of one."""

from __future__ import annotations

TITLE = "Progress"
PRIVACY = "Personal data"
VIEWS = {"now": "Now", "types": "By type", "outcomes": "Outcomes", "days": "Day by day", "room": "Room"}

# the head
COMPLETE = "{complete:,} of {population:,} complete"
RATE = "{rate} %"
SIGN = {"past": "✓ ", "today": "▸ ", "ahead": ""}
TODAY = "today"
CLOSES = {True: "closed on {day}", False: "closes {day}"}
LEFT = {0: "the last day", 1: "1 day left"}
DAYS_LEFT, OVERDUE = "{days} left", "its last day was {days} days ago"
CLOSED = "closed"
NO_STAGES = "No stages are settled: s11chat wave plan {wave} --stage invitation=DATE"

# the lists
DUE, STUCK = "DUE TODAY", "STUCK"
DUES = {
    "letters due": ("Letters to be written", "s11chat letters send {wave}"),
    "appointments": ("Appointments to be kept", "the call room (F7)"),
    "ready": ("To be called now", "the call room (F7)"),
    "later": ("Come back to the queue later today", ""),
}
"""What is due, and what to do about it."""
UNREAD = {True: "Message not read", False: "Messages not read"}
IN_ROOM = f"Enter, or the view {VIEWS['room']}"
PEOPLE_COUNT = "{count} people"
NOT_STUCK = "No longer stuck"
SINCE = "since {day}"
NOTHING_DUE = "Nothing is due today."
NEXT_STAGE = "Nothing is due today. Next: {stage}, {day}."
NOTHING_STUCK = "Nothing is stuck."
REACHES = {"complete": "complete", "begun": "begun", "not begun": "not begun", "over": "over"}
OVER_MEANS = "over: refused for good, not eligible, or given up"
TYPE_HEADS = ("TYPE", "DONE", "BEGUN", "NOT", "OVER", "OF", "RATE")
OUTCOME_HEADS = ("OUTCOME OF THE LAST CALL", "CASES", "CALLS")
UNTRIED = "Not called yet"
NO_CALLS = "Nobody has been called yet. The call room (F7) has the next case."
DAY_HEADS = ("DAY", "NEW", "COMPLETE", "CALLS", "PER COMPLETE")
NO_DAYS = "Nothing has happened yet. Letters go out with s11chat letters send {wave}."
NO_CASES = "This wave has no organisations yet. Bring them in: s11chat frame import {wave} FILE"
NOT_YOURS = "Only interviewers and managers see who has what in hand. {views} show how the wave stands."
IN_HAND, APPOINTMENTS, OFFICE, MESSAGES = "IN HAND NOW", "APPOINTMENTS", "FOR THE OFFICE", "MESSAGES"
NO_HAND = "Nobody has a case in hand. F7 opens the call room."
NO_APPOINTMENTS = "No appointment stands. They are made while a call is coded."
NO_OFFICE = "No case waits for the office."
NO_MESSAGES = "No message is unread. F4 leaves one."
CALLING, HOLDING = "on a call since {since}", "since {since}"
ONLY = "only {owner}"

# charts
RETURNS, CALLS_PER = "RETURNS COMPLETE", "CALLS PER COMPLETE"
RETURNS_NOW = "{complete:,} now"
CALLS_PER_NOW = "{each} in all"
CALLS_PER_LONG = "{each} in all: {calls:,} calls, {completes:,} by telephone"
NO_CALLS_PER = "no interview by telephone yet"
STEP = "each column {days} days"
MARKS = {
    "advance": "a",
    "invitation": "i",
    "reminder": "r",
    "online closes": "o",
    "telephone": "t",
    "closes": "c",
}
"""The letter of each stage below a chart."""

# cases
CASES = {1: "1 case"}
CASES_COUNT = "{count:,} cases"
ALL_CASES = "All cases"
NO_LONGER = "None is left here. Esc goes back."
OF_DAY = "Completed on {day}"

# the file of a case
STATE, WAITS, QUEUE, TYPE = "RETURN", "WAITS FOR", "CALLS", "TYPE"
ANSWERED = "{state}, {answered} answered"
PEOPLE, LETTERS, WAY, NOTES, WORDS = "PEOPLE", "LETTERS", "WAY SO FAR", "REMARKS", "MESSAGES"
STANDINGS = {
    "ready": "to be called",
    "waiting": "comes back {due}",
    "held": "in hand: {holder}",
    "office": "with the office: {why}",
    "closed": "not called any more: {why}",
}
ATTEMPTS = "attempt {attempts} of {cap} made"
NO_ATTEMPT = "not called yet"
OWNED = "for {owner}"
CHANGED_BY = "t: another interviewer keeps it. x: call it off."
NO_PEOPLE = "Nobody is on file: s11chat person add {case} NAME"
HIDDEN = "Only interviewers and managers see contact details."
NO_LETTERS = "No letter has been written."
NO_NOTES = "None; F4 adds one."
NO_HISTORY = "None yet."
NO_APPOINTMENT_HERE = "None."
WAY_STEP = "{local}  {became}, {by}"

# what is done
AGAIN_TITLE, AGAIN_DETAIL = "Call {organisation} again", "Why? It stays with the case."
AGAIN_DONE = "{organisation} is in the queue again."
ASSIGN_TITLE = "Who calls {organisation}?"
KEEP_TITLE = "Who keeps the appointment with {organisation}?"
TO_TITLE = "To whom?"
FREE, SUPERVISORS, SOMEBODY = "Whoever is free", "All supervisors", "Somebody else ..."
NAME_TITLE, NAME_DETAIL = "Their name", "As it stands in the office"
ASSIGNED, ASSIGNED_FREE = "{name} calls {organisation}.", "Whoever is free calls {organisation}."
SAY_TITLE, SAY_DETAIL = "A word to {name}", "Name no child."
SAID = "Sent."
NOTE_TITLE, NOTE_DETAIL = (
    "A remark about the case",
    "Kept with the case for whoever looks at it next. Name no child.",
)
NOTED = "Noted."
NO_APPOINTMENT = "It has no appointment that stands."
TAKEN_OVER = "{name} keeps the appointment."
TAKEN_FREE = "Whoever is free keeps the appointment."
OFF_TITLE, OFF_DETAIL = "Call the appointment off", "Why? The case comes back to the queue at once."
CALLED_OFF = "The appointment is called off."
APPOINTMENT_MENU = {
    "open": "Look at the case",
    "over": "Another interviewer keeps it ...",
    "off": "Call it off ...",
}
MESSAGE_MENU = {"answer": "Answer ...", "read": "It is read", "open": "Look at the case"}
READ_DETAIL = "{by}, {local}"
STANDING = ("upcoming", "due", "broken")
"""The states of an appointment that can still be changed."""
