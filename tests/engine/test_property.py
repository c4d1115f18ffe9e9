"""Whatever a person does, in whatever order: nothing raises, and the record always tells the state."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s11chat.dialog.model import Audience, NoAnswer
from s11chat.engine.conversation import Conversation
from s11chat.engine.intent import (
    About,
    Back,
    Decline,
    Depth,
    Explain,
    Finish,
    Guide,
    HandOver,
    Intent,
    Park,
    Pause,
    Remark,
    Repeat,
    Reply,
    Revisit,
    Safeguard,
    Stop,
    Undo,
)
from s11chat.engine.progress import progress
from s11chat.engine.respond import respond
from tests.engine.sitting import DIALOGS, NAMES, TODAY, Sitting, begin, dialog

SAID = st.sampled_from(
    [
        *(
            "",
            " ",
            "1",
            "2",
            "3",
            "4",
            "1 2",
            "0",
            "8",
            "250",
            "1000",
            "9999999",
            "1.5",
            "y",
            "n",
            "yes",
            "no",
        ),
        *("fully", "partly", "not met", "other", "none of these", "don't know", "n/a", "agree", "in place"),
        *(
            "1 May 2026",
            "yesterday",
            "on q1 make that 2",
            "on 1.1 make that fully",
            "actually q1 is no",
            "one",
            "all",
        ),
        *(
            "skip",
            "back",
            "undo",
            "quit",
            "pause",
            "help",
            "ask Jane by Friday",
            "note: late",
            "what is crb?",
            "finish",
        ),
        *(
            "\x1b[31m",
            "\x00",
            "{{ lead }}",
            "[red]x[/]",
            "q" * 30_000,
            "done",
            "refuse",
            "call me back tomorrow at 10",
        ),
    ]
)
WORDS = st.one_of(SAID, st.text(max_size=30))
KINDS = st.sampled_from(
    [NoAnswer.DONT_KNOW, NoAnswer.REFUSED, NoAnswer.NOT_APPLICABLE, NoAnswer.NOT_ANSWERED]
)
PLACES = st.one_of(st.sampled_from(["q1", "q2", "q1.b", "1.1", "1.1.evidence", "main", "q9", ""]), WORDS)
INTENTS: st.SearchStrategy[Intent] = st.one_of(
    st.builds(Reply, WORDS),
    st.builds(Reply, SAID),
    st.builds(Decline, KINDS, st.one_of(st.just(""), WORDS)),
    st.just(Back()),
    st.builds(Revisit, PLACES),
    st.just(Repeat()),
    st.builds(Explain, WORDS, st.sampled_from(Depth)),
    st.builds(Remark, WORDS, st.sampled_from(About)),
    st.builds(Park, WORDS, st.one_of(st.just(""), WORDS)),
    st.just(Undo()),
    st.just(Undo()),
    st.builds(Pause, WORDS),
    st.builds(HandOver, WORDS),
    st.builds(Finish, st.booleans()),
    st.just(Safeguard()),
    st.just(Guide()),
    st.just(Stop()),
)
NAMED = st.sampled_from(sorted(path.stem for path in Path(DIALOGS).iterdir()))
ROLES = st.sampled_from(["lead", "delegate"])
QUICK = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(NAMED, ROLES, st.lists(INTENTS, min_size=5, max_size=30))
def test_any_sequence_of_intents_keeps_record_and_state_together(
    name: str, role: str, intents: list[Intent]
) -> None:
    sitting = begin(name, role=role)
    sitting.do(*intents)
    assert progress(sitting.talk).settled <= progress(sitting.talk).asked


@QUICK
@given(NAMED, ROLES, st.lists(INTENTS, max_size=20))
def test_everything_done_in_a_sitting_can_be_taken_back(name: str, role: str, intents: list[Intent]) -> None:
    sitting = begin(name, role=role).do(*intents)
    for _ in range(len(sitting.talk.undoable)):
        sitting.do(Undo())
    assert sitting.answers == {}
    assert sitting.parked == {}
    assert not sitting.complete


@QUICK
@given(NAMED, st.lists(INTENTS, max_size=15), INTENTS)
def test_respond_is_pure(name: str, intents: list[Intent], last: Intent) -> None:
    talk = begin(name).do(*intents).talk
    kept = (dict(talk.answers), dict(talk.parked), talk.undoable, talk.pending, talk.complete, talk.current)
    assert respond(talk, last) == respond(talk, last)
    assert kept == (
        dict(talk.answers),
        dict(talk.parked),
        talk.undoable,
        talk.pending,
        talk.complete,
        talk.current,
    )


@QUICK
@given(NAMED, st.lists(INTENTS, max_size=15))
def test_another_day_goes_on_where_this_one_ended(name: str, intents: list[Intent]) -> None:
    """A conversation made anew from what the record holds asks the first open question."""
    talk = begin(name).do(*intents).talk
    anew = Conversation(
        talk.dialog,
        talk.audience,
        talk.facts,
        TODAY,
        NAMES,
        talk.answers,
        talk.parked,
        complete=talk.complete,
    )
    assert anew.route == talk.route
    first = next((question.id for question in anew.route if anew.open(question)), "")
    assert (anew.current.id if anew.current else "") == first
    assert Sitting(anew, answers=dict(talk.answers), parked=dict(talk.parked), complete=talk.complete).do(
        Repeat()
    )


@pytest.mark.parametrize("name", sorted(path.stem for path in Path(DIALOGS).iterdir()))
@pytest.mark.parametrize("role", ["lead", "delegate"])
@pytest.mark.parametrize("mode", ["online", "telephone"])
def test_skipping_everything_comes_to_an_end(name: str, role: str, mode: str) -> None:
    for organisation in dialog(name).organisations:
        sitting = begin(name, role, mode, organisation.type, Audience.INTERVIEWER)
        for _ in range(200):
            if not sitting.at:
                break
            statement = sitting.talk.questions[sitting.at].kind == "statement"
            sitting.do(Reply("") if statement else Decline(NoAnswer.NOT_ANSWERED))
        assert sitting.at == ""
        sitting.do(Finish(sure=True))
        assert sitting.complete or sitting.talk.finished().blocking
