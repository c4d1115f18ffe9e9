"""Every text of the full-screen face that is not a question, an article or an error."""

from __future__ import annotations

from s11chat.assurance.docket import Reason
from s11chat.assurance.right import Role
from s11chat.dialog.model import Kind

TITLE = "s11chat"
OPENING = "Opening the records ..."
TOO_SMALL = "Please enlarge the window to 40 columns and 12 rows, or use --plain."
STILL = "Still at it; what you typed is kept ..."
FAULT = (
    "That could not be done, because of a fault in the program ({kind}). Nothing was recorded; your words are "
    "still here. Try again, or end the sitting: everything before is saved."
)
CUT = "Only the first {limit:,} characters of what was pasted were taken."
QUICK_ON = "Single-key answers are on: one key answers closed questions of up to nine answers."
QUICK_OFF = "Single-key answers are off: type, then press Enter."
CODES_ON = "Only numbers, codes and labels count now."
CODES_OFF = "Free wording is read again."
STATE_QUICK, STATE_CODES = "one key", "codes only"
FAILED = "{error} Your words are still here: press Enter to try again."

ROLE = {
    Role.INTERVIEWER: "interviewer",
    Role.DELEGATE: "delegate",
    Role.LEAD: "lead",
    Role.MANAGER: "manager",
    Role.ANALYST: "analyst",
    Role.MODERATOR: "moderator",
}

# the question
READ_OUT = "READ OUT"
ASKED = "QUESTION"
FOR_YOU = "FOR YOU"
PROBE = "PROBE"
SO_FAR = "SO FAR"
LAST_TIME, GIVEN_BEFORE = "LAST TIME", "{said} ({wave}). :same gives it again."
WAITING = "WAITING"
FOR_LEAD = "FOR LEAD"
NOT_READ_OUT = "(not read out)"
KEEPS = "{said}. Enter keeps it."
MEANT_FOR_LEAD = "Meant for the lead: F7 or :skip leaves it to them, or answer it now."
MORE_ANSWERS, MORE_BELOW = "▾ {count} more below, ↓ reaches them", "▾ more below"
PLACE = "question {number} of {of}"
FOLLOW_UP = "{place} · follow-up"
ABOUT, YOU_SAID = "ABOUT", "{question}  {text} You said: {said}."
ROW = "row {row} of {rows}"
HINT = {
    Kind.SINGLE: "a number, or the words of one answer",
    Kind.YESNO: "yes or no, or the number",
    Kind.MULTI: "numbers of all that apply, such as 1 4 7; Space ticks the marked one",
    Kind.RANKING: "numbers in order, such as 2 1 3; Space puts the marked one next",
    Kind.NUMBER: "a number",
    Kind.DATE: "a date, such as 31 March {year}",
    Kind.TEXT: "the answer in your own words; Ctrl+J begins another line",
    Kind.STATEMENT: "Enter to go on",
}
HINT_ATTACH = "in your own words; Ctrl+Y or :evidence add attaches a document"
HINT_END = "Enter for the first one left, :finish to complete it, :quit to end"
HINT_ASKED_BACK = "Enter for what is asked, :finish to leave it as it is, :quit to end"
HINT_MISSING = "a few words"
HINT_WAYS = "one of these: {ways}"
HINT_COMPLETE = ":quit to end, F9 to read it through"

# the end
DONE = "Complete"
ALL_ASKED = "Everything has been asked"
ANSWERED = "{count} answered."
LEFT = "Left for later: {names}."
BLOCKING = "It cannot be completed without {names}."
NEXT_LEFT = "Enter goes to the first of them; F8 completes it with these left open."
NEXT_DELEGATE = "F9 to read it through and hand it to the lead. F8 ends the sitting."
ASKED_BACK = "The return came back to you"
QUERY, QUERIED_BACK = "ASKED", "{question}: {text} ({by})"
QUERY_HERE = "{text} ({by}) F4 or :note answers it, or another answer."
NEXT_QUERIED = "Enter goes to the first question asked about; :finish {leave}."
NEXT_SENT_BACK = "Enter goes to it, F9 reads it through; :finish {leave}."
LEAVES = "leaves it as it is"
NEXT_OTHERS = "F9 to read it through. F8 ends the sitting."

