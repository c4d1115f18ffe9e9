"""Every text of the screen on which reports are read."""

TITLE = "Reports"
GROUPS = {
    "Answers": ("topline", "tables", "trend", "status", "test", "benchmark", "trace", "coding", "quotes"),
    "Response": ("response", "weighting", "reliability", "rates", "delegates"),
    "Compliance": ("compliance", "exceptions", "moderation", "agreement", "plans"),
    "Fieldwork": ("diary", "interviewers", "timings"),
}
"""The reports by what they are of."""
CHECKS = "Checks"
MORE = "More"
CHECK, CHECK_SAYS = "check", "what does not reconcile within and between the reports of this wave"
CHECK_TITLE = "Do the reports reconcile?"
CHECK_OPEN = "{open} open, {waived} waived, {explained} explained; {figures} figures held against each other."
CHECK_NONE = "Everything reconciles."
CHECK_MORE = "s11chat report waive {wave} FINDING --reason WORDS lets one stand."
FINDING = "{place}: {what}; {why}"
NO_CASES = "No organisation is in this wave yet: s11chat frame import {wave} FILE.csv brings them in."
NO_RETURNS = (
    "No return is complete yet, so reports of answers are empty. Until then: response, rates and diary; "
    "interviews begin in the office (Esc), with Enter on a case."
)
RECKONING = "{name}: reckoning ... Esc leaves it."
LEFT = "Left; nothing was made of it."
OPEN_FIRST = "Make a report first: Enter."
MAKES = "Enter makes it."
TAKES = "o sets, before or after:"
NEEDS = "It is asked for:"
REFUSED = "o changes what was asked for; Esc goes back."
PLACE = "{at} of {all}"
OVER = "Columns: {over}"
NO_BARS = "This table has nothing to draw as bars."
NO_TABLES = "There is nothing in this report."
MORE_NOTES = "... i shows all notes"
LAST, FIRST = "This is the last table; / goes to any.", "This is the first table; / goes to any."
NOTES = "Bases and notes"
ALL_TABLES = "All tables"
FIND_TITLE, FIND_HELP = "Go to a table", "type words of its title · ↑↓ mark · Enter goes there · Esc leaves"
OPTIONS_TITLE = "Options of {name}"
MAKE = "Make the report so"
USUAL = "All as usual again"
OPTION_ROW = "{what}: {value}\n{help}"
STYLE = "style"
STYLES = {"house": "as the house prints them", "accessible": "accessible: shorthand for symbols"}
STYLE_HELP = "how symbols are printed"
AS_USUAL, ON, OFF = "as usual", "yes", "no"
ONE_HELP = "type to narrow down · ↑↓ mark · Enter takes it · Esc leaves"
MANY_HELP = "type to narrow down · Enter ticks what is marked · Enter on an empty line keeps · Esc leaves"
OWN = "as typed"
TYPED = "type it; with + between values they count as one"
NONE_LIKE = "Nothing is like this; Enter takes it as typed."
NO_TABLE_LIKE = "No title has these words."
MORE_LIKE = "{count} more; type to narrow down."
FORMATS = {
    "html": "A web page (.html)",
    "docx": "A Word document (.docx)",
    "xlsx": "A workbook (.xlsx)",
    "pdf": "A PDF (.pdf)",
    "csv": "Figures, one fact a row (.csv)",
    "json": "Data for a program (.json)",
    "txt": "Text as on a terminal (.txt)",
}
SAVE_TITLE, FILE_TITLE = "Save {name} as", "A new file"
FILE_DETAIL = "In {folder}, unless a folder is named. A file that is there is never written over."
ENDING = "Name the file by its form: it has to end in .{ending}."
SAVED = "Saved: {file}"
UNRECONCILED = "Does not reconcile ({count}), first: {first}"
