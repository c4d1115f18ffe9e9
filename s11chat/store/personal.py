"""What every column of every table holds of people, why, and who may see it: the one table that privacy works from.

To add a table: write a `Holding` for it below (`_entry` for a table of entries of a return, `_journal` for one whose
events stand in the journal of a wave, `Holding` for any other). Name each column once: those with something of a
person in `columns` with their `Sort`, all others in `plain`. A test fails while a column is in neither or both.
From then on the report counts it, `privacy redact` and `privacy purge` empty it, and `verify` expects no less: there
is nothing else to write. Words that a person typed are `TEXT`, always; `plain` is for ids, codes, times and digests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Table

from s11chat.assurance.right import Act
from s11chat.store import table as tables


class Sort(StrEnum):
    """What of a person a column holds."""

    NAME = "name"
    CONTACT = "contact"
    """An address, a number, a job title."""
    TEXT = "free text"
    ANSWER = "answer"
    """An answer as JSON: coded values stay, words in it go."""
    DETAILS = "details"
    """Details of a fact as JSON: ids stay, words in it go."""
    ABOUT = "id"
    """The id of a person on file: says nothing once the person's row is empty."""
    PROOF = "proof"
    """What the name beside it could be guessed from: goes with the name."""
    ANSWERS = "several answers"
    """Answers by question, as JSON: coded values stay, words in them go."""
    FILE = "file"
    """The digest of a file: the file goes with it, unless another record names it."""
    OFFICE = "office"
    """Of the office itself, as its letters print it: stays."""


@dataclass(frozen=True)
class Holding:
    """What one table holds of people."""

    table: Table
    what: str
    why: str
    basis: str
    seen_by: Act
    """Who may do this may see it."""
    columns: Mapping[str, Sort]
    plain: frozenset[str]
    """Columns with nothing of a person."""
    stays: bool = False
    """Nothing in it is ever redacted: it says who redacted."""
    coarse: bool = False
    """How many rows there are is told roughly: a number that grows would say when somebody answered."""


TASK = (
    "public task: section 11 of the Children Act 2004 has the body show how it safeguards children, and the "
    "partnership ask"
)
ACCOUNT = "accountability: the partnership has to be able to show who answered, who signed and who saw it"
SAFE = "security of what is held"


def _entry(
    table: Table,
    what: str,
    why: str,
    columns: Mapping[str, Sort],
    plain: str = "",
    act: Act = Act.SHOW_RETURN,
) -> Holding:
    common = {"by": Sort.ABOUT, "by_name": Sort.NAME, "on_behalf_of": Sort.NAME}
    rest = {"return_id", "seq", "salt", "digest", "role", "mode", "at", *plain.split()}
    return Holding(table, what, why, TASK, act, {**common, **columns}, frozenset(rest))


def _journal(
    table: Table, what: str, why: str, columns: Mapping[str, Sort], plain: str = "", act: Act = Act.MAKE_WAVE
) -> Holding:
    rest = {"wave", "seq", "salt", "digest", *plain.split()}
    return Holding(table, what, why, ACCOUNT, act, columns, frozenset(rest))


def _apart(
    table: Table,
    what: str,
    why: str,
    columns: Mapping[str, Sort],
    plain: str,
    act: Act,
    basis: str = ACCOUNT,
    *,
    coarse: bool = False,
) -> Holding:
    return Holding(table, what, why, basis, act, columns, _words(plain), coarse=coarse)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_N, _C, _T, _ID = Sort.NAME, Sort.CONTACT, Sort.TEXT, Sort.ABOUT
_NONE: dict[str, Sort] = {}
_SETTLED = {"details": Sort.DETAILS, "by_name": _N}

