"""Every text of the screens that explain, of those around an interview (reminders, remarks, rehearsals), and of the court.

Texts by kind stand under the value of the kind, so that the first screen need not load what defines it.
"""

from __future__ import annotations

KNOWLEDGE_TITLE = "Knowledge base"
KNOWLEDGE_FILTER = "what do you want to know? a word is enough: crb, induction, lado"
VIEWS = {
    "search": "Search",
    "standard": "By standard",
    "dialog": "By dialog",
    "term": "By term",
}
NONE_FOUND = "Nothing was found for '{words}'. Try other words, or press F6 to browse."
EMPTY = {
    "search": "There is no article yet: put some into the folder of articles.",
    "standard": "No dialog here rates standards. F6 goes on to the articles by dialog and by term.",
    "dialog": "No dialog here can be read; 's11chat dialog check' says why. F6 goes on to the terms.",
    "term": "There is no article yet: put some into the folder of articles.",
}
LINKS = {
    "beside": "WITH THIS QUESTION",
    "broader": "BROADER",
    "narrower": "NARROWER",
    "see": "SEE ALSO",
    "seen_from": "SEEN FROM",
    "used": "USED IN",
}
USED_IN = "USED IN  {dialog}"
AND_MORE = "{question} and {count} more"
NO_ARTICLE = "No article is named beside this question. Type a word of it to search."
BACK_TO = "‹ Esc goes back to {title}"
ALSO = "Also: {names}"
EDITION = "{edition}; valid from {valid_from}; reviewed {reviewed}"
SOURCES = "Sources"

HELP_TITLE = "Keys and words"
HELP_ANSWER = (
    "Answer with a number, a code, a word or a sentence, then Enter. Arrows move the mark and never answer; "
    "Enter on an empty line takes the marked answer. A word after a colon does something else; ?word looks a "
    "word up."
)
HELP_KEYS, HELP_WORDS, HELP_ALSO = "KEYS OF THIS SCREEN", "WORDS AFTER A COLON", "KEYS EVERYWHERE"
HELP_QUICK = "single-key answers on or off"
HELP_THEME = "another look: dark, light, high contrast"
SCREEN_READER = "With a screen reader, use the plain lines: s11chat interview CASE --plain"

REMARK_TITLE = "A remark"
REMARK_ON = {
    "question": "beside this question",
    "case": "about the case as a whole",
    "contact": "about the contact",
}
REMARK_DETAIL = "It is kept with the answers. Name no child."
REMINDER_TITLE = "To be sent to those for whom questions wait"
COPY_HELP = "c copies it, PageUp PageDown to read, Enter or Esc to close"
COPIED = (
    "Copied. If nothing can be pasted, your terminal did not allow it: hold Shift (on a Mac, Option), mark the text "
    "with the mouse and copy it as you do elsewhere."
)

REHEARSE_TITLE = "Rehearse which interview?"
REHEARSE_CHOICE = "{title}\n{id} · {sections}"
NO_DIALOG = "No dialog here can be read; 's11chat dialog check' says why."
CHARACTER_TITLE = "Who is to answer? Somebody made up; nothing is kept."
CHARACTERS = {
    "brisk": "Brisk\nsays the answer, and little else",
    "rambling": "Rambling\nthe answer is somewhere in what is said",
    "reluctant": "Reluctant\nwants to be asked again, helped or probed",
}
REHEARSAL_STOP = "End the rehearsal, and hear how it went"
DEBRIEFING_TITLE = "How the rehearsal went"
REHEARSED = "The rehearsal is over. Nothing of it was kept."

COURT_TITLE = "Duplicates"
COURT_COUNTS = "{undecided} to decide · {decided} decided"
COURT_EMPTY = "No two cases of this wave look like one organisation, and no ending waits for a decision."
DECIDED = "Decided: {said}"
BECAUSE = "Here because: {because}"
DIFFER = "{same} answered alike, {differ} differently"
KEEP_TITLE = "{keep} counts, {drop} is left out"
APART_TITLE = "Both stand, as two organisations"
MODES_TITLE = "The answers stand as they are"
ENDED_TITLE = "{name} is not eligible"
UNDO_TITLE = "Take it back"
WHY_DETAIL = "Say why; it stays with the decision."
LEFT_OUT = "{drop} is left out; {keep} goes on. u takes it back."
STAND = "{one} and {other} both stand and are not proposed again."
SIGNED_NO, SIGNED_YES = "Leave everything as it is", "Leave the signed return out all the same"
NOTHING_TO_UNDO = "Nothing has been decided about this yet."
DECIDED_ALREADY = "This is decided: u takes it back."
OF_ONE = "This is about one case: a says that it is so, u takes the coding back."
OF_TWO = "This is about two cases: 1 or 2 says which counts, b that both stand."