# the conversation
GOES_ON = "Goes on in {section}, {place}"
LAST_ANSWERED = "last answered by {by}, {at}"
PUT_OFF = "was to be taken up again {until}"
STILL_LEFT = "parked {parked}, skipped {skipped} (:left)"
WAITS = "{question} waits for {who}."
GOES_ON_AT = "Everything is saved. It goes on at {at}."
REFERRAL_SHOWN = "The referral steps were shown."
MORE = {"practice": "F3 again: what good looks like.", "law": "F3 again: law and background."}
SEE_ALSO = "See also: {titles}."

# the side
WHERE, OUTLINE, WAITING_FOR, EXPLAINED_BY = "WHERE", "OUTLINE", "LEFT OPEN", "F3 EXPLAINS"
OF_SECTION = "{settled} of {asked} in this section"
COUNTS = "parked {parked} · skipped {skipped} · remarks {remarks}"
SECTION_STATES = {"done": "✓", "here": "▸", "begun": "◦", "open": "·"}

# the safeguarding card
SAFEGUARD_TITLE = "A concern about a child: stop the interview and do this first"
SAFEGUARD_CLOSE = "Do not type what was disclosed. Enter goes back to the interview."
NO_REFERRAL = (
    "No referral steps have been set for this audit. Follow your own safeguarding procedure now. If a child is "
    "in immediate danger, call the emergency services."
)

# prompts and menus
PROMPT_HELP = "Enter to go on, Esc to leave it"
MENU_HELP = "↑ ↓ and Enter to choose, Esc to leave it"
CARD_HELP = "PageUp PageDown to read, Enter or Esc to close"
NOTE_TITLE, NOTE_DETAIL = (
    "A remark beside this question",
    "A remark about the case: :casenote, about the contact: :contactnote",
)
GOTO_TITLE, GOTO_DETAIL = "Go to", "The number of a question or a section, such as {example}"
PARK_TITLE, PARK_DETAIL = "Leave it until somebody has been asked", "Who, and by when: Jane in HR by Friday"
PAUSE_TITLE, PAUSE_DETAIL = "Go on another time", "When, if you know it: Tuesday 10:00"
HAND_TITLE, HAND_DETAIL = "Hand the whole return to", "A name, and their role if you know it"
HAND_PART_TITLE, HAND_PART = "Hand your part to", "Hand your part to somebody ..."
CONTACT_TITLE, CONTACT_DETAIL = "Who answers from now on?", "Name, role: Ann Example, Head of Safety"
CONTACT_DONE = "{name} answers from now on. The first contact stays on record."
ATTEST_TITLE = "Read back and confirmed"
ATTEST_CHOICES = {"yes": "Yes: put it on record", "read": "Read the answers through first", "no": "No"}
ATTESTED, UNATTESTED = "Attested; this is no signature.", "The read-back is taken back."
WORD_TITLE, WORD_DETAIL = "A word in place of a key", "F1 lists them"
NO_WORD = "There is no {word} here; F1 lists the keys and words."
MENU_TITLE = "What next?"
MENU = {
    "stop": "End the sitting; everything is saved",
    "pause": "Go on another time ...",
    "finish": "Complete it, leaving what was skipped open",
    "hand_over": "Hand the whole return to somebody ...",
    "contact": "Somebody else answers from now on ...",
    "review": "Read all answers through",
    "evidence": "Documents that show it",
    "concern": "A concern about a child was disclosed",
    "remind": "A text to remind those for whom questions wait",
    "repeat": "The question and its answers once more",
    "probe": "A neutral probe to read out",
    "remark": "A remark: on this question, the case, the contact ...",
    "attest": "The answers were read back and confirmed ...",
    "unattest": "Take the read-back back",
    "bundle": "A bundle: work without a network, in one file ...",
    "codes": "Read numbers and codes only, or free wording again",
    "theme": "Another look: dark, light, high contrast",
    "progress": "How this wave stands: what is due, what is stuck, charts (F3)",
    "calls": "The call room: the next case, appointments, messages (F7)",
    "duplicates": "Cases that may be one organisation (F10)",
    "words": "Answers in words: code them",
    "reports": "Reports: read them, narrow them down, save them",
    "moderation": "Moderation: ratings beside the organisations' own, notes of peers",
    "code": "Enter an access code",
    "knowledge": "Look something up in the knowledge base",
    "rehearse": "Rehearse an interview with a made-up respondent ...",
    "leave": "End the program",
}

