"""One interviewer at work in a process of their own: takes cases, answers, codes, and tells each thing once it is kept.

python -m tests.services.at_work HOME NAME WAVE
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from s11chat.bootstrap import open_desk
from s11chat.errors import BusyError
from s11chat.services.calling import CallRoom
from s11chat.services.desk import Desk
from s11chat.services.outcome_entry import Coding
from tests.office import Clock, plain_answer, say, settings_in

Result = TypeVar("Result")
Told = Callable[..., None]
ANSWERS = 3
"""Questions answered in each call."""


def main(home: Path, name: str, wave: str) -> None:
    """Works until nobody is left to be called."""
    desk = open_desk(replace(settings_in(home), actor=name), clock=Clock(), create=False)
    at_work = Desk(replace(desk.kept, token=secrets.token_bytes))
    try:
        room = at_work.call_room(wave)
        tell("ready")
        sys.stdin.readline()
        while call(room, tell):
            pass
    finally:
        desk.close()


def call(room: CallRoom, tell: Told, answers: int = ANSWERS) -> bool:
    """One call from taking the case to coding it, each step told once it is kept; False where there was none to make."""
    card = patiently(room.next)
    if card is None:
        return False
    tell("took", card.case)
    patiently(lambda: room.dial(card.people[0].phone))
    interview = patiently(room.interview)
    for _ in range(answers):
        question = interview.conversation.current
        assert question is not None
        patiently(partial(say, interview, plain_answer(question)))
        tell("answered", card.case, question.id)
    patiently(interview.leave)
    tell("codes", card.case)
    patiently(lambda: room.code(Coding("N5", note="away until the end")))
    tell("coded", card.case)
    return True


def patiently(work: Callable[[], Result]) -> Result:
    """The result of `work`, tried again where the database was busy."""
    for _ in range(5):
        try:
            return work()
        except BusyError:
            continue
    return work()


def tell(*words: str) -> None:
    """A line to whoever watches, at once."""
    print(*words, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
