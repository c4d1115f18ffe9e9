"""Options put in order: the order said is the order meant, and what cannot be ordered is asked again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from s11chat.dialog.load import load_dialog
from s11chat.dialog.question import Question, questions
from s11chat.language.read import read
from s11chat.language.reading import Act, Context

DIALOG = Path(__file__).parent.parent / "dialogs" / "ranking.yaml"


def asked() -> Question:
    return questions(load_dialog(DIALOG))["q1"]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("2 1 3", ("rec", "tra", "sup")),
        ("4, 1", ("inf", "tra")),
        ("supervision", ("sup",)),
        ("training first, then supervision", ("tra", "sup")),
        ("1. supervision 2. training 3. recruitment", ("sup", "tra", "rec")),
        ("number one is training, number two supervision", ("tra", "sup")),
        (
            "first safer recruitment, second training and third sharing information",
            ("rec", "tra", "inf"),
        ),
        ("I'd say supervision, followed by training", ("sup", "tra")),
        ("none of these", ("none",)),
    ],
)
def test_the_order_said_is_the_order_meant(said: str, codes: tuple[str, ...]) -> None:
    reading = read(said, asked(), Context(asked_on=date(2026, 3, 10)))
    assert (reading.act, reading.codes) == (Act.ANSWER, codes)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("training, supervision, recruitment and sharing information", "more are named than the 3"),
        ("4 3 2 1", "more are named than the 3"),
        ("none of these and training", "excludes the others"),
        ("training and then, well, probably recruitment", "uncertain"),
        ("supervision ahead of training", ""),
        ("training comes after supervision", ""),
    ],
)
def test_what_has_no_plain_order_is_asked_again(said: str, why: str) -> None:
    reading = read(said, asked(), Context(asked_on=date(2026, 3, 10)))
    assert reading.act is Act.CLARIFY
    assert why in reading.because


def test_numbers_alone_are_read_where_free_reading_is_off() -> None:
    strict = Context(asked_on=date(2026, 3, 10), codes_only=True)
    assert read("3 1", asked(), strict).codes == ("sup", "tra")
    assert read("4 3 2 1", asked(), strict).act is Act.CLARIFY
    assert read("training first", asked(), strict).act is Act.CLARIFY


def test_which_other_is_kept_with_its_place() -> None:
    reading = read("recruitment then other, money", asked(), Context(asked_on=date(2026, 3, 10)))
    assert (reading.codes, reading.value) == (("rec", "oth"), "money")