# home
HOME = "Office"
WELCOME = "Section 11 audits"
DOOR_TEXT = (
    "Welcome. Enter the access code from your letter to answer for your organisation, or to review and sign. "
    "The code is not shown while you type."
)
CODE_TITLE, CODE_DETAIL = "Your access code", "From your letter or e-mail; it is not shown while you type"
FILTER = "type to find an organisation, a case or a state"
WAVE_LINE = "{cases} · {complete} complete · {signed} signed"
CLOSES = "closes {day}"
PAUSED_UNTIL, NEEDS_CODE = "paused until {until}", "{name} needs an access code"
NO_WAVES = (
    "There is no wave yet. Make one and bring in the organisations:\n\n"
    "- s11chat demo makes a small seeded wave to look around in.\n"
    "- s11chat wave new begins a real one; s11chat frame import fills it."
)
ONLY_MODERATES = "You moderate: F8 opens the menu, and Moderation in it the returns that are assigned to you."
NO_CASES = "This wave has no organisations yet. Bring them in: s11chat frame import FILE"
NONE_FOUND = "No case fits '{words}'. Empty the line to see them all."
MORE_CASES = "{count} more: type part of a name to find them"
WAVES_TITLE = "Which wave?"
WAVE_CHOICE = "{title}\n{id} · {closes} · {cases}"
NO_CLOSING = "no closing day"
ROLE_TITLE = "{name}, what would you like to do?"
ROLE_DOCKET, ROLE_ANSWER = "Review and sign: {organisation}, {state}", "Answer the questions of {case}"
ROLE_PLAN = "Action plan: {running} of {count} not done yet"
ROLE_LATE = "{say}, {late} overdue"
ROLE_THEIRS = "Action plans of those you commission"
ROLE_LEAVE = "Leave; everything is saved"
GUIDE_TITLE = "Things to try"
GOODBYE = "Everything is saved."

