"""Every key of the full-screen face, by screen: one table for bindings, footer and help.

Ids are dotted so that a keymap can move them. Left alone are the keys that tmux, text inputs and browsers
want for themselves: ctrl+b, ctrl+k, ctrl+n, ctrl+r, ctrl+t, ctrl+w, F5, F11 and F12.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from textual.binding import Binding, BindingType

from s11chat.tui.callkeys import CALLROOM, CARD, CODING
from s11chat.tui.codingdeskkeys import CODINGDESK, CODINGLIST
from s11chat.tui.docketkeys import DOCKET, PARTS
from s11chat.tui.key import Key
from s11chat.tui.moderationkeys import MODERATED, MODERATION
from s11chat.tui.reportkeys import REPORTS

EVERYWHERE = (
    Key("app.help", "f1", "app.keys", "Keys", "the keys and words of this screen", ":help", priority=True),
    Key(
        "app.leave",
        "ctrl+q",
        "app.leave",
        "End",
        "end the program; everything is saved",
        ":quit",
        show=False,
        priority=True,
    ),
)
POPUP = (
    Key("popup.go_on", "enter", "submit", "Go on", "take what is typed or marked"),
    Key("popup.next", "tab", "app.focus_next", "Next", "to the next line or list"),
    Key("popup.tick", "space", "select", "Tick", "tick or clear the marked line of a list"),
    Key("popup.copy", "c", "copy", "Copy", "copy a text that is to be sent"),
    Key("popup.cancel", "escape", "cancel", "Leave", "leave it; nothing has been done"),
)
"""Told by help over a popup; its parts bring these keys themselves."""
INTERVIEW = (
    Key("interview.back", "f2", "back", "Back", "to the question before, changing nothing", ":back"),
    Key("interview.explain", "f3", "explain", "Explain", "explain it; again goes deeper", ":why"),
    Key("interview.note", "f4", "note", "Note", "put a remark beside this question", ":note"),
    Key("interview.goto", "f6", "goto", "Go to", "go to a question or section by its number", ":go"),
    Key(
        "interview.park",
        "f7",
        "park",
        "Park",
        "leave it until somebody has been asked",
        ":park",
    ),
    Key("interview.menu", "f8", "menu", "Menu", "finish, pause, hand over, remind, remark", ":finish"),
    Key("interview.review", "f9", "review", "Review", "all answers so far", ":review"),
    Key("interview.quick", "f10", "quick", "One key", "single-key answers on or off", ":quick", show=False),
    Key(
        "interview.evidence",
        "ctrl+y",
        "evidence",
        "Evidence",
        "documents that show it: attach, list, withdraw",
        ":evidence",
        show=False,
    ),
    Key("interview.newline", "ctrl+j", "newline", "Line", "another line in an open answer", show=False),
    Key("interview.undo", "ctrl+z", "undo", "Undo", "take the last answer back", ":undo", show=False),
    Key(
        "interview.probe",
        "ctrl+p",
        "probe",
        "Probe",
        "a neutral probe to read out (interviewers)",
        ":probe",
        show=False,
    ),
    Key(
        "interview.concern",
        "ctrl+s",
        "concern",
        "Concern",
        "stop: a concern about a child is being disclosed",
        ":concern",
        show=False,
    ),
    Key("interview.up", "pageup", "page(-1)", "Up", "earlier in the conversation", show=False),
    Key("interview.down", "pagedown", "page(1)", "Down", "later in the conversation", show=False),
    Key("interview.cancel", "escape", "cancel", "Cancel", "empty the line, close a message", show=False),
)
REHEARSAL = tuple(key for key in INTERVIEW if key.id != "interview.review")
"""A rehearsal keeps no answers to look at."""
STAFF = tuple(
    key
    for key in INTERVIEW
    if key.id not in ("interview.note", "interview.park", "interview.review", "interview.probe")
)
"""Staff who answer without names note nothing, ask nobody, and have nothing listed."""
HOME = (
    Key("home.open", "f2", "open", "Open", "open the case marked in the list"),
    Key(
        "home.progress",
        "f3",
        "progress",
        "Progress",
        "how this wave stands: what is due, what is stuck, charts",
    ),
    Key(
        "home.duplicates", "f10", "duplicates", "Duplicates", "cases that may be one organisation", show=False
    ),
    Key("home.code", "f4", "code", "Code", "enter an access code: delegates and leads"),
    Key("home.wave", "f6", "wave", "Wave", "look at another wave"),
    Key("home.calls", "f7", "calls", "Calls", "the call room of this wave"),
    Key("home.menu", "f8", "menu", "Menu", "rehearse an interview, another look, end"),
    Key("home.knowledge", "f9", "knowledge", "Look up", "search and browse the knowledge base"),
)
DOOR = (
    Key("door.code", "f4", "code", "Access code", "enter an access code"),
    Key("door.menu", "f8", "menu", "Menu", "look and end"),
    Key("door.knowledge", "f9", "knowledge", "Look up", "search and browse the knowledge base"),
)
REVIEW = (
    Key("review.open", "enter", "open", "Go to", "go to this question"),
    Key("review.hand_over", "f7", "hand_over", "Hand over", "hand the return to somebody, or to the lead"),
    Key("review.left", "f6", "left", "Left open", "show only what was skipped or parked"),
    Key("review.close", "escape", "close", "Close", "back to the conversation"),
)
PLAN = (
    Key("plan.tell", "u", "tell", "Tell", "tell how the marked action goes; signatures stand"),
    Key("plan.under_way", "w", "tell('under way')", "Begun", "the marked action is under way"),
    Key("plan.done", "d", "tell('done')", "Done", "the marked action is done"),
    Key("plan.expect", "x", "expect", "Later", "by when it is expected now, beside the day agreed"),
    Key("plan.undo", "z", "undo", "Undo", "take back what was told last of the marked action"),
    Key("plan.add", "a", "add", "Add", "agree on another action for an answer"),
    Key("plan.change", "e", "change", "Change", "agree on something else; voids a signature on its section"),
    Key("plan.take_out", "t", "take_out", "Take out", "take an added action out of the plan", show=False),
    Key(
        "plan.theirs", "o", "theirs", "Others", "the plans of those your organisation commissions", show=False
    ),
    Key("plan.close", "escape", "close", "Close", "back to where one was"),
)
COMMISSIONED = (
    Key("commissioned.chase", "c", "chase", "Ask", "ask after the marked action, or the marked plan"),
    Key("commissioned.undo", "z", "undo", "Undo", "take back what you asked last"),
    Key("commissioned.close", "escape", "close", "Close", "back to where one was"),
)
EVIDENCE = (
    Key("evidence.add", "a", "add", "Add", "put a document or record on file"),
    Key(
        "evidence.amend", "e", "amend", "Amend", "tell the marked one anew; as it was it stays in the history"
    ),
    Key("evidence.withdraw", "w", "withdraw", "Withdraw", "take it back; again has it stand once more"),
    Key("evidence.look", "enter", "look", "History", "all that is known of the marked one, and its history"),
    Key("evidence.all", "f6", "all", "All", "everything on file, or what is on file for this question"),
    Key("evidence.close", "escape", "close", "Close", "back to where one was"),
)
VIEW = Key("knowledge.view", "f6", "view", "View", "search, by standard, by dialog, by term")
KNOWLEDGE = (
    VIEW,
    Key(
        "knowledge.before",
        "left",
        "heading(-1)",
        "Before",
        "to the heading before, while the line is empty",
        show=False,
        priority=True,
    ),
    Key(
        "knowledge.after",
        "right",
        "heading(1)",
        "After",
        "to the heading after, while the line is empty",
        show=False,
        priority=True,
    ),
    Key("knowledge.deeper", "f3", "deeper", "Deeper", "in a sentence, what good looks like, the law"),
    Key("knowledge.up", "pageup", "page(-1)", "Up", "earlier in the article", show=False),
    Key("knowledge.down", "pagedown", "page(1)", "Down", "later in the article", show=False),
    Key("knowledge.links", "tab", "app.focus_next", "Links", "to the article's links; again, to the line"),
    Key(
        "knowledge.open",
        "enter",
        "open",
        "Open",
        "open the marked link; in the line, go to the links",
        show=False,
    ),
    Key("knowledge.close", "escape", "close", "Back", "to the article before; from the first, close"),
)
CALL = (
    *(
        replace(key, label="Outcome", does="code the call; pause, finish, hand over", word=":outcome")
        if key.id == "interview.menu"
        else key
        for key in INTERVIEW
    ),
    Key("call.case_note", "ctrl+o", "case_note", "", "a remark about the case", ":casenote", show=False),
    Key(
        "call.contact_note",
        "ctrl+g",
        "contact_note",
        "",
        "a remark about the contact",
        ":contactnote",
        show=False,
    ),
)
"""An interview held in the call room."""
PROGRESS = (
    Key("progress.open", "enter", "open", "Open", "the cases that the marked row counts; a case itself"),
    Key("progress.view", "right", "view(1)", "View", "the next view: now, types, outcomes, days, room"),
    Key("progress.before", "left", "view(-1)", "Before", "the view before", show=False),
    Key("progress.find", "f2", "find", "Find", "find any case; typing does it too"),
    Key("progress.reports", "f3", "reports", "Reports", "read, narrow down and save the reports"),
    Key("progress.message", "f4", "message", "Word", "leave a word for somebody of the office"),
    Key(
        "progress.renew",
        "f6",
        "renew",
        "Renew",
        "look again now; it is done every half minute by itself",
        show=False,
    ),
    Key("progress.calls", "f7", "calls", "Calls", "the call room of this wave"),
    Key(
        "progress.moderation",
        "f8",
        "moderation",
        "Moderate",
        "returns that are moderated, by whom, and what they agree on",
    ),
    Key(
        "progress.privacy",
        "f9",
        "privacy",
        "Privacy",
        "what is held of people, why, until when, and who may see it",
        show=False,
    ),
    Key("progress.words", "ctrl+o", "words", "Words", "code the answers in words", show=False),
    Key(
        "progress.plans", "f10", "plans", "Plans", "the action plans of the wave, what is over its day first"
    ),
    Key("progress.close", "escape", "close", "Back", "back to the office"),
)
PLANS = (
    Key("plans.open", "enter", "open", "Open", "everything known of the marked action"),
    Key("plans.filter", "f2", "filter", "Filter", "only organisations whose name or ref has these words"),
    Key("plans.late", "o", "late", "Overdue", "only what is over its day, or all that runs again"),
    Key("plans.chase", "c", "chase", "Ask", "ask after the marked action; its lead reads it beside the plan"),
    Key("plans.close", "escape", "close", "Back", "back to the wave"),
)
CASES = (
    Key("cases.open", "enter", "open", "Open", "everything known of the marked case"),
    Key("cases.close", "escape", "close", "Back", "empty the line; then back to where one was"),
)
CASEFILE = (
    Key("casefile.interview", "f2", "interview", "Interview", "interview it by telephone"),
    Key("casefile.answers", "r", "answers", "Answers", "all answers so far"),
    Key("casefile.again", "c", "again", "Again", "call again: put it back into the queue of calls"),
    Key("casefile.assign", "a", "assign", "Assign", "say which interviewer calls it"),
    Key("casefile.message", "m", "message", "Word", "a word to somebody about it"),
    Key("casefile.note", "f4", "note", "Note", "a remark about the case", show=False),
    Key(
        "casefile.staff", "w", "staff", "Staff", "what its staff say: ask them, or see it beside the ratings"
    ),
    Key(
        "casefile.take_over",
        "t",
        "take_over",
        "Take over",
        "another interviewer keeps its appointment",
        show=False,
    ),
    Key("casefile.call_off", "x", "call_off", "Call off", "its appointment is called off", show=False),
    Key("casefile.up", "pageup", "page(-1)", "Up", "earlier in the file", show=False),
    Key("casefile.down", "pagedown", "page(1)", "Down", "later in the file", show=False),
    Key("casefile.close", "escape", "close", "Back", "back to the list"),
)
COURT = (
    Key("court.left", "1", "keep(0)", "Left counts", "the left return counts, the right one is left out"),
    Key("court.right", "2", "keep(1)", "Right counts", "the right return counts, the left one is left out"),
    Key("court.apart", "b", "apart", "Both stand", "two organisations; not proposed again"),
    Key("court.accept", "a", "accept", "It is so", "an ending is so, or the answers of two modes stand"),
    Key("court.undo", "u", "undo", "Undo", "take back what was decided or coded"),
    Key("court.up", "pageup", "page(-1)", "Up", "earlier in the two returns", show=False),
    Key("court.down", "pagedown", "page(1)", "Down", "later in the two returns", show=False),
    Key("court.close", "escape", "close", "Back", "back to the office"),
)
POPUP_GROUP = "popup"
GROUPS: Mapping[str, tuple[Key, ...]] = MappingProxyType(
    {
        "interview": INTERVIEW,
        "rehearsal": REHEARSAL,
        "staff": STAFF,
        "home": HOME,
        "door": DOOR,
        "review": REVIEW,
        "docket": DOCKET,
        "parts": PARTS,
        "plan": PLAN,
        "commissioned": COMMISSIONED,
        "plans": PLANS,
        "evidence": EVIDENCE,
        "callroom": CALLROOM,
        "card": CARD,
        "coding": CODING,
        "codinglist": CODINGLIST,
        "codingdesk": CODINGDESK,
        "court": COURT,
        "moderated": MODERATED,
        "moderation": MODERATION,
        "call": CALL,
        "progress": PROGRESS,
        "reports": REPORTS,
        "cases": CASES,
        "casefile": CASEFILE,
        POPUP_GROUP: POPUP,
        "knowledge": KNOWLEDGE,
    }
)
QUICK, THEME = "quick", "theme"
OWN_WORDS = {QUICK: ":quick", THEME: ":theme"}
"""Words that only a full screen has a use for."""


_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "tab": "Tab",
    "space": "Space",
    "slash": "/",
    "left": "←",
    "right": "→",
}


def shown_as(key: str) -> str:
    """A key as people call it."""
    if key in _NAMES:
        return _NAMES[key]
    before, _, last = key.rpartition("+")
    return f"{before.capitalize()}+{last.upper()}" if before else key.upper() if len(key) > 1 else key


def action_of(group: str, word: str) -> str:
    """The action of the key that a word like `:ring 2` stands for; empty where there is none."""
    name, _, rest = word.strip().partition(" ")
    keys = (*GROUPS.get(group, ()), *EVERYWHERE)
    found = next((key.action for key in keys if key.word and key.word == name.casefold()), "")
    number = rest.strip()
    return f"{found.partition('(')[0]}({number})" if found.endswith(")") and number.isdigit() else found


def bindings(keys: tuple[Key, ...]) -> list[BindingType]:
    """The keys as Textual wants them."""
    return [
        Binding(
            key.key,
            key.action,
            key.label,
            show=key.show,
            priority=key.priority,
            id=key.id,
            tooltip=f"{key.does[0].upper()}{key.does[1:]}",
        )
        for key in keys
    ]
