"""Code frames: what may be changed, what rests on what, and what counts as what."""

from __future__ import annotations

from fractions import Fraction

import pytest

from s11chat.analysis.code_frame import Change, CodeFrame, FrameCode, Step, code_for
from s11chat.analysis.coding import over, sample
from s11chat.errors import RefusedError, UsageError

BASE = (FrameCode("money", "Too little money"), FrameCode("staff", "Too few staff"), FrameCode("4", "4"))


def made(*changes: Change) -> CodeFrame:
    frame = CodeFrame.of("q1", BASE)
    for number, change in enumerate(changes, 1):
        told = Change(**{**change.__dict__, "number": number})
        frame = frame.after(told)
    return frame


def test_what_was_merged_counts_as_the_last_of_the_way() -> None:
    frame = made(Change(Step.MERGE, "money", into="staff"), Change(Step.MERGE, "staff", into="4"))
    assert frame.counted(["money", "staff", "unknown"]) == {"4", "unknown"}
    assert [one.code for one in frame.offered] == ["4"]
    with pytest.raises(UsageError, match="was merged into '4'"):
        frame.code("money")


def test_undoing_what_others_rest_on_is_refused() -> None:
    frame = made(Change(Step.ADD, "pay", "Pay"), Change(Step.MERGE, "pay", into="money"))
    with pytest.raises(RefusedError, match=r"Change 2 \(merge 'pay'\) rests on it"):
        frame.after(Change(Step.UNDO, undoes=1, number=3))
    after = frame.after(Change(Step.UNDO, undoes=2, number=3)).after(Change(Step.UNDO, undoes=1, number=4))
    assert "pay" not in after.codes
    with pytest.raises(UsageError, match="does not stand"):
        after.after(Change(Step.UNDO, undoes=1, number=5))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change(Step.ADD, "money", "Cash"), "There is a code 'money'"),
        (Change(Step.ADD, "MONEY", "Cash"), "There is a code 'MONEY'"),
        (Change(Step.ADD, "a b", "Cash"), "cannot be a code"),
        (Change(Step.ADD, "a;b", "Cash"), "cannot be a code"),
        (Change(Step.ADD, "cash", " - "), "needs a label"),
        (Change(Step.ADD, "cash", "x" * 121), "at most 120"),
        (Change(Step.ADD, "cash", "too few STAFF"), "labelled 'Too few staff' already"),
        (Change(Step.MERGE, "money", into="money"), "into itself"),
        (Change(Step.MERGE, "money", into="mony"), "is no code of q1"),
        (Change(Step.RETIRE, "mony"), "is no code of q1"),
        (Change(Step.RESTORE, "money"), "is not retired"),
    ],
)
def test_what_cannot_be_changed_is_refused(change: Change, said: str) -> None:
    with pytest.raises((RefusedError, UsageError), match=said):
        made(change)


def test_a_retired_code_is_not_offered_and_counts_on() -> None:
    frame = made(Change(Step.RETIRE, "staff"))
    assert [one.code for one in frame.offered] == ["money", "4"]
    assert frame.counted(["staff"]) == {"staff"}
    with pytest.raises(UsageError, match="is retired"):
        frame.code("staff")


def test_a_code_is_made_of_the_first_words_of_its_label() -> None:
    assert code_for("Pay, and cover", ()) == "pay_and"
    assert code_for("Pay, and cover", ("PAY_AND",)) == "pay_and_2"
    assert code_for("£", ()) == "code"


def test_ten_per_cent_is_not_over_and_a_sample_is_the_same_again() -> None:
    assert (over(1, 10), over(2, 19), over(0, 0)) == (False, True, False)
    refs = [f"S{number}" for number in range(40)]
    drawn = sample(refs, Fraction(1, 10), 7)
    assert (len(drawn), drawn) == (4, sample(reversed(refs), Fraction(1, 10), 7))
    assert drawn != sample(refs, Fraction(1, 10), 8)
    assert len(sample(refs, Fraction(1, 1000), 1)) == 1