# review and docket
REVIEW_TITLE, DOCKET_TITLE = "All answers", "Review and sign"
LEFT_TITLE = "Left open"
REMARKS_TITLE, REMARK_ON_WHOLE = "Remarks on the whole", "the {on}"
REMARKS_MARK, REMARKS_ROW = "- remarks", "{count} on the case or the contact"
NOTHING_LEFT = "Nothing was skipped or parked."
QUESTION, ANSWER, GIVEN, READ, REMARKS = "QUESTION", "ANSWER", "GIVEN BY", "READ AS", "REMARKS"
LOOK_AT, SIGNED, QUERIES, PARKED_FOR, ARTICLE = "LOOK AT", "SIGNED", "QUERIES", "PARKED FOR", "ARTICLE"
LAST_TIME, AGAINST = "LAST TIME", "DOES NOT FIT"
MODERATED, MODERATED_MARK = "MODERATED", "moderated"
FOR_WHOM, BY_TELEPHONE = "for {name}", "by {mode}"
TYPED = 'typed as "{words}"'
TYPED_BY = "{name}, for {whom}: "
CHANGED_SINCE = "changed since it was signed"
WHY = {
    Reason.CHANGED: "changed",
    Reason.QUERY_OPEN: "query open",
    Reason.LEFT_TO_LEAD: "left to you",
    Reason.PARKED: "parked",
    Reason.MODERATED: "rated lower",
    Reason.NO_ACTION: "no action",
    Reason.LOW: "low rating",
    Reason.NO_EVIDENCE: "no evidence",
    Reason.EVIDENCE_DUE: "old evidence",
    Reason.DONT_KNOW: "don't know",
    Reason.DECLINED: "declined",
    Reason.NOT_ANSWERED: "no answer",
    Reason.NOT_APPLICABLE: "n/a",
    Reason.FELL: "fell",
    Reason.AT_ODDS: "does not fit",
    Reason.REMARK: "remark",
    Reason.INTERPRETED: "read as",
}
QUERY_ANSWERED = "query reply"
HELD = {"seen": "seen", "signed": "signed"}
COUNTED = {
    "look": "{count} to look at",
    "changed": "{count} changed",
    "moderated": "{count} moderated",
    "queries": "queries {count}",
    "seen": "{count} seen",
    "signed": "{count} signed",
    "all": "{count} in all",
    "remarks": "remarks {count}, at the end",
}
NUMBER_WHY, ASKED_SAID = "NO. / WHY", "QUESTION / ANSWER"
PARKED_MARK, QUERY_MARK, REMARK_MARK = "parked for {who}", "query", "{count} remark{s}"
SENT_BACK_FOR = "Sent back: {comment}"
ACCEPTED = "{question}: seen and accepted; a on it again takes it back."
UNACCEPTED = "{question}: to be looked at again."
AMEND_TITLE, AMEND_DETAIL = "Your answer to {question}", "Now: {said}"
AMENDED = "{question}: {said}."
QUERY_TITLE, QUERY_DETAIL = "What do you want to know about {question}?", "It goes to {who}."
QUERY_SELF = "Nobody else was asked about this or typed here, so it waits for you, {who}."
QUERY_STAYS = "The query on it stays open until c closes it."
CLOSES_IT = "c closes it"
QUERIED, SETTLED_QUERY, NO_QUERY = (
    "{who} is asked about {question}; c closes the query.",
    "Query closed.",
    "There is no query on this answer.",
)
SETTLE_TITLE = "Close this query without an answer: why?"
BACK_TITLE, BACK_DETAIL = "Send the return back", "What should be done; it is shown to whoever answers."
SENT_BACK = "The return has been sent back."
REOPEN_TITLE, REOPEN_DETAIL = "Reopen the return", "Give the reason, for the record."
REOPENED = "The return is open again."
EMPTY_DOCKET = "There is nothing in this return to look at."
ENROL_TITLE = "Your signing phrase"
ENROL_TEXT = (
    "You sign with a phrase that only you know. It is kept nowhere and cannot be restored, so write it down now "
    "and keep it safe. Here is one made for you, shown this once:"
)
ENROL_DETAIL = "Type this phrase, or one of your own: at least 20 characters and 5 words"
BEFORE_ENROLLING = "Before you sign: {left}"
ENROLLING = {"look": "Look at them first", "enrol": "Choose your signing phrase all the same"}
ENROL_AGAIN = "The same phrase once more"
ENROLLED = "Your phrase is enrolled. Use it to sign."
PHRASES_DIFFER = "The two phrases are not the same. Type them again."
SIGN_TITLE = "Sign"
SIGN_NAME, SIGN_PHRASE, SIGN_AFRESH = "YOUR NAME", "YOUR PHRASE", "your signing phrase, typed afresh"
SIGN_BUTTON = "Space ticks a section, Tab goes on, Enter in the phrase signs, Esc leaves it"
SECTION, SECTION_COUNTS = "    SECTION", ("DONE", "OPEN", "QUERY", "LOOK AT", " STATE")
COVERS = "Your signature will cover {what}: {answers}, as they stand in the docket."
COVERS_ALL, COVERS_SOME = "the whole return", "{count} of {of} sections{names}"
COVERS_NONE = "Your signature will cover nothing yet: tick what you want to sign."
LEFT_IN_THEM = "Left in them: {left}."
OPEN_IN_THEM = ("{count} question without an answer", "{count} questions without an answer")
QUERIES_IN_THEM = ("{count} open query", "{count} open queries")
WEAK_IN_THEM = ("{count} answer to look at", "{count} answers to look at")
SIGN_NONE, SIGN_NO_NAME, SIGN_NO_PHRASE = (
    "Tick a section to sign.",
    "The name was empty. It stands there again.",
    "Type your signing phrase.",
)
HELD_BY = "asked of {who}"
NAME_AGAIN = "The name on file stands there again: go on with your phrase."
WRONG_MARK = "! {field}"
IS_SIGNED, IS_VOIDED = "signed", "lapsed"
CERTIFICATE_TITLE = "Certificate"
SAVE_TITLE, SAVE_DETAIL = "Save the certificate", "A file whose name ends in .txt, .html, .pdf or .json."
SAVE_HINT = "Signed. k saves the certificate as a file of yours."
