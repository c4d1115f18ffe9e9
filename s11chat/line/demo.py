"""The main job played through unattended: a telephone interview, a delegate's two sittings, a lead's signature."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from s11chat.analysis.compliance import ColumnOf, Level
from s11chat.assurance.right import Role
from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.plural import number_of
from s11chat.line.review import Review
from s11chat.line.talk import Talk
from s11chat.services import example
from s11chat.services.admitting import issue
from s11chat.services.complying import compliance
from s11chat.services.desk import Desk
from s11chat.services.interviewing import Interview
from s11chat.services.keeping import verify

Write = Callable[[str], None]

PHRASE = "seven quiet kettles under the old lamp"
TELEPHONE: dict[str, tuple[str, ...]] = {
    "q1": ("prison",),
    "q3.a": ("fully in place",),
    "q3.b": ("?section 11", "fully"),
    "q3.c": ("it is being implemented",),
    "q3.e": ("not in place", "3"),
    "q3.m": ("don't know",),
    "q4": ("a fair extent",),
    "q5": ("7 13",),
    "q7.b": (":note contractors are checked by the firm that sends them", "2"),
    "q9": ("every time",),
    "q12": ("Visits: children are met at the gate by a trained member of staff.",),
    "q13": ("Turnover of staff in the visits hall.",),
    "q14": ("A named contact at the board.",),
    "q16": ("other", "visits manager"),
    "q17": ("both",),
}
DELEGATE: dict[str, tuple[str, ...]] = {
    "1.1": ("fully met",),
    "1.1.evidence": ("Partners' meeting minutes, 3 March, held by the practice manager",),
    "1.2": ("?supervision", "partly, nurses have it but the front desk does not"),
    "1.2.action": ("Start a monthly group session for the front desk",),
    "1.2.lead": ("Nell Thimble, practice nurse",),
    "1.2.due": ("30 June 2027",),
    "2.2": (":park Hugh at reception by Friday",),
    "5.1": ("met", "2"),
    "6.3": ("not met",),
    "6.3.action": ("Write a retention rule into the recruitment policy",),
}
SAID = {
    "evidence": "The safeguarding folder, section 2, kept by the practice manager",
    "action": "Put it on the agenda of the next partners' meeting and agree what to do",
    "lead": "Nell Thimble, practice nurse",
}
"""What is said to a follow-up that the script has no answer for."""


@dataclass
class Played:
    """A respondent with a script: what is said to each question, and something plain where nothing is."""

    interview: Interview
    script: dict[str, tuple[str, ...]]
    write: Write
    stop_at: str = ""

    def lines(self) -> Iterator[str]:
        """What is typed, shown as it is typed."""
        said: dict[str, int] = {}
        while (question := self.interview.conversation.current) is not None:
            if question.id == self.stop_at:
                yield from self._typed(":pause tomorrow")
                return
            replies = self.script.get(question.id, ())
            number = said.get(question.id, 0)
            said[question.id] = number + 1
            sure = self.interview.conversation.pending is not None and number >= len(replies)
            scripted = replies[number] if number < len(replies) else _plain(question, number)
            yield from self._typed("y" if sure else scripted)
        if self.interview.conversation.remaining:
            yield from self._typed(f":go {self.interview.conversation.remaining[0].id}")
            yield from self._typed("fully met")
            yield from self._typed("The complaints leaflet in the waiting room, reprinted in May")
        if self.interview.header.role is Role.DELEGATE:
            yield from self._typed(":handover")

    def _typed(self, text: str) -> Iterator[str]:
        self.write(f"> {text}")
        yield text


def _plain(question: Question, number: int) -> str:
    match question.kind:
        case Kind.TEXT:
            return SAID.get(question.part, "Nothing beyond what was said already.")
        case Kind.DATE:
            return "31 March 2027"
        case Kind.STATEMENT:
            return ""
        case _:
            return "3" if question.rates else str(1 + number)


def play(desk: Desk, dialogs_seeded: example.Codes, write: Write) -> bool:
    """Plays the whole job and says whether the chain verified."""
    _title(write, f"A telephone interview: {example.PRISON}")
    _hold(desk.interview_as_interviewer(example.PRISON), TELEPHONE, write)
    delegate = desk.admit(dialogs_seeded.delegate.code)
    _title(write, f"A delegate's first sitting: {example.PRACTICE}")
    _hold(desk.interview(delegate), DELEGATE, write, stop_at="5.3")
    _title(write, "The delegate's second sitting")
    _hold(desk.interview(delegate), DELEGATE, write)
    _title(write, "The lead: amendments and signature")
    lead = desk.admit(dialogs_seeded.lead.code)
    typed = (
        "show 1.2",
        "amend 6.3 partly met",
        "accept 1.2",
        "phrase",
        PHRASE,
        f"sign all {dialogs_seeded.lead.person}",
        PHRASE,
    )
    Review(desk.docket(lead), write, lambda _: None).hold(_shown(typed, write))
    _title(write, "The certificate")
    for line in desk.docket(lead).certificate().text.splitlines():
        write(line)
    _others(desk)
    _title(write, "Ratings by standard, GP practices so far")
    for column in compliance(desk.kept, example.AUDIT, cohort="gp", begun=True).columns:
        for line in table_lines(column):
            write(line)
    _title(write, "Verification")
    found = verify(desk.kept)
    for fault in found.faults:
        write(f"! {fault}")
    verdict = "Not verified" if found.faults else "Verified"
    kept = f"{number_of(found.events, 'event')}, {number_of(found.responses, 'response')}"
    write(f"{verdict}: {kept}, {number_of(found.signatures, 'signature')}.")
    return not found.faults


def _hold(interview: Interview, script: dict[str, tuple[str, ...]], write: Write, stop_at: str = "") -> None:
    Talk(interview, write).hold(Played(interview, script, write, stop_at).lines())


def _others(desk: Desk) -> None:
    """Five more practices answer meanwhile, so that there is something to count."""
    for number in range(2, 7):
        case = f"{example.AUDIT}/GP{number:02}"
        code = issue(desk.kept, case, Role.LEAD).code
        interview = desk.interview(desk.admit(code))
        script: dict[str, tuple[str, ...]] = {
            f"{section}.{one}": (str(1 + (section * one + number) % 3),)
            for section in range(1, 9)
            for one in range(1, 11)
        }
        Talk(interview, _quiet).hold(Played(interview, script, _quiet).lines())


def _quiet(_: str) -> None:
    """Says nothing."""


def _shown(typed: Iterable[str], write: Write) -> Iterator[str]:
    for line in typed:
        write("> (the phrase)" if line == PHRASE else f"> {line}")
        yield line


def _title(write: Write, text: str) -> None:
    write("")
    write(f"=== {text}")


def table_lines(column: ColumnOf) -> Iterator[str]:
    """The counts as aligned lines."""
    labels = [level.value.replace("_", " ").capitalize() for level in Level]
    width = max(map(len, labels))
    head = "  ".join(f"{label:>{width}}" for label in (*labels, "No rating", "Base"))
    yield f"{'Standard':<10}{head}"
    for row in column.standards:
        cells = (*(row.counts[level] for level in Level), row.asked - row.rated, row.asked)
        yield f"{row.standard:<10}" + "  ".join(f"{cell:>{width}}" for cell in cells)
