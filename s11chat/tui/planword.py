"""Every text of the screens on which action plans are looked at, carried forward and asked after."""

from __future__ import annotations

TITLE, THEIRS = "Action plan", "Plans of those you commission"
EMPTY = (
    "Nothing is planned here yet. What is said after a low rating (what will be done, by whom, by when) stands here; "
    "a adds another action to any answer."
)
BY = "by {day}"
NOBODY, NO_DAY = "nobody named", "no day"
SIGNED, UNSIGNED = "signed", "not signed"
ASKED = "asked by {whom}: {note}"
OFFICE = "the office"
MARK_FIRST = "Mark an action first."

UPDATE_TITLE = "How does {name} go?"
UPDATE_DETAIL = (
    "{what}\nSuch as: under way 50% half are booked. Or done, open, a word alone; dropped needs the reason. "
    "It stands beside what was signed and changes no signature."
)
EXPECTED_TITLE = "By when is {name} expected now?"
EXPECTED_DETAIL = "{what}\nAgreed: {due}. That day stays as agreed; this one is told beside it."
TOLD = "{name} is {standing}."
TAKEN_BACK = "Taken back: {told}."
ADD_ITEM = "To which question does the action belong?"
ADD_ITEM_DETAIL = "Its number, such as 5.1. It has to have an answer."
ADD = {
    "what": "What will be done?",
    "owner": "Who does it? A name and a role.",
    "due": "By when?",
}
ADD_DETAIL = "An action for {item}. A signature on its section is void then, and you sign it again."
ADDED = "{name} is agreed."
CHANGE_TITLE = "What changes in {name}?"
CHANGE = {"what": "What will be done", "owner": "Who does it", "due": "By when"}
CHANGE_DETAIL = "It is agreed anew: a signature on its section is void then, for all to see."
CHANGE_OR_LEAVE = f"{CHANGE_DETAIL} An empty line says that none is agreed any more; Esc leaves it as it is."
CHANGED = "{name} is agreed anew."
TAKE_OUT_TITLE = "Take {name} out of the plan?"
TAKE_OUT = {
    "keep": "No, leave it in",
    "out": "Take it out; it stays on record, and a signature on its section is void",
}
TAKEN_OUT = "{name} is no longer in the plan."
NOBODY_COMMISSIONED = "Nobody in this wave is commissioned by your organisation."

OF_WAVE = "Action plans"
COUNTED = "{running} running, {late} over their day, {soon} due within {days} days"
SHOWN_FOR = "; shown are those of '{words}'"
ONLY_LATE = "; shown is what is over its day"
NONE_RUNS = "No action runs here. F2 looks at other organisations, o shows all that runs."
FILTER_TITLE, FILTER_DETAIL = "Which organisations?", "Words of a name, or a ref; an empty line shows all."
NOT_HANDED_IN = "their return is not complete yet"
NOTHING_PLANNED = "nothing is planned"
PLANNED = "{running} running"
PLANNED_LATE = "{said}, {late} overdue"
CHASE_TITLE = "Ask {organisation} after {name}"
CHASE_PLAN = "their plan"
CHASE_DETAIL = "Their lead and the office read it beside the plan. Nothing of their return changes."
CHASED_LEAD = "Asked. Their lead reads it beside the plan."
CHASED = "Asked. Their lead and the office read it beside the plan."
CHASE_BACK = 'Taken back: "{note}"'
