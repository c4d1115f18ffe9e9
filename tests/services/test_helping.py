"""Help used is on record with the case: which article, how deep, in which version, on what, by whom, when."""

from __future__ import annotations

from dataclasses import replace

from s11chat.assurance.right import Role
from s11chat.engine.intent import Depth, Explain
from s11chat.line.review import Review
from s11chat.services import helping
from s11chat.services.desk import Desk
from s11chat.services.fielding import close_wave
from s11chat.services.keeping import verify
from s11chat.store.record import HelpRecord
from tests.office import PRACTICE, completed, delegate, docket, say


def used(desk: Desk) -> list[tuple[str, str, str]]:
    return [(each.item, each.article, each.depth) for each in noted(desk)]


def noted(desk: Desk) -> tuple[HelpRecord, ...]:
    return helping.used(desk.kept, PRACTICE)


def test_what_a_delegate_reads_is_on_record(desk: Desk) -> None:
    nell = delegate(desk, PRACTICE)
    before = desk.kept.clock()
    nell.respond(Explain("", Depth.PRACTICE))
    say(nell, "what is a serious case review?", "?crb")
    after = desk.kept.clock()
    assert used(desk) == [
        ("1.1", "named_senior_champion", "practice"),
        ("1.1", "serious_case_review", "sentence"),
        ("1.1", "crb_checks", "sentence"),
    ]
    for each in noted(desk):
        assert each.version == str(desk.library.articles[each.article].reviewed)
        assert (each.by_name, each.role) == ("Nell Thimble", Role.DELEGATE.value)
        assert before <= each.at <= after
    assert verify(desk.kept).faults == ()


def test_help_used_changes_no_answer_and_no_state(desk: Desk) -> None:
    completed(desk, PRACTICE)
    before = desk.returned(PRACTICE)
    docket(desk, PRACTICE).explained("1.1", [("met_scale", Depth.LAW)])
    after = desk.returned(PRACTICE)
    assert after.head != before.head, "it stands in the chain as everything does"
    assert replace(after, head=before.head) == before


def test_what_a_lead_reads_is_on_record_once_each(desk: Desk) -> None:
    completed(desk, PRACTICE)
    shown = [("met_scale", Depth.SENTENCE), ("met_scale", Depth.LAW), ("met_scale", Depth.SENTENCE)]
    docket(desk, PRACTICE).explained("5.1", [*shown, ("no_such_article", Depth.LAW)])
    assert used(desk) == [("5.1", "met_scale", "sentence"), ("5.1", "met_scale", "law")]
    assert {each.role for each in noted(desk)} == {Role.LEAD.value}
    assert verify(desk.kept).faults == ()


def test_explaining_in_plain_lines_is_on_record(desk: Desk) -> None:
    completed(desk, PRACTICE)
    written: list[str] = []
    Review(docket(desk, PRACTICE), written.append, lambda _: None, desk.library).hold(["explain 1.2"])
    assert any(line.startswith("? ") for line in written)
    assert ("1.2", "supervision", "practice") in used(desk)


def test_after_the_close_one_may_read_and_nothing_is_written(desk: Desk) -> None:
    completed(desk, PRACTICE)
    opened = docket(desk, PRACTICE)
    close_wave(desk.kept, PRACTICE.partition("/")[0])
    opened.explained("5.1", [("met_scale", Depth.SENTENCE)])
    assert used(desk) == []
