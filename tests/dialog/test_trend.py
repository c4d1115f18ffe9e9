"""The trend map: threads through several dialogs, their breaks, and links that lead nowhere."""

from __future__ import annotations

from pathlib import Path

from s11chat.dialog.load import load_dialog, read_dialog
from s11chat.dialog.model import Dialog
from s11chat.dialog.trend import Break, dead, trend

DIALOGS = Path(__file__).parent.parent / "dialogs"


def of(*names: str) -> list[Dialog]:
    return [load_dialog(DIALOGS / f"{name}.yaml") for name in names]


def test_a_thread_runs_from_the_earliest_edition_to_the_latest() -> None:
    people, policy = trend(of("trend", "grid", "yesno"))
    assert [(p.dialog, p.question) for p in policy.points] == [("yesno", "q1"), ("trend", "policy")]
    assert policy.points[1].text == "Is there a policy?"
    assert not policy.breaks
    assert [(p.dialog, p.question) for p in people.points] == [("grid", "q1.a"), ("trend", "people.staff")]
    assert people.breaks == (
        Break("trend/people.staff", "grid/q1.a", "It was asked how far this was in place."),
    )


def test_threads_that_meet_are_one() -> None:
    text = (DIALOGS / "trend.yaml").read_text(encoding="utf-8")
    later = text.replace("dialog: trend", "dialog: later").replace("2018-07", "2023-12")
    joined = read_dialog(later.replace("[yesno/q1]", "[trend/policy, single/q1]"), "later.yaml")
    threads = trend([*of("trend", "yesno", "single"), joined])
    (policy,) = (thread for thread in threads if len(thread.points) > 3)
    assert [point.dialog for point in policy.points] == ["single", "yesno", "trend", "later"]


def test_without_links_there_is_no_thread() -> None:
    assert trend(of("grid", "yesno")) == ()
    assert trend(of("trend")) == ()


def test_links_that_lead_nowhere_are_told() -> None:
    (dialog,) = of("trend")
    assert list(dead(dialog, of("grid", "yesno"))) == []
    ((question, message),) = dead(dialog, of("yesno"))
    assert (question, message) == ("people.staff", "no dialog is called 'grid'")
    text = (DIALOGS / "trend.yaml").read_text(encoding="utf-8")
    wrong = read_dialog(text.replace("yesno/q1", "yesno/q11").replace("grid/q1.a", "trend/policy"), "t.yaml")
    assert [message for _, message in dead(wrong, of("grid", "yesno"))] == [
        "'yesno' has no question 'q11' (did you mean 'q1'?)",
        "'trend/policy' is a question of this dialog: link to another one's",
    ]
