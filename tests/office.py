"""The office that the tests work in: two waves, seven organisations, a clock that ticks, and plain speakers.

Further waves, for the transcripts of other dialogs, are made only where one of their cases is asked for.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from s11chat.assurance.right import Role
from s11chat.bootstrap import open_desk
from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.question import Question
from s11chat.engine.intent import Reply
from s11chat.engine.spoken import intent_of
from s11chat.engine.turn import Turn
from s11chat.fieldwork.case import State
from s11chat.services.admitting import Issued, issue
from s11chat.services.desk import Desk
from s11chat.services.fielding import new_wave
from s11chat.services.framing import import_frame
from s11chat.services.interviewing import Interview
from s11chat.services.signing import Docket
from s11chat.services.view import Admission
from s11chat.settings import DATABASE, Settings, shipped
from tests import postgres

MORNING = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
AUDIT, SURVEY, PERCENT, REVIEW = "audit-11", "survey-08", "audit-15", "review-09"
MODERN, COLOURS, WORDS, ECHO = "audit-26", "audit-26-colours", "audit-26-words", "echo-26"
BOARDS, CHAIRS = "boards-07", "chairs-07"
DIALOGS = {
    AUDIT: "chscb-2011",
    SURVEY: "dcsf-2008",
    PERCENT: "dudley-2015",
    REVIEW: "cqc-2009",
    **dict.fromkeys((MODERN, COLOURS, WORDS), "section11-2023"),
    ECHO: "staff-echo",
    BOARDS: "lscb-2007",
    CHAIRS: "lscb-2007-chairs",
}
"""The dialog of each wave."""
SCALES = {COLOURS: "rag", WORDS: "reflection"}
"""The scale that was chosen for a wave, where it is not the dialog's own."""
COUNCIL, PRACTICE, PROVIDER, CLUB = (f"{AUDIT}/{ref}" for ref in ("ST1", "GP1", "CO1", "IN1"))
AUTHORITY, DISTRICT, PRISON = (f"{SURVEY}/{ref}" for ref in ("SHA1", "DC1", "PRIS1"))
LEADS = {
    COUNCIL: "Ruth Oakley",
    PRACTICE: "Ben Marsh",
    PROVIDER: "Clare Nunn",
    CLUB: "Omar Reed",
    AUTHORITY: "Hugh Tate",
    DISTRICT: "Pat Lowe",
    PRISON: "Jack Dane",
}
NELL = "Nell Thimble"
ON_SERVER = f"{DATABASE}.server"
"""The file in a data folder that holds the URL of its database, where that is no file."""
PHRASE = "seven quiet kettles under the old lamp"
REFERRAL = "Ring the duty desk on 01632 960001, then your named professional."
FRAMES = {
    AUDIT: """\
ref,name,type,region,lead_name,lead_role,email,phone
ST1,Hackham Council,statutory,East,Ruth Oakley,Director,ruth@example.org,01632 960010
GP1,Larch Lane Surgery,gp,East,Ben Marsh,Senior partner,ben@example.org,01632 960011
CO1,Bright Start Limited,commissioned,East,Clare Nunn,Chief executive,clare@example.org,01632 960012
IN1,Rivertown Youth Club,independent,West,Omar Reed,Chair,omar@example.org,01632 960013
""",
    SURVEY: """\
ref,name,type,region,lead_name,lead_role,email,phone
SHA1,Northern Strategic Health Authority,SHA,North,Hugh Tate,Lead director,hugh@example.org,01632 960020
DC1,Milldale District Council,DC,North,Pat Lowe,Chief executive,pat@example.org,01632 960021
PRIS1,HMP Stonefield,PRIS,South,Jack Dane,Governor,jack@example.org,01632 960022
""",
    PERCENT: """\
ref,name,type,region,lead_name,lead_role,email,phone
SC1,Beech Hill School,education,West,Joan Fell,Head teacher,joan@example.org,01632 960030
CG1,Westmoor Clinical Commissioning Group,ccg,West,Amir Dale,Accountable officer,amir@example.org,01632 960031
HO1,Canal Side Housing,housing,West,Lucy Penn,Chief executive,lucy@example.org,01632 960032
""",
    MODERN: """\
ref,name,type,region,lead_name,lead_role,email,phone
IB1,Westmoor Integrated Care Board,icb,West,Mary Lund,Chief nurse,mary@example.org,01632 960040
SC1,Beech Hill School,school,West,Joan Fell,Head teacher,joan@example.org,01632 960041
SG1,Mill Lane Scouts,small_group,West,Tom Reid,Chair,tom@example.org,01632 960042
""",
    **dict.fromkeys(
        (COLOURS, WORDS),
        """\
ref,name,type,region,lead_name,lead_role,email,phone
SG1,Mill Lane Scouts,small_group,West,Tom Reid,Chair,tom@example.org,01632 960042
""",
    ),
    ECHO: """\
ref,name,type,region
SC1-01,Beech Hill School staff 01,school,West
""",
    REVIEW: """\
ref,name,type,region,lead_name,lead_role,email,phone
PCT1,Fenside Primary Care Trust,PCT,East,Grace Holm,Nurse director,grace@example.org,01632 960040
AMB1,Wold Ambulance Service,AMB,East,Ivor Strand,Director of operations,ivor@example.org,01632 960041
ACU1,St Bride's Hospitals Trust,ACUTE,East,Mary Quill,Nurse director,mary@example.org,01632 960042
MHT1,Larkfield Mental Health Trust,MHT,East,Owen Frost,Nurse director,owen@example.org,01632 960045
""",
    BOARDS: """\
ref,name,type,region,lead_name,lead_role,email,phone
CO1,Hollinshire Safeguarding Children Board,county,West,Grace Orme,Chair of the board,grace@example.org,01632 960040
ME1,Tarnford Safeguarding Children Board,metropolitan,North,Leah Birch,Board manager,leah@example.org,01632 960043
""",
    CHAIRS: """\
ref,name,type,region,lead_name,lead_role,email,phone
UN1,Brackwater Safeguarding Children Board,unitary,South,Peter Lyle,Chair of the board,peter@example.org,01632 960041
LO1,Eastmarsh Safeguarding Children Board,london,London,Ruth Vane,Chair of the board,ruth@example.org,01632 960044
""",
}


