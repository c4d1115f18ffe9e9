"""Every text of the screens on which staff are asked, and on which it is seen what they said."""

from __future__ import annotations

STOP = "Stop here; nothing is kept"
OVER_TITLE = "Thank you"
OVER = "The next person enters the code anew (F4)."
TITLE = "What staff say: {organisation}"
NONE = "Nobody has been asked."
STANDS = "{state}, {opens} to {closes}; {answers} answered"
CODE_UNTIL = "; code until {day}"
NO_CODE = "; no code"
CHOICES = {
    "beside": "See what they say beside the organisation's own ratings",
    "open": "Ask its staff: open a survey, get their one shared code",
    "code": "A new shared code; the one before opens nothing any more",
    "revoke": "Take the shared code back; answers given stay",
    "extend": "Another last day; the code goes on until then",
    "close": "End it for good, and see the figures",
}
NOTHING = "There is nothing you can do here yet: the manager asks the staff (s11chat echo open)."
UNTIL_TITLE = "Until which day may staff answer?"
UNTIL_DETAIL = (
    "As 2026-09-30. Nothing is shown before it is closed, and nothing at all unless {minimum} or more answer "
    "(s11chat echo open sets another number, 5 at least)."
)
EXTEND_DETAIL = "As 2026-09-30, {day} now. Answers given stay, and the code goes on until that day is over."
EXTENDED = "Staff may answer until {day}."
POSTER_TITLE = "Print it, or send it to staff; the code is shown only now"
CLOSE_TITLE = "End the staff survey of {organisation} for good?"
CLOSE_CHOICES = {"no": "No, staff may go on answering", "yes": "Yes, end it; nobody answers any more"}
CLOSED = "Closed. {said}"
REVOKED = "The code opens nothing any more; answers given stay."
BESIDE_TITLE = "What staff say beside the own rating"
