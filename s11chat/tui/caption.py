"""Every text of the screens that explain: the knowledge base, and the help on keys and words."""

from __future__ import annotations

from s11chat.tui.browsing import Kind, View

KNOWLEDGE_TITLE = "Knowledge base"
KNOWLEDGE_FILTER = "what do you want to know? a word is enough: crb, induction, lado"
VIEWS = {
    View.SEARCH: "Search",
    View.STANDARD: "By standard",
    View.DIALOG: "By dialog",
    View.TERM: "By term",
}
NONE_FOUND = "Nothing was found for '{words}'. Try other words, or press F6 to browse."
EMPTY = {
    View.SEARCH: "There is no article yet: put some into the folder of articles.",
    View.STANDARD: "No dialog here rates standards. F6 goes on to the articles by dialog and by term.",
    View.DIALOG: "No dialog here can be read; 's11chat dialog check' says why. F6 goes on to the terms.",
    View.TERM: "There is no article yet: put some into the folder of articles.",
}
LINKS = {
    Kind.BESIDE: "WITH THIS QUESTION",
    Kind.BROADER: "BROADER",
    Kind.NARROWER: "NARROWER",
    Kind.SEE: "SEE ALSO",
    Kind.SEEN_FROM: "SEEN FROM",
    Kind.USED: "USED IN",
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