class Clock:
    """A second goes by each time somebody looks, or as long as it is told."""

    def __init__(self, start: datetime = MORNING, tick: timedelta = timedelta(seconds=1)) -> None:
        self.moment, self.tick = start, tick

    def __call__(self) -> datetime:
        self.moment += self.tick
        return self.moment

    def pass_by(self, **much: float) -> None:
        """Lets time pass, as `timedelta` counts it."""
        self.moment += timedelta(**much)


class Dice:
    """Bytes that fall the same way each time, so that codes and offered phrases can be written down."""

    def __init__(self, seed: str = "dice") -> None:
        self.seed, self.thrown = seed, 0

    def __call__(self, number: int) -> bytes:
        self.thrown += 1
        return hashlib.shake_256(f"{self.seed} {self.thrown}".encode()).digest(number)


def settings_in(home: Path) -> Settings:
    """Settings with everything in one folder, but for a database on a server."""
    elsewhere = home / ON_SERVER
    return Settings(
        home=home,
        database=elsewhere.read_text() if elsewhere.exists() else f"sqlite:///{home / DATABASE}",
        actor="Ida Interviewer",
        dialogs=shipped("dialogs"),
        kb=shipped("kb"),
    )


def furnish(home: Path) -> None:
    """Makes the two waves and their frames in an empty folder."""
    desk = open_desk(settings_in(home), clock=Clock(MORNING - timedelta(days=30)))
    try:
        _make(desk, home, AUDIT, REFERRAL)
        _make(desk, home, SURVEY)
    finally:
        desk.close()


