"""The table of rights: which role may do what. Services ask here before every call; screens are no guard.

The table speaks of roles only. That a person may act on this case and this part of it is checked beside it.

Delegates and leads have the role their access code says. People of the office have those on file for a wave.
Somebody who is on file for no wave is alone with the program on a machine of their own, and acts there as
manager, interviewer and moderator. Names are claims: only a database with logins of its own proves who somebody is, and there a
login acts under its own name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from shlex import quote

from s11chat.errors import RightsError


class Role(StrEnum):
    """In what capacity a person acts."""

    INTERVIEWER = "interviewer"
    DELEGATE = "delegate"
    LEAD = "lead"
    MANAGER = "manager"
    ANALYST = "analyst"
    MODERATOR = "moderator"
    STAFF = "staff member"
    """Whoever answers a staff echo with the shared code of an organisation; nobody knows who it is."""


class Act(StrEnum):
    """What a service can be asked to do; the value completes the sentence "may ..."."""

    # holding the conversation
    OPEN_CASE = "open a case to answer it"
    ANSWER = "give answers"
    REMARK = "add remarks"
    ADD_EVIDENCE = "add evidence"
    UPDATE_ACTION = "report progress on an action"
    AGREE_ACTION = "add or change an action"
    SHOW_COMMISSIONED = "see the plans of those they commission"
    CHASE = "ask after an action plan"
    HAND_OVER = "hand a return over"
    NAME_DELEGATE = "name a delegate"
    NAME_COLLEAGUE = "name a colleague for a parked question"
    # review and sign-off
    REVIEW = "review a return"
    AMEND = "amend another person's answer"
    QUERY = "open or close a query"
    ANSWER_QUERY = "answer a query"
    SEND_BACK = "send a return back"
    ENROL = "enrol a signing phrase"
    SIGN = "sign a return"
    ATTEST = "attest a read-back"
    REOPEN = "reopen a signed return"
    # moderation
    ASSIGN_MODERATOR = "assign returns to moderators"
    MODERATE = "moderate ratings"
    AGREE = "record an agreed rating"
    RELEASE = "release moderated ratings"
    SHOW_MODERATION = "look at moderated ratings"
    CHALLENGE = "keep the notes of peers"
    ANSWER_CHALLENGE = "answer peers and moderators"
    # fieldwork
    CALL = "make calls and code their outcomes"
    REPLACE_CONTACT = "replace the contact of a case"
    ASSIGN = "assign cases to interviewers"
    # running a wave
    MAKE_WAVE = "make a wave"
    CLOSE_WAVE = "close a wave or open it again"
    IMPORT_FRAME = "import a frame"
    EXPORT_FRAME = "export a frame"
    IMPORT_RETURNS = "import returns"
    ADD_PERSON = "add people"
    MEND_CONTACT = "mend what is on file of a person"
    APPOINT = "say who works in the office"
    ISSUE_CODE = "issue a delegate's access code"
    ISSUE_LEAD_CODE = "issue a lead's access code"
    REVOKE_CODE = "revoke an access code"
    SEND_MAIL = "write invitations and reminders"
    SEND_LINK = "send somebody the link"
    DECIDE = "decide on duplicates and waivers"
    BUNDLE = "make or merge a bundle"
    PASS_BUNDLE = "pass on a bundle and take it in again"
    # looking and analysing
    SHOW_RETURN = "look at a return"
    SHOW_EVIDENCE = "open the files of evidence"
    SHOW_CONTACT = "see contact details"
    SHOW_PROGRESS = "see how a wave stands"
    CODE_ANSWERS = "code open answers"
    REPORT = "make reports"
    EXPORT = "export responses"
    VERIFY = "verify the records"
    # the echo of staff
    OPEN_ECHO = "open or close a staff echo"
    ISSUE_ECHO_CODE = "issue or take back the code of a staff echo"
    ANSWER_ECHO = "answer a staff echo"
    SHOW_ECHO = "see what staff said, in figures"
    # keeping the store
    BACKUP = "back up the store"
    RESTORE = "restore the store"
    REDACT = "redact or purge personal data"
    SHOW_ACCESS_LOG = "read the access log"


_I, _D, _L = Role.INTERVIEWER, Role.DELEGATE, Role.LEAD
_M, _A, _O = Role.MANAGER, Role.ANALYST, Role.MODERATOR
_S = Role.STAFF

_TABLE: dict[Act, tuple[Role, ...]] = {
    Act.OPEN_CASE: (_I, _D, _L),
    Act.ANSWER: (_I, _D, _L),
    Act.REMARK: (_I, _D, _L),
    Act.ADD_EVIDENCE: (_I, _D, _L),
    Act.UPDATE_ACTION: (_D, _L),
    Act.AGREE_ACTION: (_D, _L),
    Act.SHOW_COMMISSIONED: (_L,),
    Act.CHASE: (_L, _M),
    Act.HAND_OVER: (_I, _D, _L),
    Act.NAME_DELEGATE: (_I, _L, _M),
    Act.NAME_COLLEAGUE: (_I, _D, _L),
    Act.REVIEW: (_L,),
    Act.AMEND: (_L,),
    Act.QUERY: (_L,),
    Act.ANSWER_QUERY: (_D,),
    Act.SEND_BACK: (_L,),
    Act.ENROL: (_L,),
    Act.SIGN: (_L,),
    Act.ATTEST: (_I,),
    Act.REOPEN: (_L, _M),
    Act.ASSIGN_MODERATOR: (_M,),
    Act.MODERATE: (_O,),
    Act.AGREE: (_M, _O),
    Act.RELEASE: (_M,),
    Act.SHOW_MODERATION: (_L, _M, _A, _O),
    Act.CHALLENGE: (_M, _O),
    Act.ANSWER_CHALLENGE: (_L, _M),
    Act.CALL: (_I, _M),
    Act.REPLACE_CONTACT: (_I, _L, _M),
    Act.ASSIGN: (_M,),
    Act.MAKE_WAVE: (_M,),
    Act.CLOSE_WAVE: (_M,),
    Act.IMPORT_FRAME: (_M,),
    Act.EXPORT_FRAME: (_M, _A),
    Act.IMPORT_RETURNS: (_M,),
    Act.ADD_PERSON: (_I, _M),
    Act.MEND_CONTACT: (_M,),
    Act.APPOINT: (_M,),
    Act.ISSUE_CODE: (_I, _L, _M),
    Act.ISSUE_LEAD_CODE: (_M,),
    Act.REVOKE_CODE: (_L, _M),
    Act.SEND_MAIL: (_M,),
    Act.SEND_LINK: (_I, _M),
    Act.DECIDE: (_M,),
    Act.BUNDLE: (_M,),
    Act.PASS_BUNDLE: (_D, _L),
    Act.SHOW_RETURN: (_I, _D, _L, _M, _A, _O),
    Act.SHOW_EVIDENCE: (_I, _D, _L, _M, _O),
    Act.SHOW_CONTACT: (_I, _M),
    Act.SHOW_PROGRESS: (_I, _M, _A),
    Act.CODE_ANSWERS: (_M, _A),
    Act.REPORT: (_M, _A),
    Act.EXPORT: (_M, _A),
    Act.VERIFY: (_L, _M, _A, _O),
    Act.OPEN_ECHO: (_M,),
    Act.ISSUE_ECHO_CODE: (_L, _M),
    Act.ANSWER_ECHO: (_S,),
    Act.SHOW_ECHO: (_L, _M, _A, _O),
    Act.BACKUP: (_M,),
    Act.RESTORE: (_M,),
    Act.REDACT: (_M,),
    Act.SHOW_ACCESS_LOG: (_M,),
}


def allowed(role: Role, act: Act) -> bool:
    """Whether `role` may do `act` at all."""
    return role in _TABLE[act]


def holders(act: Act) -> tuple[Role, ...]:
    """Who may do `act`, in the order of the roles."""
    return _TABLE[act]


def require(role: Role, act: Act) -> None:
    """Raises RightsError, saying who may do it, where `role` may not do `act`."""
    if allowed(role, act):
        return
    article = "An" if role[0] in "aeiou" else "A"
    raise RightsError(f"{article} {role} may not {act}: ask {_either(holders(act))}.")


OFFICE = (_I, _M, _A, _O)
"""The roles that people of the office may have."""
OWN_DESK = (_M, _I, _O)
"""What somebody is who is on file for no wave."""


@dataclass(frozen=True)
class Post:
    """That somebody works in the office of a wave, in this role; in none where it is empty."""

    wave: str
    name: str
    role: str


def roles_of(name: str, posts: Iterable[Post], wave: str = "") -> tuple[Role, ...]:
    """In which roles the office person `name` acts in `wave`; without one, in any."""
    mine = [post for post in posts if same_name(post.name, name)]
    if not mine:
        return OWN_DESK
    held = {post.role for post in mine if post.role and wave in ("", post.wave)}
    return tuple(role for role in OFFICE if role.value in held)


def require_any(name: str, roles: tuple[Role, ...], act: Act, wave: str = "") -> Role:
    """The first of `roles` that may do `act`. Raises RightsError, saying who may, where none does."""
    for role in roles:
        if allowed(role, act):
            return role
    if not roles:
        raise RightsError(_stranger(name, act, wave))
    require(roles[0], act)
    return roles[0]


def _stranger(name: str, act: Act, wave: str) -> str:
    """Why somebody without a role may not do `act`, and how they come by one."""
    office = f"the office of wave {wave}" if wave else "the office"
    role = next((role for role in holders(act) if role in OFFICE), None)
    whom = f"ask {_either(holders(act))}"
    if role is not None and wave:
        whom = f"ask the manager for one, s11chat office add {wave} {quote(name)} --role {role}"
    return f"{name} has no role in {office} and may not {act}: {whom}."


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for small letters and spaces."""
    return name_key(one) == name_key(other)


def name_key(name: str) -> str:
    """What names have in common that are the same but for small letters and spaces."""
    return "".join(name.split()).casefold()


def issuing(role: Role) -> Act:
    """The act of issuing an access code that opens the door as `role`."""
    return Act.ISSUE_CODE if role is Role.DELEGATE else Act.ISSUE_LEAD_CODE


def _either(roles: tuple[Role, ...]) -> str:
    named = [f"the {role}" for role in roles]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"
