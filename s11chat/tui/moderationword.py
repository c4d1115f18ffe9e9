"""Every text of the screens on which returns are moderated."""

from __future__ import annotations

LIST_TITLE = "Moderation"
LIST_EMPTY = "No return is assigned to you. The manager assigns returns to moderators."
COUNTED = "Returns: {returns}, with a moderator {moderated}, released {released}"
NOBODY, BLIND = "nobody moderates it", "rated {rated}"
STEPS = {"assigned": "", "done": ", done", "resumed": ""}
RELEASED = "released"
MARK_FIRST = "Mark a return first."
ASSIGN_TITLE = "Who moderates {organisation}?"
ASSIGN_DETAIL = "No other moderator is on file in this wave: s11chat office add WAVE NAME --role moderator."
ASSIGNED = "{name} moderates {organisation}."
TAKE_BACK_TITLE = "From whom is {organisation} taken back?"
TAKEN_BACK = "Taken back from {name}. What they rated stays on record and no longer counts."
RELEASED_NOW = "The lead sees the result as it stands now, and may answer it."
RELEASE_BACK = "The lead sees no moderated rating any more."
PACK_TITLE, FIGURES_TITLE = "Panel pack", "Agreement"

TITLE = "Moderation"
LEFT_COUNT, ALL_RATED = "{left} of {all} to rate", "all {all} rated"
IS_DONE, NOT_DONE, WAITS = "you are done", "d when you are done", "{name} is not done yet"
NOTHING_TO_RATE = "nothing to rate"
NOTHING_RATED = "This dialog asks for no rating, so there is nothing to moderate. Esc goes back."
AS_OFFICE = "You look at it as the office; ratings are the moderators'."
NOT_YET, DIFFER, CHANGED = "-", "differ", "answer changed"
QUESTION, OWN, MODERATED, AGREED, FILE, REMARK, NOTE, ANSWER, LEAD, SCALE, ARTICLE = (
    "standard",
    "own rating",
    "moderated",
    "agreed",
    "on file",
    "remark",
    "note",
    "answer",
    "lead",
    "scale",
    "article",
)
YOU = "you"
STALE = "rated before the answer changed"
OUTDATED = "A moderator has changed their rating since it was agreed."
DIFFERING = "The moderators differ: a records what they agree on."
NO_STEP = "{sign} is not on the scale of {question}: Enter shows it."
RATED = "{question}: {said}."
REASON_TITLE = "Why {said}? ({question})"
REASON_DETAIL = "The organisation says: {own}. Esc leaves it as it was."
CHOOSE_TITLE = "Your rating of {question}"
AGREE_TITLE = "What was agreed on {question}?"
AGREE_WHY = "Why {said}? An agreed rating needs its reason."
AGREED_NOW = "{question}: agreed on {said}. The other ratings stay."
DISAGREE = "Take the agreed rating back"
DISAGREED = "The agreed rating of {question} is taken back; it stays on record."
TAKEN = "{question}: {said} stands again."
NOT_RATED = "{question}: taken back; it is not rated."
NO_RATING = "You have not rated this standard yet."
NONE_LEFT = "You have rated every standard. d says that you are done."
DONE_NOW, BOTH_DONE = "You are done. {name} is not yet.", "Everybody is done: all ratings are shown."
RESUMED = "You are not done: go on rating."
NOTE_BY = "Whose note is it, and of which organisation? ({question})"
NOTE_BY_DETAIL = "With a comma between them: Eve Peer, Larch Lane Surgery"
NOTE_TEXT = "The note"
NOTED = "Note {number} is on record: the organisation is to answer it."
NO_NOTES = "There is no open note to this standard. c writes one."
NOTE_MENU = {"answer": "Put the organisation's answer on record", "close": "Close it"}
NOTE_ANSWER, NOTE_CLOSE = "The organisation's answer", "Why is it closed?"
NOTE_ANSWERED, NOTE_CLOSED = "The answer is on record.", "The note is closed."
RELEASED_TITLE = "The moderated rating of {question}"
OWN_WORDS, NONE_RATED = "Your organisation: {own}", "It was not moderated."
ANSWER_IT = "Type an answer, which is kept beside it; Esc leaves it at that."
REPLIED = "Your answer stands beside the moderated rating."