def furnish_for(home: Path, case: str) -> None:
    """Makes the wave of a case, where it is none of the two that a furnished folder comes with."""
    wave = case.partition("/")[0]
    if wave in (AUDIT, SURVEY):
        return
    desk = open_desk(settings_in(home), clock=Clock(MORNING - timedelta(days=30)), create=False)
    try:
        _make(desk, home, wave)
    finally:
        desk.close()


def _make(desk: Desk, home: Path, wave: str, referral: str = "") -> None:
    file = home / f"{wave}.csv"
    file.write_text(FRAMES[wave], encoding="utf-8")
    dialog = shipped("dialogs") / f"{DIALOGS[wave]}.yaml"
    scale = SCALES.get(wave, "")
    new_wave(desk.kept, wave, dialog, closes="2026-12-18", referral=referral, scale=scale)
    import_frame(desk.kept, wave, file)


def copied(source: Path, target: Path) -> Path:
    """The database of one folder in another, with all that belongs to it."""
    target.mkdir(parents=True, exist_ok=True)
    for file in source.glob(f"{DATABASE}*"):
        copy = shutil.copytree if file.is_dir() else shutil.copy2
        copy(file, target / file.name)
    if (target / ON_SERVER).exists():
        (target / ON_SERVER).write_text(postgres.remake((source / ON_SERVER).read_text()))
    return target


def desk_in(home: Path, clock: Callable[[], datetime], dialogs: Mapping[str, Dialog] | None = None) -> Desk:
    """The desk on the database of a folder; dialogs already read are not read again."""
    desk = open_desk(settings_in(home), clock=clock, create=False)
    kept = replace(desk.kept, token=Dice(), place="desk one", _dialogs=dict(dialogs or {}))
    return Desk(kept)


def code_for(desk: Desk, case: str, role: Role = Role.DELEGATE, person: str = "") -> Issued:
    """A code for the lead, or for a delegate; Nell where nobody is named."""
    name = person or (NELL if role is Role.DELEGATE else "")
    return issue(desk.kept, case, role, person=name)


def admitted(desk: Desk, case: str, role: Role = Role.DELEGATE, person: str = "") -> Admission:
    """Somebody at the door with a fresh code."""
    return desk.admit(code_for(desk, case, role, person).code)


def delegate(desk: Desk, case: str, person: str = NELL) -> Interview:
    """A delegate's sitting."""
    return desk.interview(admitted(desk, case, Role.DELEGATE, person))


def lead(desk: Desk, case: str) -> Interview:
    """A sitting of the lead's own."""
    return desk.interview(admitted(desk, case, Role.LEAD))


def docket(desk: Desk, case: str) -> Docket:
    """The return in front of its lead, shown once."""
    opened = desk.docket(admitted(desk, case, Role.LEAD))
    opened.review()
    return opened


def say(interview: Interview, *lines: str) -> tuple[Turn, ...]:
    """What comes back for the last of these lines."""
    turns: tuple[Turn, ...] = ()
    for line in lines:
        intent = intent_of(line)
        assert not isinstance(intent, str), f"{line} is for a face"
        turns = interview.respond(Reply(line) if intent is None else intent)
    return turns


def plain_answer(question: Question) -> str:
    """Something every question of that kind takes."""
    match question.kind:
        case Kind.TEXT:
            return "Minutes of 3 March" if question.part == "evidence" else "Ann Example, head of safety"
        case Kind.DATE:
            return "31 March 2027"
        case Kind.STATEMENT:
            return ""
        case _:
            return "3" if question.rates else "1"


def answer_on(interview: Interview, until: str = "") -> None:
    """Answers everything still open, or everything before one question."""
    while (question := interview.conversation.current) is not None and question.id != until:
        say(interview, plain_answer(question))


def completed(desk: Desk, case: str, person: str = NELL) -> None:
    """A return that a delegate answered in full; some desks come with it."""
    if desk.kept.case(case).state is State.COMPLETE:
        return
    interview = delegate(desk, case, person)
    answer_on(interview)
    interview.leave()
