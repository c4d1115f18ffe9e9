"""Evidence is put on file, changed and taken back in steps that are all kept; what it shows is covered by a signature."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from s11chat.assurance.evidence import MEGABYTE, Limits, Telling, looks_private
from s11chat.assurance.right import Role
from s11chat.errors import RefusedError, RightsError, S11chatError, StaleResponseError, StateError, UsageError
from s11chat.fieldwork.case import State
from s11chat.services.backing import without_evidence
from s11chat.services.delegating import Delegating
from s11chat.services.desk import Desk
from s11chat.services.evidencing import INDEX, Evidencing
from s11chat.services.fielding import close_wave
from s11chat.services.keeping import verify
from s11chat.services.planning import change
from s11chat.store.database import FILES
from tests.office import AUDIT, LEADS, PHRASE, PRACTICE, Clock, admitted, docket, lead, say

ON_BOTH = True
BEN = LEADS[PRACTICE]
POLICY = Telling("policy", "Safeguarding policy", "2.1, 1.1", "3 March 2026", "Nell Thimble", "March 2027")
MINUTES = Telling("min", "Board minutes", "1.1", "June 2026", place="shelf 4, main office")


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    file = tmp_path / "Policy 2026 (final).pdf"
    file.write_bytes(b"%PDF-1.7 safeguarding")
    file.chmod(0o755)
    return file


def work(desk: Desk, role: Role = Role.LEAD, person: str = "") -> Evidencing:
    return Evidencing(desk.kept, PRACTICE, admitted(desk, PRACTICE, role, person))


def reasons(desk: Desk, question: str) -> tuple[str, ...]:
    return next(line for line in desk.returned(PRACTICE).answers if line.question == question).reasons


def signed(desk: Desk, *sections: str) -> None:
    opened = docket(desk, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(sections, PHRASE, BEN)


def test_a_document_is_put_on_file_with_all_that_is_told_of_it(answered: Desk, pdf: Path) -> None:
    ben = work(answered)
    line = ben.add(POLICY, pdf)
    assert line.told == "policy: Safeguarding policy, 3 March 2026, held by Nell Thimble"
    assert (line.covers, line.review) == (("1.1", "2.1"), "2027-03-31")
    assert (line.by, line.role, line.state, line.due) == (BEN, "lead", "added", "")
    assert line.where == "file Policy 2026 (final).pdf (1 kB)"
    again = ben.add(replace(MINUTES, dated="same", owner="Same"))
    assert (line.number, again.number) == (1, 2)
    assert (again.dated, again.owner) == (line.dated, line.owner)
    assert ben.understood(MINUTES) == "1 June 2026, the first day of 'June 2026'"
    ben.withdraw(2)
    assert ben.content(line.number).content == pdf.read_bytes()
    event = next(
        one
        for one in answered.kept.responses.events(f"return:{answered.kept.case(PRACTICE).return_id}")
        if one.kind == "evidence"
    )
    assert not {"title", "owner", "file", "place"} & event.body.keys()
    shown = next(one for one in answered.returned(PRACTICE).answers if one.question == "2.1")
    assert [one.number for one in shown.evidence] == [line.number]
    assert verify(answered.kept).faults == ()


def test_it_is_amended_withdrawn_and_reinstated_and_every_step_stays(answered: Desk, pdf: Path) -> None:
    ben = work(answered)
    number = ben.add(MINUTES).number
    ben.amend(number, Telling(title="Minutes of the board"), pdf, why="the file was found")
    line = ben.withdraw(number, "the wrong year")
    assert (line.stands, line.said, line.title) == (False, "the wrong year", "Minutes of the board")
    with pytest.raises(StateError, match="was withdrawn already"):
        ben.withdraw(number)
    with pytest.raises(StateError, match="reinstate it before you amend it"):
        ben.amend(number, Telling(title="Other"))
    assert ben.reinstate(number).stands
    with pytest.raises(StateError, match="stands already"):
        ben.reinstate(number)
    steps = [(one.state, one.title, one.place, bool(one.file)) for one in ben.history(number)]
    assert steps == [
        ("added", "Board minutes", "shelf 4, main office", False),
        ("amended", "Minutes of the board", "shelf 4, main office", True),
        ("withdrawn", "Minutes of the board", "shelf 4, main office", True),
        ("reinstated", "Minutes of the board", "shelf 4, main office", True),
    ]
    assert verify(answered.kept).faults == ()


REFUSED: dict[str, tuple[Telling, str]] = {
    "no such kind": (
        replace(MINUTES, kind="rumour"),
        "is no kind of evidence.* it is one of policy, procedure",
    ),
    "no title": (replace(MINUTES, title=" - "), "Give the title"),
    "a long title": (replace(MINUTES, title="x" * 201), "at most 200 characters"),
    "no question": (replace(MINUTES, covers=""), "Say which questions"),
    "all questions": (replace(MINUTES, covers="all"), "not all of them"),
    "a wrong question": (replace(MINUTES, covers="1.1, 99"), "'99' is neither"),
    "no day": (replace(MINUTES, dated="soonish"), "'soonish' is no day"),
    "a day to come": (replace(MINUTES, dated="2027-01-01"), "1 January 2027 is still to come"),
    "nowhere": (replace(MINUTES, place=""), "Say where the document lies"),
    "a child": (replace(MINUTES, title="Notes on Jamie Fox, aged 9"), "looks like a named child.*keep it"),
    "a child in the note": (replace(MINUTES, note="DOB 3/4/2015"), "looks like a date of birth"),
}


def test_what_is_lacking_is_said_and_nothing_is_kept(answered: Desk) -> None:
    ben = work(answered)
    for told, said in REFUSED.values():
        with pytest.raises((UsageError, RefusedError), match=f"(?s){said}"):
            ben.add(told)
    assert ben.lines() == ()


def test_words_that_look_private_are_kept_where_they_are_meant(answered: Desk) -> None:
    told = replace(MINUTES, title="Child called Harry Potter: a reading list")
    assert "a named child" in looks_private(told)
    assert work(answered).add(told, sure=True).title == told.title


def _made(folder: Path) -> dict[str, tuple[Path, str]]:
    """What is no file to be kept, by what it is, with what is said of it."""
    plain, big = folder / "a.pdf", folder / "big.pdf"
    plain.write_bytes(b"x")
    big.write_bytes(b"x" * (MEGABYTE + 1))
    for name, content in (("run.exe", b"MZ"), ("bare", b"x"), ("empty.pdf", b"")):
        (folder / name).write_bytes(content)
    (folder / "link.pdf").symlink_to(plain)
    (folder / "folder.pdf").mkdir()
    os.mkfifo(folder / "pipe.pdf")
    return {
        "a link": (folder / "link.pdf", "is a link: name the file itself"),
        "a folder": (folder / "folder.pdf", "is a folder: name one file in it"),
        "a pipe": (folder / "pipe.pdf", "is no plain file"),
        "nothing": (folder / "none.pdf", "There is no file"),
        "a program": (folder / "run.exe", r"Files ending in \.exe are not taken as evidence. Taken are pdf"),
        "nameless": (folder / "bare", "A file without an ending is not taken"),
        "empty": (folder / "empty.pdf", "is empty"),
        "too large": (big, r"big.pdf has 1\.0 MB, and a file of evidence may have 1 MB"),
    }


def test_only_plain_files_of_a_fair_size_are_taken(answered: Desk, tmp_path: Path) -> None:
    desk = Desk(replace(answered.kept, limits=Limits(1, 2)))
    for path, said in _made(tmp_path).values():
        with pytest.raises((UsageError, RefusedError), match=said):
            work(desk).add(MINUTES, path)
    for number, name in enumerate("abc"):
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(bytes([number]) * (MEGABYTE * 9 // 10))
        if name == "c":
            with pytest.raises(RefusedError, match=r"would have 2\.7 MB, and they may have 2 MB in all"):
                work(desk).add(MINUTES, file)
        else:
            work(desk).add(MINUTES, file)
    with pytest.raises(RefusedError, match="is on record already, as evidence"):
        work(desk).add(POLICY, tmp_path / "a.pdf")
    assert len(work(desk).lines()) == 2


def test_a_signature_covers_evidence_and_no_longer_stands_once_it_changes(answered: Desk, pdf: Path) -> None:
    first = work(answered).add(POLICY, pdf)
    signed(answered, "1", "2", "3")
    assert verify(answered.kept).faults == ()
    assert f"file   {first.file}" in answered.certificate(PRACTICE).text
    assert first.digest in answered.certificate(PRACTICE).html
    work(answered).withdraw(first.number)
    assert answered.returned(PRACTICE).sections_signed == ("3",)
    assert "changed since last signed" in reasons(answered, "1.1")
    assert first.digest not in answered.certificate(PRACTICE).text
    signed(answered, "1", "2")
    work(answered).add(MINUTES)
    assert answered.returned(PRACTICE).sections_signed == ("2", "3")
    assert answered.returned(PRACTICE).state is State.SIGNED_IN_PART
    assert verify(answered.kept).faults == ()


def test_what_was_added_after_the_lead_looked_is_not_signed_unseen(answered: Desk) -> None:
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    work(answered, Role.DELEGATE, "Nell Thimble").add(MINUTES)
    with pytest.raises(StaleResponseError, match=r"has changed the evidence for 1\.1: look again"):
        opened.sign(("1",), PHRASE, BEN)
    opened.review()
    opened.sign(("1",), PHRASE, BEN)


def test_fully_met_without_evidence_is_listed_until_something_shows_it(answered: Desk) -> None:
    own = lead(answered, PRACTICE)
    say(own, ":go 1.1", "fully met", ":go 1.1.evidence", ":refuse")
    assert [line.question for line in without_evidence(answered.kept, PRACTICE)] == ["1.1"]
    assert reasons(answered, "1.1") == ("full rating without evidence",)
    number = work(answered).add(MINUTES).number
    assert without_evidence(answered.kept, AUDIT) == ()
    assert reasons(answered, "1.1") == ()
    change(answered.kept, AUDIT, {"evidence_months": 2})
    (line,) = without_evidence(answered.kept, AUDIT)
    assert (line.question, line.lack) == ("1.1", "evidence out of date")
    assert work(answered).lines()[0].due == "is dated 1 June 2026"
    work(answered).amend(number, Telling(dated="August 2026", review="1 August 2026"))
    assert work(answered).lines()[0].due == "was due for review on 1 August 2026"
    work(answered).amend(number, Telling(review="March 2027"))
    assert without_evidence(answered.kept, AUDIT) == ()
    work(answered).withdraw(number)
    assert [one.lack for one in without_evidence(answered.kept, PRACTICE)] == ["full rating without evidence"]


def test_a_delegate_adds_to_their_part_and_sees_no_more(answered: Desk) -> None:
    ben = admitted(answered, PRACTICE, Role.LEAD)
    Evidencing(answered.kept, PRACTICE, ben).add(MINUTES)
    nell = answered.admit(Delegating(answered.kept, PRACTICE, ben).give("2", "Nell Thimble").code)
    own = Evidencing(answered.kept, PRACTICE, nell)
    line = own.add(replace(POLICY, covers="2", place="the shared drive"))
    assert {item.partition(".")[0] for item in line.covers} == {"2"}
    assert [one.number for one in own.lines()] == [line.number]
    with pytest.raises(RightsError, match="beyond their part"):
        own.add(POLICY)
    number = next(one.number for one in Evidencing(answered.kept, PRACTICE, ben).lines())
    for act in (own.withdraw, own.content, own.history):
        with pytest.raises(UsageError, match="There is no evidence"):
            act(number)


def test_what_is_closed_or_signed_off_takes_none(answered: Desk) -> None:
    nell = work(answered, Role.DELEGATE, "Nell Thimble")
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(tuple(line.section for line in opened.sections()), PHRASE, BEN)
    assert answered.returned(PRACTICE).state is State.SIGNED_OFF
    with pytest.raises(StateError, match="has been signed off"):
        nell.add(MINUTES)
    close_wave(answered.kept, AUDIT)
    with pytest.raises(StateError, match="takes no more evidence"):
        work(answered).add(MINUTES)


def test_files_are_taken_out_under_safe_names_with_an_index(
    answered: Desk, pdf: Path, tmp_path: Path
) -> None:
    odd = pdf.with_name("=cmd|' \u202e..x.PDF")
    odd.write_bytes(b"odd")
    ben = work(answered)
    first, second = ben.add(POLICY, pdf), ben.add(replace(MINUTES, title="=1+1"), odd)
    ben.withdraw(ben.add(replace(MINUTES, title="Old")).number)
    exported = dict(ben.exported())
    assert list(exported) == [
        "index.csv",
        f"{first.number} Policy 2026 (final).pdf",
        f"{second.number} _cmd__ ..x.PDF",
    ]
    header, *rows = exported["index.csv"].decode().splitlines()
    assert header == ",".join(INDEX)
    assert len(rows) == 2
    assert "'=1+1" in rows[1]
    assert exported[f"{second.number} _cmd__ ..x.PDF"] == b"odd"


def test_a_damaged_file_is_named_and_never_handed_out(answered: Desk, pdf: Path) -> None:
    line = work(answered).add(POLICY, pdf)
    _damage(answered, line.file)
    (fault,) = verify(answered.kept).faults
    assert re.match(rf"{PRACTICE}, event \d+: the file of this evidence is no longer what it was", fault)
    with pytest.raises(S11chatError, match="no longer what it was when it was added"):
        work(answered).content(line.number)


def _damage(desk: Desk, digest: str) -> None:
    file = desk.kept.database.file
    if file is not None:
        file.with_name(file.name + FILES).joinpath(digest[:2], digest).write_bytes(b"other")
        return
    with desk.kept.database.writing() as writing:
        writing.connection.exec_driver_sql("UPDATE evidence_file SET content = 'other'")


def test_time_makes_a_document_due(answered: Desk, clock: Clock) -> None:
    line = work(answered).add(MINUTES)
    assert line.due == ""
    clock.moment += timedelta(days=800)
    assert Evidencing(answered.kept, PRACTICE).lines()[0].due == "is dated 1 June 2026"
