"""Staff echoes: one code for everybody, nobody known, and nothing told that gives a single answer away."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from s11chat.analysis.beside import Comparison
from s11chat.analysis.echo import Share, share
from s11chat.assurance.code import UNKNOWN_CODE
from s11chat.assurance.right import Act, Role, allowed
from s11chat.engine.intent import HandOver, Park, Pause, Remark
from s11chat.errors import AccessError, RefusedError, RightsError, StateError, UsageError
from s11chat.services.admitting import revoke
from s11chat.services.answering import HANDED_IN, StaffAnswer, StaffPass, admit_staff
from s11chat.services.comparing import compare, over_wave
from s11chat.services.desk import Desk
from s11chat.services.disclosing import disclosure
from s11chat.services.echoing import Echoing, SharedCode, echo_lines
from s11chat.services.fielding import close_wave
from s11chat.services.keeping import verify
from s11chat.services.packing import panel_pack
from s11chat.services.planning import change
from s11chat.services.redacting import carry_out, purge_of
from s11chat.settings import shipped
from tests.office import AUDIT, CLUB, PRACTICE, Clock, admitted, say

ON_BOTH = True

DIALOG = Path(__file__).parent.parent / "dialogs" / "echo.yaml"
AGREE, NEITHER, DISAGREE, NOT_MINE = "1", "2", "3", "4"


def opened(desk: Desk, minimum: int = 5, **wished: str | int) -> SharedCode:
    return Echoing(desk.kept, PRACTICE).open(DIALOG, minimum=minimum, **wished)  # type: ignore[arg-type]


def staff(desk: Desk, code: SharedCode, *answers: str) -> StaffAnswer:
    sitting = StaffAnswer(desk.kept, admit_staff(desk.kept, code.code))
    say(sitting, *answers)  # type: ignore[arg-type]
    return sitting


def asked(desk: Desk, code: SharedCode, answers: Sequence[tuple[str, str]]) -> None:
    for first, second in answers:
        assert staff(desk, code, first, second, "More time.").handed_in


def closed(desk: Desk, answers: Sequence[tuple[str, str]], minimum: int = 5) -> Comparison:
    asked(desk, opened(desk, minimum), answers)
    Echoing(desk.kept, PRACTICE).close()
    return compare(desk.kept, PRACTICE)


def told(found: Comparison) -> list[tuple[int, Share | None, float | None]]:
    return [(row.base, row.share, row.gap) for row in found.rows]


def test_staff_beside_the_rating_of_their_organisation(answered: Desk) -> None:
    desk = answered
    found = closed(desk, [*[(AGREE, DISAGREE)] * 7, *[(DISAGREE, AGREE)] * 5])
    assert (found.answered, [row.standards for row in found.rows]) == (10, [("1.1",), ("1.2",)])
    assert [row.own for row in found.rows] == [100, 100]
    assert told(found) == [(10, Share(60, 60), -40), (10, Share(40, 40), -60)]
    assert [row.question for row in found.wide] == ["s1", "s2"]
    assert found.sentence == "Staff echo: 10 or more answered; staff and organisation differ widely in 1."
    assert found.words == (("What would help?", ("More time.",)),)  # how many wrote so is not told
    assert [one.case for one in over_wave(desk.kept, AUDIT)] == [PRACTICE]
    pack = panel_pack(desk.kept, PRACTICE)
    assert ("Staff", "10 or more answered; staff and organisation differ widely in 1.") in pack.head
    first = pack.sections[0].standards[0]
    assert ("Staff", '60 of 100 agree, 10 or more asked: "I know who leads."; widely apart') in first.rows
    assert verify(desk.kept).faults == ()


@pytest.mark.parametrize("number", [4, 5])
def test_nothing_is_told_of_a_group_that_is_too_small(answered: Desk, number: int) -> None:
    found = closed(answered, [(AGREE, DISAGREE)] * number)
    assert found.answered == (5 if number == 5 else 0)
    assert bool(found.rows) == bool(found.words) == (number == 5)
    if number < 5:
        assert found.sentence == "Staff echo: fewer than 5 answered, so nothing is shown."
        kept = answered.kept.echoes.of_wave(AUDIT)[0].figures
        assert kept == {"answered": 0, "said": [], "words": {}}


def test_a_statement_that_few_answered_is_not_told_of(answered: Desk) -> None:
    found = closed(answered, [*[(AGREE, NOT_MINE)] * 3, *[(AGREE, AGREE)] * 4])
    assert told(found) == [(5, Share(40, 100), 0), (0, None, None)]


def test_no_share_or_number_differs_by_a_single_answer() -> None:
    """What is told of n people never says how one of them answered, nor of how few a side consists."""
    for of in range(5, 60):
        shares = [share(agree, of) for agree in range(of + 1)]
        assert len(set(shares[:3])) == len(set(shares[-3:])) == 1
        assert shares[0].low == 0
        assert shares[-1].high == 100
        for agree, one in enumerate(shares):
            assert one.low - 2.5 <= 100 * agree / of <= one.high + 2.5
            assert one.low % 5 == one.high % 5 == 0
            assert one.high > 0
            assert one.low < 100


def test_while_it_is_open_there_is_nothing_to_watch(desk: Desk) -> None:
    code, work = opened(desk), Echoing(desk.kept, PRACTICE)
    seen = []
    for _ in range(11):
        line = work.status()
        assert line is not None
        seen.append(line.answered)
        with pytest.raises(StateError, match="No staff echo of Larch Lane Surgery has been closed"):
            compare(desk.kept, PRACTICE)
        asked(desk, code, [(AGREE, AGREE)])
    assert seen == [0] * 5 + [5] * 5 + [10]
    assert over_wave(desk.kept, AUDIT) == ()


def test_what_is_kept_says_neither_who_nor_when(desk: Desk, clock: Clock) -> None:
    code = opened(desk)
    for hours in range(3):
        clock.pass_by(hours=hours)
        sitting = staff(desk, code, "agree", ":undo", "disagree", "n/a", "More time for it")
        assert sitting.handed_in
    with desk.kept.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM echo_answer").mappings().all()
        events = (
            connection.exec_driver_sql("SELECT body FROM event WHERE kind = 'echo_answer'").scalars().all()
        )
    assert set(rows[0]) == {"echo", "seq", "wave", "salt", "digest", "answers"}
    assert {row["answers"] for row in rows} == {
        '{"s1":{"value":"disagree"},"s2":{"no_answer":"not_applicable","value":"not_mine"},'
        '"words":{"value":"More time for it"}}'
    }
    bodies = [json.loads(body) for body in events]
    assert {body["at"] for body in bodies} == {"2026-09-01T00:00:00.000000+00:00"}
    assert all(
        body.keys() == {"chain", "seq", "kind", "at", "by", "role", "digest", "echo"} for body in bodies
    )
    assert {(body["by"], body["role"]) for body in bodies} == {("", "")}


def test_the_return_knows_nothing_of_it(answered: Desk) -> None:
    before = answered.kept.case(PRACTICE), answered.returned(PRACTICE), answered.waves()
    closed(answered, [(AGREE, AGREE)] * 6)
    assert (answered.kept.case(PRACTICE), answered.returned(PRACTICE), answered.waves()) == before


def test_a_sitting_that_is_broken_off_leaves_nothing(desk: Desk) -> None:
    code = opened(desk)
    turns = say(StaffAnswer(desk.kept, admit_staff(desk.kept, code.code)), "1", "2", ":quit")  # type: ignore[arg-type]
    assert "Nothing was kept. The code stays good until 22 September 2026" in str(turns[-1])
    (echo,) = desk.kept.echoes.of_wave(AUDIT)
    assert desk.kept.echoes.answered(echo) == 0
    again = staff(desk, code, "1", ":skip")
    assert not again.handed_in
    last = say(again, ":skip")[-1]  # type: ignore[arg-type]
    assert HANDED_IN in str(last)
    assert desk.kept.echoes.answered(echo) == 1
    with pytest.raises(StateError, match="cannot be changed"):
        say(again, ":back")  # type: ignore[arg-type]


def test_nothing_that_names_somebody_is_taken(desk: Desk) -> None:
    sitting = staff(desk, opened(desk), "1")
    for intent in (Park("Jane in HR"), Pause("Friday"), HandOver("Ann"), Remark("I am the only nurse")):
        with pytest.raises(StateError, match="no notes are kept"):
            sitting.respond(intent)
    for refused in (sitting.review, lambda: sitting.delegating, lambda: sitting.replace_contact("Ann", "")):
        with pytest.raises(StateError):
            refused()


def test_words_that_look_like_a_child_are_held_back(desk: Desk) -> None:
    code = opened(desk)
    asked(desk, code, [(AGREE, AGREE)] * 5)
    sitting = staff(desk, code, "1", "1", "Jamie Smith, aged 7, was sent home", "keep")
    assert sitting.handed_in
    Echoing(desk.kept, PRACTICE).close()
    assert compare(desk.kept, PRACTICE).words == (("What would help?", ("More time.",)),)


def test_a_wave_that_is_purged_keeps_the_figures_and_not_the_words(desk: Desk, clock: Clock) -> None:
    before = closed(desk, [(AGREE, AGREE)] * 5)
    change(desk.kept, AUDIT, {"retain_until": "2027-01-31"})
    close_wave(desk.kept, AUDIT)
    clock.pass_by(days=200)
    carry_out(desk.kept, purge_of(desk.kept, AUDIT))
    assert compare(desk.kept, PRACTICE) == replace(before, words=())
    assert verify(desk.kept).faults == ()


def test_the_code_opens_the_echo_and_nothing_else(desk: Desk) -> None:
    code = opened(desk)
    with pytest.raises(AccessError, match=UNKNOWN_CODE):
        desk.admit(code.code)
    nell = desk.kept.access.of_wave(AUDIT)
    assert [one.role for one in nell] == [Role.STAFF.value]
    for other in (_issued(desk), "7YYYY-YYYY-YYYY-YYYY-YYYYY", code.code[:-1] + "0"):
        with pytest.raises(AccessError) as told_:
            admit_staff(desk.kept, other)
        assert "opens nothing" in str(told_.value) or "not an access code" in str(told_.value)
    who = admit_staff(desk.kept, code.code)
    stranger = desk.kept.access.of_wave(AUDIT, "GP1")[-1].selector
    with pytest.raises(AccessError, match="not for this survey"):
        StaffAnswer(desk.kept, StaffPass(PRACTICE, who.echo, stranger))
    assert not any(allowed(Role.STAFF, act) for act in Act if act is not Act.ANSWER_ECHO)


def _issued(desk: Desk) -> str:
    from s11chat.services.admitting import issue

    return issue(desk.kept, PRACTICE, Role.LEAD).code


def test_wrong_tries_lock_the_shared_code_as_any_other(desk: Desk) -> None:
    code = opened(desk)
    wrong = code.code[:6] + ("0000" if code.code[6:10] != "0000" else "1111") + code.code[10:]
    from s11chat.assurance import code as codes

    typed = "".join(wrong.split("-"))[:-1]
    wrong = typed + codes._check_character(typed)
    for _ in range(5):
        with pytest.raises(AccessError, match=UNKNOWN_CODE):
            admit_staff(desk.kept, wrong)
    with pytest.raises(AccessError, match="Too many wrong tries"):
        admit_staff(desk.kept, code.code)


def test_a_code_is_replaced_taken_back_and_runs_out(desk: Desk, clock: Clock) -> None:
    first = opened(desk, closes="2026-09-03")
    work = Echoing(desk.kept, PRACTICE)
    begun = staff(desk, first, "1", "1")
    second = work.new_code()
    with pytest.raises(AccessError, match="replaced or taken back on 1 September 2026: ask whoever gave it"):
        admit_staff(desk.kept, first.code)
    with pytest.raises(StateError, match="ask for the new one"):
        say(begun, "More time.")  # type: ignore[arg-type]
    assert revoke(desk.kept, PRACTICE) == 0  # those of the case alone
    asked(desk, second, [(AGREE, AGREE)])
    assert work.revoke_code()
    assert not work.revoke_code()
    with pytest.raises(AccessError, match="taken back on 1 September 2026"):
        admit_staff(desk.kept, second.code)
    third = work.new_code()
    clock.pass_by(days=3)
    with pytest.raises(AccessError, match="The last day of this survey was 3 September 2026"):
        admit_staff(desk.kept, third.code)
    with pytest.raises(StateError, match="close it to see figures"):
        work.new_code()
    line = work.status()
    assert line is not None
    assert (line.state, line.code_until, line.answers) == ("over", None, "fewer than 5")


def test_the_last_day_is_moved_and_moved_back(desk: Desk, clock: Clock) -> None:
    code, work = opened(desk, closes="2026-09-03"), Echoing(desk.kept, PRACTICE)
    clock.pass_by(days=4)
    assert work.extend("2026-09-10").closes.day == 10
    line = work.extend("2026-09-20")
    assert (line.state, line.closes.day, line.code_until is not None) == ("open", 20, True)
    asked(desk, code, [(AGREE, AGREE)])  # the code on the posters goes on
    assert work.take_extension_back().closes.day == 10
    line = work.take_extension_back()
    assert (line.state, line.closes.day, line.code_until) == ("over", 3, None)
    with pytest.raises(StateError, match="was not moved: there is nothing to take back"):
        work.take_extension_back()
    with pytest.raises(UsageError, match="2026-09-04 is before 2026-09-05"):
        work.extend("2026-09-04")
    assert "extend" in work.offers()
    assert verify(desk.kept).faults == ()
    work.close()
    with pytest.raises(StateError, match="was closed on 5 September 2026"):
        work.extend("2026-09-30")


def test_no_number_that_grows_says_when_somebody_answered(desk: Desk) -> None:
    code = opened(desk)
    seen = []
    for _ in range(6):
        asked(desk, code, [(AGREE, AGREE)])
        found = verify(desk.kept)
        held = next(
            one for one in disclosure(desk.kept, AUDIT).held if one.what.startswith("answers of staff")
        )
        seen.append((found.events, found.chains, held.rows, *held.holds))
    assert len(set(seen[:4])) == len({events for events, *_ in seen}) == 1
    assert [one[2:] for one in seen] == [(0,)] * 4 + [(5,)] * 2


def test_words_of_few_are_not_told_and_none_twice(answered: Desk) -> None:
    code = opened(answered)
    for words in ("More time.", "more  time.", "A desk.", "A car.", "More time."):
        assert staff(answered, code, AGREE, AGREE, words).handed_in
    Echoing(answered.kept, PRACTICE).close()
    assert compare(answered.kept, PRACTICE).words == (
        ("What would help?", ("A car.", "A desk.", "more  time.")),
    )
    code = opened(answered)
    for words in (*("Something of mine.",) * 4, ":skip"):
        assert staff(answered, code, AGREE, AGREE, words).handed_in
    Echoing(answered.kept, PRACTICE).close()
    assert compare(answered.kept, PRACTICE).words == ()
    assert "shown as you wrote it" in " ".join(code.poster.split())


def test_no_more_answer_than_may_and_none_once_it_is_closed(desk: Desk) -> None:
    code = opened(desk, cap=5)
    asked(desk, code, [(AGREE, AGREE)] * 4)
    late, later = staff(desk, code, "1", "1"), staff(desk, code, "1", "1")
    assert say(late, "More time.")  # type: ignore[arg-type]
    with pytest.raises(StateError, match="As many people have answered"):
        say(later, "More time.")  # type: ignore[arg-type]
    Echoing(desk.kept, PRACTICE).close()
    with pytest.raises(StateError, match="This survey is closed"):
        say(later, "More time.")  # type: ignore[arg-type]
    with pytest.raises(AccessError, match=r"This survey was closed on 1 September 2026\."):
        admit_staff(desk.kept, code.code)
    with pytest.raises(StateError, match="Larch Lane Surgery was closed on 1 September 2026: s11chat echo"):
        Echoing(desk.kept, PRACTICE).close()
    again = opened(desk)
    close_wave(desk.kept, AUDIT)
    with pytest.raises(AccessError, match="closed"):
        admit_staff(desk.kept, again.code)
    with pytest.raises(StateError, match="takes no more answers"):
        opened(desk)


def test_what_cannot_be_opened(desk: Desk) -> None:
    work = Echoing(desk.kept, PRACTICE)
    with pytest.raises(RefusedError, match="Nothing is told of fewer than 5 people"):
        work.open(DIALOG, minimum=4)
    with pytest.raises(UsageError, match="Between 5 and 20,000 people"):
        work.open(DIALOG, minimum=5, cap=4)
    with pytest.raises(UsageError, match="over on 2026-08-31 before anybody"):
        work.open(DIALOG, closes="2026-08-31")
    with pytest.raises(UsageError, match="is not a day"):
        work.open(DIALOG, opens="soon")
    with pytest.raises(RefusedError, match="knows no type 'independent'"):
        Echoing(desk.kept, CLUB).open(DIALOG)
    with pytest.raises(RefusedError, match="Nothing in dcsf-2008 is answered in points"):
        work.open(shipped("dialogs") / "dcsf-2008.yaml")
    assert echo_lines(desk.kept, AUDIT) == ()
    code = opened(desk, minimum=7, opens="2026-09-05")
    with pytest.raises(StateError, match="begins on 5 September 2026"):
        admit_staff(desk.kept, code.code)
    with pytest.raises(StateError, match="open: close it first"):
        opened(desk)
    work.close()
    work.open(shipped("dialogs") / "staff-echo.yaml")
    (line,) = echo_lines(desk.kept, AUDIT)
    assert (line.minimum, line.state) == (7, "open")  # as the echo of the wave before


def test_the_lead_passes_the_code_on_and_sees_the_figures(desk: Desk) -> None:
    opened(desk)
    ben = admitted(desk, PRACTICE, Role.LEAD)
    theirs = Echoing(desk.kept, PRACTICE, ben)
    asked(desk, theirs.new_code(), [(AGREE, AGREE)] * 6)
    with pytest.raises(RightsError, match="A lead may not open or close a staff echo"):
        theirs.close()
    Echoing(desk.kept, PRACTICE).close()
    assert compare(desk.kept, PRACTICE, ben).answered == 5
    with pytest.raises(RightsError, match="This code is not for audit-11/IN1"):
        compare(desk.kept, CLUB, ben)
    nell = admitted(desk, PRACTICE)
    for call in (lambda: compare(desk.kept, PRACTICE, nell), Echoing(desk.kept, PRACTICE, nell).status):
        with pytest.raises(RightsError, match="A delegate may not see what staff said"):
            call()
