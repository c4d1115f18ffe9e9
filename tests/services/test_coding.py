"""Open answers coded: what tables then count, what is undone, a second coder, spreadsheets, and quotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from s11chat.dialog.model import Dialog
from s11chat.errors import RefusedError, SourceError, StateError, UsageError
from s11chat.report.coding import report as coding_report
from s11chat.services import reframing
from s11chat.services.backcoding import coding_figures, first_left
from s11chat.services.codesheet import check_sheet, sheet_of, take_sheet
from s11chat.services.codingdesk import CodingDesk
from s11chat.services.codingwalk import CodingWalk
from s11chat.services.desk import Desk
from s11chat.services.fielding import close_wave
from s11chat.services.gathering import gathered
from s11chat.services.importing import check_returns, take_returns
from s11chat.services.keeping import verify
from s11chat.services.planning import change
from s11chat.services.quoting import approve, choose, drop, quotes, quotes_report
from s11chat.services.redacting import carry_out, purge_of, redaction_of
from s11chat.services.sampling import draw
from tests.office import AUDIT, NELL, PRACTICE, Clock, completed, copied, desk_in
from tests.services.test_redacting import dumped
from tests.words import WORDS, furnish_words


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory, furnished: Path) -> Path:
    home = copied(furnished, tmp_path_factory.mktemp("coded"))
    desk = desk_in(home, Clock())
    furnish_words(desk, home)
    desk.close()
    return home


@pytest.fixture
def coded(answered: Path, tmp_path: Path, dialogs: Mapping[str, Dialog]) -> Iterator[Desk]:
    desk = desk_in(copied(answered, tmp_path / "home"), Clock(), dialogs)
    yield desk
    desk.close()


def by(desk: Desk, name: str) -> Desk:
    return Desk(replace(desk.kept, actor=name))


def said(desk: Desk, item: str) -> dict[str, frozenset[str]]:
    found = {one.ref: one.said[item] for one in gathered(desk.kept, WORDS).replies}
    return {ref: codes for ref, codes in found.items() if isinstance(codes, frozenset)}


def test_a_coded_answer_counts_under_its_codes_until_that_is_undone(coded: Desk) -> None:
    desk = CodingDesk(coded.kept, WORDS, "q1")
    assert (len(desk.open.left), desk.open.answered) == (12, 12)
    assert desk.put("S03", ["Too few staff", "money"]).codes == ("money", "staff")
    assert said(coded, "q1")["S03"] == {"money", "staff"}
    desk.put("S03", ["staff"])
    assert desk.undo().codes == ("money", "staff")
    assert desk.undo().codes == ()
    assert said(coded, "q1")["S03"] == frozenset()
    with pytest.raises(StateError, match="nothing to undo"):
        desk.undo()
    with pytest.raises(UsageError, match=r"'mony' is no code of q1 \(did you mean 'money'\?\)"):
        desk.put("S03", ["mony"])
    with pytest.raises(UsageError, match="at least one code"):
        desk.put("S03", [""])
    assert verify(coded.kept).faults == ()


def test_other_answers_are_coded_back_and_the_answer_stays(coded: Desk) -> None:
    case = coded.kept.case(f"{WORDS}/S01")
    before = coded.kept.responses.current(case.return_id)["q2"]
    found = coding_figures(coded.kept, WORDS, "q2").questions[0]
    assert (found.other_said, found.other, found.over) == (3, 3, True)  # 3 of 12 are 25 per cent
    desk = CodingDesk(coded.kept, WORDS, "q2")
    assert [one.ref for one in desk.verbatims] == ["S01", "S02", "S03"]
    desk.put("S01", ["a"])
    desk.put("S02", [desk.add("Governors").code])
    tables = gathered(coded.kept, WORDS)
    assert [sorted(said(coded, "q2")[ref]) for ref in ("S01", "S02", "S03")] == [
        ["a"],
        ["governors"],
        ["other"],
    ]
    assert [one.code for one in tables.questions["q2"].options] == ["a", "b", "other", "governors"]
    found = coding_figures(coded.kept, WORDS, "q2").questions[0]
    assert (found.other_said, found.other, found.over) == (3, 1, False)
    assert coded.kept.responses.current(case.return_id)["q2"] == before
    desk.take_back("S01")
    assert said(coded, "q2")["S01"] == {"other"}


def test_a_merge_counts_for_what_was_coded_and_is_undone(coded: Desk) -> None:
    kept, where = coded.kept, (WORDS, "q1")
    CodingDesk(kept, WORDS, "q1").put("S01", ["money"])
    frame, code = reframing.add(kept, *where, "Cuts by others")
    assert code == "cuts_by"
    CodingDesk(kept, WORDS, "q1").put("S05", ["cuts_by"])
    reframing.merge(kept, *where, "cuts_by", "money")
    assert said(coded, "q1")["S05"] == {"money"}
    assert [one.code for one in gathered(kept, WORDS).questions["q1"].code_frame] == [
        "money",
        "staff",
        "other",
    ]
    with pytest.raises(UsageError, match="was merged into 'money'"):
        CodingDesk(kept, WORDS, "q1").put("S06", ["cuts_by"])
    with pytest.raises(RefusedError, match="Answers are coded under 'cuts_by'"):
        reframing.undo(kept, *where, frame.standing[0].number)
    frame, gone = reframing.undo(kept, *where)
    assert (gone.step, gone.code, gone.by) == ("merge", "cuts_by", kept.actor)
    assert said(coded, "q1")["S05"] == {"cuts_by"}
    with pytest.raises(RefusedError, match="Answers are coded under 'cuts_by'"):
        reframing.undo(kept, *where)
    assert [one.step for one in frame.changes] == ["add", "merge", "undo"]


def test_a_changed_answer_is_to_be_coded_again(coded: Desk, tmp_path: Path) -> None:
    CodingDesk(coded.kept, WORDS, "q1").put("S01", ["money"])
    file = tmp_path / "again.csv"
    file.write_text("organisation,item,value\nS01,q1,Too few people.\n", encoding="utf-8")
    take_returns(coded.kept, check_returns(coded.kept, WORDS, file, amend=True))
    assert said(coded, "q1")["S01"] == frozenset()
    desk = CodingDesk(coded.kept, WORDS, "q1")
    assert desk.answer("S01").stale
    assert "S01" in {one.ref for one in desk.open.left}
    assert any(
        "changed after being coded" in one for one in coding_report(coding_figures(coded.kept, WORDS)).notes
    )


def test_codes_are_suggested_and_found_by_first_letters(coded: Desk) -> None:
    desk = CodingDesk(coded.kept, WORDS, "q1")
    walk = CodingWalk(desk)
    assert [one.code for one in desk.suggested(desk.answer("S01"))] == ["money"]  # what the code covers
    desk.put("S09", ["other"])
    desk.put("S02", ["staff"])
    assert next(one.code for one in desk.suggested(desk.answer("S10"))) == "staff"
    assert walk.here is not None
    assert walk.here.ref == "S01"
    assert walk.meant("st; too little money") == ("staff", "money")
    assert walk.meant("1") == ("money",)
    with pytest.raises(UsageError, match="'too' may be money, staff: say which"):
        walk.meant("too")
    walk.see("left", "staff")
    assert [walk.count, walk.place] == [3, 1]
    assert first_left(coded.kept, WORDS) == "q1"


def test_a_second_coder_is_blind_and_differences_are_settled(coded: Desk) -> None:
    ana, bea = by(coded, "Ana"), by(coded, "Bea")
    first = CodingDesk(ana.kept, WORDS, "q1")
    for ref, codes in (("S01", "money"), ("S02", "staff"), ("S03", "money;staff"), ("S04", "other")):
        first.put(ref, codes.split(";"))
    with pytest.raises(StateError, match="No sample of q1"):
        CodingDesk(bea.kept, WORDS, "q1", second=True)
    drawn = draw(ana.kept, WORDS, "q1", Fraction(1), 7)
    assert len(drawn.refs) == 12
    assert (
        draw(ana.kept, WORDS, "q1", Fraction(1, 4), 7).refs
        == draw(ana.kept, WORDS, "q1", Fraction(1, 4), 7).refs
    )
    draw(ana.kept, WORDS, "q1", Fraction(1), 7)
    second = CodingDesk(bea.kept, WORDS, "q1", second=True)
    assert not any(one.codes or one.by for one in second.verbatims)
    for ref, codes in (("S01", "money"), ("S02", "staff"), ("S03", "money"), ("S04", "other")):
        second.put(ref, codes.split(";"))
    with pytest.raises(RefusedError, match="You coded the answer of S01 first"):
        CodingDesk(ana.kept, WORDS, "q1", second=True).put("S01", ["money"])
    assert said(coded, "q1")["S03"] == {"money", "staff"}  # a second coding counts in no table
    found = coding_figures(coded.kept, WORDS, "q1").questions[0]
    staff = next(one for one in found.agreement if one.code == "staff")
    assert (staff.table.n, staff.table.same, staff.both, staff.first, staff.second) == (4, 3, 1, 2, 1)
    assert staff.kappa.value == pytest.approx(0.5)
    assert [one.pair.ref for one in found.doubled if one.differs] == ["S03"]
    with pytest.raises(RefusedError, match="S05 was not coded by two"):
        first.put("S05", ["money"], settles=True)
    first.put("S03", ["money"], settles=True)
    found = coding_figures(coded.kept, WORDS, "q1").questions[0]
    assert [one.pair.ref for one in found.doubled if one.differs] == []
    assert next(one for one in found.agreement if one.code == "staff").table.same == 3  # as they were before
    tables = {one.id: one for one in coding_report(coding_figures(coded.kept, WORDS)).tables}
    assert tables["agreement-q1"].base.startswith(
        "Base, unweighted: 4 answers that two people coded (Ana and Bea)."
    )


def test_codes_come_back_from_a_spreadsheet_all_or_none(coded: Desk, tmp_path: Path) -> None:
    sheet = tmp_path / "codes.csv"
    lines = sheet_of(coded.kept, WORDS, "q1").splitlines()
    assert lines[0] == "ref,item,revision,type,answer,codes,suggested"
    assert lines[1] == "S01,q1,1,SCHOOL,The budget was cut twice.,,money"
    sheet.write_text("ref,item,codes\nS01,q1,money\nS02,q1,mony\nS99,q1,money\nS03,q1,\n", encoding="utf-8")
    checked = check_sheet(coded.kept, WORDS, sheet)
    assert [str(one).partition(":")[0] + f":{one.line}" for one in checked.problems] == [
        "codes.csv:3",
        "codes.csv:4",
    ]
    with pytest.raises(SourceError):
        take_sheet(coded.kept, checked)
    assert said(coded, "q1")["S01"] == frozenset()
    sheet.write_text("ref,item,revision,codes\nS01,q1,1,money;staff\nS02,q1,9,staff\n", encoding="utf-8")
    assert "answered q1 anew" in str(check_sheet(coded.kept, WORDS, sheet).problems[0])
    sheet.write_text("ref,item,codes\nS01,q1,money;staff\n", encoding="utf-8")
    assert take_sheet(coded.kept, check_sheet(coded.kept, WORDS, sheet)) == 1
    assert said(coded, "q1")["S01"] == {"money", "staff"}
    assert check_sheet(coded.kept, WORDS, sheet).same == 1


def test_a_quotation_is_edited_approved_and_broadly_attributed(coded: Desk) -> None:
    kept = coded.kept
    line = choose(kept, WORDS, "q1", "S08")
    assert next((one.words, one.sure) for one in line.findings) == ("Mrs Janet Holloway", True)
    with pytest.raises(RefusedError, match="'Mrs Janet Holloway' is a person's name"):
        approve(kept, WORDS, "q1", "S08")
    with pytest.raises(RefusedError, match="'Somebody' was not said there"):
        choose(kept, WORDS, "q1", "S08", "Somebody retired in May.")
    choose(kept, WORDS, "q1", "S08", "[A colleague] retired in May.")
    assert quotes_report(kept, WORDS).waiting == 1
    assert approve(kept, WORDS, "q1", "S08").by == kept.actor
    choose(kept, WORDS, "q1", "S12")
    approve(kept, WORDS, "q1", "S12")
    printed = {one.text: one.attributed for one in quotes_report(kept, WORDS).quotes}
    assert printed == {"[A colleague] retired in May.": "School", "Time.": ""}
    assert {one.original for one in quotes(kept, WORDS)} == {"Mrs Janet Holloway retired in May.", "Time."}
    drop(kept, WORDS, "q1", "S12")
    with pytest.raises(StateError, match="is not chosen"):
        approve(kept, WORDS, "q1", "S12")
    with pytest.raises(UsageError, match="no fewer than 2"):
        quotes_report(kept, WORDS, 1)


def test_a_redacted_answer_loses_its_quotation_and_keeps_its_codes(coded: Desk) -> None:
    kept = coded.kept
    CodingDesk(kept, WORDS, "q1").put("S08", ["staff"])
    reframing.rename(kept, WORDS, "q1", "staff", "Staff, such as Lee S08")
    choose(kept, WORDS, "q1", "S08", "[A colleague] retired in May.")
    approve(kept, WORDS, "q1", "S08")
    carry_out(kept, redaction_of(kept, f"{WORDS}/S08", reason="asked for it"))
    assert "retired" not in dumped(coded)
    assert quotes_report(kept, WORDS).quotes == ()
    assert said(coded, "q1")["S08"] == {"staff"}
    with pytest.raises(StateError, match="were redacted"):
        CodingDesk(kept, WORDS, "q1").put("S08", ["money"])
    assert reframing.frame_of(kept, WORDS, "q1").codes["staff"].say == "Staff, such as [redacted]"
    assert verify(kept).faults == ()


def test_a_purge_leaves_codes_and_labels_and_no_quotation(coded: Desk) -> None:
    kept = coded.kept
    desk = CodingDesk(kept, WORDS, "q1")
    desk.put("S01", [desk.add("Cuts by the council").code])
    choose(kept, WORDS, "q1", "S01")
    close_wave(kept, WORDS)
    change(kept, WORDS, {"retain_until": "2026-12-31"})
    later = Desk(replace(kept, clock=lambda: kept.clock().replace(year=2027)))
    carry_out(later.kept, purge_of(later.kept, WORDS))
    assert "cut twice" not in dumped(later)
    assert said(later, "q1")["S01"] == {"cuts_by"}
    assert reframing.frame_of(later.kept, WORDS, "q1").codes["cuts_by"].say == "Cuts by the council"
    assert verify(later.kept).faults == ()


def test_one_person_who_is_redacted_takes_their_quotations_along(desk: Desk) -> None:
    kept = desk.kept
    completed(desk, PRACTICE)
    choose(kept, AUDIT, "1.1.evidence", "GP1", "Minutes [of a meeting]")
    approve(kept, AUDIT, "1.1.evidence", "GP1")
    assert [one.text for one in quotes_report(kept, AUDIT).quotes] == ["Minutes [of a meeting]"]
    carry_out(kept, redaction_of(kept, PRACTICE, NELL, "asked for it"))
    assert quotes_report(kept, AUDIT).quotes == ()
    assert "[of a meeting]" not in dumped(desk)
    assert verify(kept).faults == ()