HOLDINGS: tuple[Holding, ...] = (
    _apart(
        tables.PERSON,
        "people on file",
        "to write to, ring and know whoever answers; of the office, to know who may do what",
        {"name": _N, "title": _C, "email": _C, "phone": _C},
        "id wave ref role",
        Act.SHOW_CONTACT,
        TASK,
    ),
    _entry(
        tables.RESPONSE,
        "answers",
        "what the organisation answered, in whose words, and who gave it",
        {"value": Sort.ANSWER, "words": _T, "because": _T},
        "item occasion revision no_answer withdrawn exact seconds",
    ),
    _entry(tables.REMARK, "remarks", "what was put on record beside an answer", {"text": _T}, "item about"),
    _entry(tables.PARK, "parked questions", "whom an answer waits for", {"who": _T, "due": _T}, "item ended"),
    _entry(
        tables.HELP_USE,
        "help log",
        "which article explained a question before it was answered",
        _NONE,
        "item article version depth",
    ),
    _entry(tables.QUERY, "queries", "what the lead asked back", {"text": _T}, "opened item round state"),
    _entry(
        tables.SIGNATURE,
        "signatures",
        "who signed, and the proof of it",
        {"name": _N, "statement": _T, "signature": Sort.PROOF},
        "section section_digest key_id",
    ),
    _entry(tables.VOIDING, "voided signatures", "why one no longer stands", {"reason": _T}, "section signed"),
    _entry(tables.TRANSITION, "states of returns", "how a return came along", {"reason": _T}, "was became"),
    _entry(
        tables.HOLDER,
        "changes of lead or contact",
        "who led or answered, and when",
        {"person": _ID, "reason": _T},
        "office",
    ),
    _entry(tables.FACT, "other facts", "pauses, decisions, quotations", {"details": Sort.DETAILS}, "kind"),
    _entry(
        tables.DELEGATION,
        "delegations",
        "who was asked for which part",
        {"person": _ID, "note": _T},
        "given step part due",
    ),
    _entry(
        tables.EVIDENCE,
        "evidence",
        "what shows that an answer is so, with titles, owners and files",
        {
            **dict.fromkeys(("title", "owner", "file_name", "place", "note", "said"), _T),
            "file": Sort.FILE,
        },
        "given step kind dated covers review size",
    ),
    _entry(
        tables.ACTION,
        "actions",
        "what is to be done, by whom and when",
        {"what": _T, "owner": _T},
        "made step item due priority",
    ),
    _entry(
        tables.ACTION_UPDATE,
        "progress of actions",
        "how it goes with what is to be done",
        {"note": _T},
        "told step kind item made day standing percent expected",
    ),
    _entry(
        tables.MODERATOR,
        "moderators of returns",
        "who was asked to rate a return, and what they noted",
        {"name": _N, "note": _T},
        "assigned step",
    ),
    _entry(
        tables.MODERATION,
        "moderated ratings",
        "a rating beside the organisation's own, with its reason",
        {"reason": _T},
        "item agreed withdrawn blind rating self_rating answer_revision",
    ),
    _entry(
        tables.CHALLENGE,
        "notes of peers",
        "what peers and leads said of a rating",
        {"peer": _N, "text": _T},
        "opened item state organisation",
    ),
    _entry(
        tables.CALL,
        "calls",
        "whom we rang and what it came to",
        {"number": _C, "person": _ID, "note": _T},
        "outcome started slot attempt points_to",
        Act.CALL,
    ),
    _entry(
        tables.APPOINTMENT,
        "appointments",
        "when to ring whom",
        {"person": _ID, "number": _C, "note": _T, "owner": _N},
        "made step starts ends exact",
        Act.CALL,
    ),
    _entry(
        tables.MAILING,
        "letters",
        "that somebody was written to, and whether it arrived",
        {"person": _ID, "address": _C, "subject": _T, "detail": _T},
        "letter step stage addressee selector message_id",
        Act.SHOW_CONTACT,
    ),
    Holding(
        tables.REDACTION,
        "redactions of returns",
        "who redacted what, and when",
        ACCOUNT,
        Act.VERIFY,
        {"by": _ID, "by_name": _N, "on_behalf_of": _N, "person": _ID, "reason": _T},
        _words("return_id seq salt digest role mode at covers signatures"),
        stays=True,
    ),
    Holding(
        tables.WAVE_REDACTION,
        "redactions of the journal",
        "who redacted what, and when",
        ACCOUNT,
        Act.VERIFY,
        {"by_name": _N, "person": _ID, "reason": _T},
        _words("wave seq salt digest at ref covers"),
        stays=True,
    ),
    _journal(tables.ACT, "acts of the office", "who did what in the wave", {"by_name": _N}, "kind at"),
    _journal(
        tables.ACCESS,
        "access codes",
        "to let in whoever holds one",
        {"person": _ID, "issued_by": _N},
        "selector ref role verifier expires issued_at revoked_at",
        Act.REVOKE_CODE,
    ),
    _journal(
        tables.SIGNING_KEY,
        "signing keys, their public halves",
        "to check signatures with",
        {"person": _ID},
        "id public_key phrase_salt kdf enrolled_at revoked_at",
        Act.VERIFY,
    ),
    _journal(
        tables.PLAN,
        "plans of the fieldwork",
        "how the office can be reached",
        {"plan": Sort.OFFICE, "by_name": _N},
        "at",
        Act.SHOW_PROGRESS,
    ),
    _journal(tables.SETTLEMENT, "settlements", "how words are coded", _SETTLED, "kind at", Act.REPORT),
    _journal(
        tables.MESSAGE,
        "messages within the office",
        "so that colleagues can go on with a case",
        {"from_name": _N, "to_name": _N, "text": _T},
        "ref at read_at",
        Act.CALL,
    ),
    _journal(
        tables.ECHO,
        "staff echoes",
        "which staff were asked anonymously",
        {"by_name": _N},
        "id ref dialog_id dialog_digest dialog_text minimum cap opens closes at",
        Act.SHOW_PROGRESS,
    ),
    _apart(
        tables.ECHO_ANSWER,
        "answers of staff, without name or time",
        "what staff say beside what their organisation says; shown from a smallest number on",
        {"answers": Sort.ANSWERS},
        "echo seq wave salt digest",
        Act.REPORT,
        TASK,
        coarse=True,
    ),
    _journal(
        tables.ECHO_FIGURE,
        "outcomes of staff echoes",
        "what may be told of them",
        {"by_name": _N, "words": _T},
        "echo at figures",
        Act.SHOW_PROGRESS,
    ),
    _apart(
        tables.EVIDENCE_FILE,
        "files of evidence, on a server",
        "the files that evidence names",
        {"content": Sort.FILE},
        "digest",
        Act.SHOW_RETURN,
        TASK,
    ),
    _apart(
        tables.QUEUE,
        "the queue of calls",
        "who has which case in hand",
        {"owner": _N, "avoid": _N, "holder": _N},
        "wave ref standing until rank stage attempts next_slot priority outcome why hold held_from hold_until was "
        "dialled",
        Act.CALL,
    ),
    _apart(
        tables.ATTEMPT,
        "wrong tries at codes",
        "to slow down whoever guesses; forgotten an hour after the last",
        {"door": _C},
        "failures last_at locked_until",
        Act.SHOW_ACCESS_LOG,
        SAFE,
    ),
    _apart(
        tables.ACCESS_LOG,
        "access log",
        "to be able to say who looked at what",
        {"by_name": _N, "detail": _T},
        "id wave ref at role did",
        Act.SHOW_ACCESS_LOG,
        SAFE,
    ),
    _apart(
        tables.WAVE,
        "waves",
        "the dialog and its dates",
        _NONE,
        (
            "id dialog_id dialog_version dialog_digest dialog_text title opens closes referral state created_at seq "
            "salt digest"
        ),
        Act.SHOW_PROGRESS,
    ),
    _apart(tables.POPULATION, "population sizes", "to weigh with", _NONE, "wave type count", Act.REPORT),
    _apart(
        tables.ORGANISATION,
        "organisations",
        "whom the wave asks",
        {"lead": _ID},
        "wave ref seq salt digest name type grp cohort region commissioned_by",
        Act.SHOW_PROGRESS,
        TASK,
    ),
    _apart(
        tables.AUDIT_CASE,
        "cases",
        "who leads and who answers",
        {"lead": _ID, "contact": _ID},
        "wave ref",
        Act.SHOW_PROGRESS,
        TASK,
    ),
    _apart(
        tables.AUDIT_RETURN, "returns", "how they stand", _NONE, "id wave ref state mode", Act.SHOW_PROGRESS
    ),
    _apart(
        tables.EVENT,
        "chains of events",
        "to find whatever was changed: ids and salted digests, no name and no word",
        _NONE,
        "chain seq kind body previous hash at",
        Act.VERIFY,
    ),
)
"""Every table there is."""


def holding(table: str) -> Holding:
    """What the table of this name holds. Raises KeyError for a table that nobody has classified."""
    return _BY_NAME[table]


_BY_NAME = {one.table.name: one for one in HOLDINGS}
