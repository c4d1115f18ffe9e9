"""One return of the example that is complete, so that there is something to review and to sign at once."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from s11chat.assurance.right import Role
from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.engine.intent import HandOver, Intent, Remark, Reply
from s11chat.engine.spoken import intent_of
from s11chat.services.admitting import admit, issue
from s11chat.services.interviewing import Interview
from s11chat.services.kept import Kept
from s11chat.services.talk import ONLINE

DELEGATE = "Tilly Saucer"
_SAID: Mapping[str, str] = MappingProxyType(
    {
        "1.2": "partly, the nurses have it but reception does not",
        "1.2.action": "A short session for reception every quarter",
        "3.1": "fully met",
        "5.1": "2",
        "5.1.action": "Book the two receptionists on the spring course",
        "5.4": ":na we are in the City of London, where the model is not used",
    }
)
_REMARKS: Mapping[str, str] = MappingProxyType({"3.1": "The named doctor changes in April."})


def finish(kept: Kept, case: str) -> None:
    """Has a delegate answer everything asked of `case` and hand it to the lead."""
    admission = admit(kept, issue(kept, case, Role.DELEGATE, person=DELEGATE).code)
    interview = Interview(kept, kept.case(case), Role.DELEGATE, admission.name, admission.person, ONLINE)
    while (question := interview.conversation.current) is not None:
        if question.id in _REMARKS:
            interview.respond(Remark(_REMARKS[question.id]))
        interview.respond(_reply(question))
    interview.respond(HandOver(""))
    interview.leave()


def _reply(question: Question) -> Intent:
    said = _SAID.get(question.id) or _plain(question)
    spoken = intent_of(said)
    return Reply(said) if spoken is None or isinstance(spoken, str) else spoken


def _plain(question: Question) -> str:
    match question.kind:
        case Kind.TEXT if question.part == "lead":
            return f"{DELEGATE}, practice manager"
        case Kind.TEXT:
            return "Safeguarding folder, part 2, looked through in May"
        case Kind.DATE:
            return "31 March 2027"
        case Kind.STATEMENT:
            return ""
        case _:
            return "3" if question.rates else "1"
