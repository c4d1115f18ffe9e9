"""A room full of interviewers on one database server: nobody waits for ever, nothing is lost, crossed or doubled."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from s11chat.errors import BusyError
from s11chat.services.desk import Desk
from s11chat.services.framing import import_frame
from s11chat.services.keeping import verify
from tests.office import AUDIT, plain_answer, say

CROWD = 20


@pytest.fixture
def backend() -> str:
    return "postgresql"


@pytest.fixture
def cases(desk: Desk, tmp_path: Path) -> list[str]:
    """As many returns of one wave as there are people."""
    frame = tmp_path / "more.csv"
    rows = [f"N{number:02},Surgery {number},gp,East" for number in range(CROWD)]
    frame.write_text("\n".join(["ref,name,type,region", *rows]), encoding="utf-8")
    import_frame(desk.kept, AUDIT, frame)
    return [f"{AUDIT}/N{number:02}" for number in range(CROWD)]


def test_twenty_at_once_in_twenty_returns_of_one_wave(desk: Desk, cases: list[str]) -> None:
    failed: list[BaseException] = []
    together = threading.Barrier(CROWD)

    def sit(case: str) -> None:
        try:
            interview = desk.interview_as_interviewer(case)
            together.wait(60)
            for _ in range(5):
                question = interview.conversation.current
                assert question is not None
                say(interview, plain_answer(question))
            together.wait(60)
            interview.leave()  # all of them at once enter what they wrote in the one journal
        except BaseException as error:  # noqa: BLE001  # told below
            failed.append(error)
            together.abort()

    threads = [threading.Thread(target=sit, args=(case,)) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == []
    returns = [desk.kept.case(case).return_id for case in cases]
    kept = [desk.kept.responses.current(return_id) for return_id in returns]
    assert [len(one) for one in kept] == [5] * CROWD
    assert all(answer.revision == 1 for one in kept for answer in one.values())
    noted = [
        event.body["heads"] for event in desk.kept.responses.events(f"wave:{AUDIT}") if event.kind == "heads"
    ]
    assert {return_id for heads in noted for return_id in heads} == set(returns)
    assert len(noted) == CROWD
    assert verify(desk.kept).faults == ()


def test_two_at_once_in_one_return(desk: Desk, cases: list[str]) -> None:
    """Each question is answered once; whoever came second is told so, and goes on with the next."""
    told: list[str] = []
    failed: list[BaseException] = []
    interviews = [desk.interview_as_interviewer(cases[0]) for _ in range(2)]
    together = threading.Barrier(2)

    def sit(number: int) -> None:
        interview = interviews[number]
        try:
            for _ in range(10):
                together.wait(60)
                question = interview.conversation.current
                assert question is not None
                turns = say(interview, "2" if number and question.rates else plain_answer(question))
                told.extend(turn.reason for turn in turns if hasattr(turn, "reason"))
        except BusyError as error:
            told.append(str(error))
        except BaseException as error:  # noqa: BLE001  # told below
            failed.append(error)
            together.abort()

    threads = [threading.Thread(target=sit, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == []
    assert told, "two who answer the same question at once cannot both be first"
    assert all("since you looked" in one or "on record already" in one for one in told)
    return_id = desk.kept.case(cases[0]).return_id
    for item in desk.kept.responses.current(return_id):
        assert [one.revision for one in desk.kept.responses.history(return_id, item)] == [1]
    assert verify(desk.kept).faults == ()
