"""Who answered, original recipients or delegates, from what is kept of a wave."""

from __future__ import annotations

from s11chat.report.delegates import report as worded
from s11chat.services.contrasting import delegates
from s11chat.services.desk import Desk
from tests.office import AUDIT, CLUB, COUNCIL, PRACTICE, PROVIDER, answer_on, completed, docket, lead, say


def test_a_return_is_a_delegates_where_somebody_else_answered(desk: Desk) -> None:
    completed(desk, PRACTICE)
    docket(desk, PRACTICE).amend("1.1", "not met")
    answer_on(lead(desk, CLUB))
    answer_on(desk.interview_as_interviewer(COUNCIL))
    by_telephone = desk.interview_as_interviewer(PROVIDER)
    by_telephone.replace_contact("Nell Thimble", "Nurse")
    answer_on(by_telephone)
    answer_on(lead(desk, PRACTICE))
    report = delegates(desk.kept, AUDIT)
    assert (report.complete, report.delegates, report.both) == (4, 2, 1)
    lines = {(one.question, one.code): one.difference for one in report.compared.lines}
    assert {code for (question, code), one in lines.items() if question == "(type)" and one.first.share} == {
        "gp",
        "commissioned",
    }
    assert [
        one.base.unweighted for one in (lines["1.1", "not_met"].first, lines["1.1", "not_met"].second)
    ] == [2, 2]
    assert lines["1.1", "not_met"].second.share == 0
    assert 0 < (lines["1.1", "not_met"].first.share or 0) < 1
    made = worded(report)
    assert made.records.columns[:5] == ("item", "option", "label", "delegates_percent", "originals_percent")
    assert "2 by delegates, 2 by original recipients; in 1 both" in made.base


def test_nobody_has_answered_yet(desk: Desk) -> None:
    report = delegates(desk.kept, AUDIT)
    assert (report.complete, report.delegates) == (0, 0)
    assert worded(report).tables[0].rows[-1].cells == ("Returns", "0", "0", "")
    say(lead(desk, CLUB), "fully met")
    assert delegates(desk.kept, AUDIT).complete == 0
