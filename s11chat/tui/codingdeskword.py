"""Every text of the screens on which open answers are coded."""

TITLE = "Open answers"
LIST_EMPTY = "No complete return has an answer in words yet. Esc goes back."
LIST_ROW = "{left} left of {words}"
LIST_DONE = "all {words} coded"
OVER = "more than 10 % other"
HINT = "first letters of a code, or its number"
HINT_NUMBERS = "first letters of a label, or a code"
COUNTED = "{coded} of {all} coded · {place} of {count} {view}"
VIEWS = {"left": "left", "all": "in all", "coded": "coded"}
WITH = " with '{words}'"
SECOND = "second coder · "
CODED = "coded {codes}"
BY = " by {by}"
STALE = "It has changed since it was coded."
REDACTED = "Its words were redacted."
NONE_HERE = "No answer is here. F6 shows others, Esc goes back."
ALL_DONE = "Every answer here is coded. F6 shows others, Esc goes back."
KEPT = "{ref}: {codes}"
TICK_FIRST = "Tick a code first: type its first letters and Enter, or its number."
NO_MATCH = "No code is like '{typed}': F4 makes it one, Esc empties the line."
NEW_TITLE, NEW_DETAIL = "A new code", "The label that tables print"
MADE = "{code} is a new code, ticked for this answer."
FIND_TITLE, FIND_DETAIL = "Only answers with", "words, a code or a ref; nothing for all"
UNDONE = "{ref} is coded {codes} again."
UNDONE_TO_NONE = "{ref} is coded under nothing again."
NO_OTHER = "There is no other answer that way."
FRAME_TITLE = "The code {code}: {say}"
FRAME_MENU = {
    "rename": "Another label ...",
    "merge": "Merge it into another code ...",
    "retire": "Offer it no more",
    "undo": "Take back the last change of the codes",
}
RENAME_TITLE, MERGE_TITLE = "Another label for {code}", "Into which code is {code} merged?"
FRAME_CHANGED = "Done; F8 takes it back."
FRAME_UNDONE = "Taken back: {step} {code}."
