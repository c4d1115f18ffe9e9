"""Dates, counted from a Wednesday in June."""

from __future__ import annotations

from datetime import date

import pytest

from s11chat.dialog.question import Question
from s11chat.language.calendar import easter
from s11chat.language.read import read
from s11chat.language.reading import Act, Context
from tests.language.example import CONTEXT, DONE, DUE, EITHER


@pytest.mark.parametrize(
    ("question", "said", "value"),
    [
        (DUE, "3/9/11", "2011-09-03"),
        (DUE, "2011-09-03", "2011-09-03"),
        (DUE, "3.9.2011", "2011-09-03"),
        (DUE, "the third of September", "2011-09-03"),
        (DUE, "September 3rd", "2011-09-03"),
        (DUE, "1 March", "2012-03-01"),
        (DUE, "March 2012", "2012-03-01/2012-03-31"),
        (DUE, "by the end of July", "2011-07-31"),
        (DUE, "end of the month", "2011-06-30"),
        (DUE, "tomorrow", "2011-06-16"),
        (DUE, "Friday", "2011-06-17"),
        (DUE, "next Friday", "2011-06-24"),
        (DUE, "Friday week", "2011-06-24"),
        (DUE, "Friday next week", "2011-06-24"),
        (DUE, "two weeks today", "2011-06-29"),
        (DUE, "in six weeks", "2011-07-27"),
        (DUE, "two months from now", "2011-08-15"),
        (DUE, "next month", "2011-07-01/2011-07-31"),
        (DUE, "next week", "2011-06-20/2011-06-26"),
        (DUE, "by Christmas", "2011-12-25"),
        (DUE, "Easter", "2012-04-08"),
        (DUE, "end of the financial year", "2012-03-31"),
        (DUE, "2012/13", "2012-04-01/2013-03-31"),
        (DUE, "Q3 2011", "2011-07-01/2011-09-30"),
        (DUE, "end of the quarter", "2011-06-30"),
        (DUE, "between July and August", "2011-07-01/2011-08-31"),
        (DUE, "1 July, no, 1 August", "2011-08-01"),
        (DUE, "Monday 4 July", "2011-07-04"),
        (DONE, "yesterday", "2011-06-14"),
        (DONE, "three weeks ago", "2011-05-25"),
        (DONE, "last November", "2010-11-01/2010-11-30"),
        (DONE, "the board saw it in May 2009", "2009-05-01/2009-05-31"),
        (DONE, "2008", "2008-01-01/2008-12-31"),
        (DONE, "2008-9", "2008-04-01/2009-03-31"),
        (DONE, "last Friday", "2011-06-10"),
        (EITHER, "29/2/2008", "2008-02-29"),
    ],
)
def test_a_date_is_read(question: Question, said: str, value: str) -> None:
    reading = read(said, question, CONTEXT)
    assert (reading.act, reading.value) == (Act.ANSWER, value), reading


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (DUE, "soon"),
        (DUE, "year end"),
        (DUE, "spring"),
        (DUE, "early July"),
        (DUE, "after Christmas"),
        (DUE, "July at the earliest"),
        (DUE, "1 July or 1 August"),
        (DUE, "31 June"),
        (DUE, "29/2/2011"),
        (DUE, "6/30/11"),
        (DUE, "7/11"),
        (DUE, "March 12"),
        (DUE, "Monday 5 July"),
        (DUE, "1 March 2010"),
        (DUE, "hopefully July"),
        (DUE, "not July"),
        (DUE, "Q3"),
        (DUE, "the 20th"),
        (DUE, "it may be July"),
        (DUE, "by 2013"),
        (DUE, "every year"),
        (DUE, "July?"),
        (DUE, "within six months"),
        (DUE, "Wednesday"),
        (DONE, "1 March 2013"),
        (DONE, "never"),
        (DONE, "written in May 2008 and seen in May 2009"),
        (DONE, "last Monday"),
        (EITHER, "1 March"),
        (EITHER, "99/99/9999"),
    ],
)
def test_doubt_is_asked_again(question: Question, said: str) -> None:
    reading = read(said, question, CONTEXT)
    assert (reading.act, reading.value) == (Act.CLARIFY, None), reading


@pytest.mark.parametrize("asked", [date.min, date.max, date(2012, 2, 29)])
def test_any_day_can_be_asked_on(asked: date) -> None:
    for said in (
        "tomorrow",
        "next month",
        "in ten years",
        "Easter",
        "last week",
        "end of the financial year",
    ):
        assert read(said, DUE, Context(asked)).act in Act


def test_easter_falls_where_almanacs_say() -> None:
    assert [easter(year) for year in (2008, 2011, 2038)] == [
        date(2008, 3, 23),
        date(2011, 4, 24),
        date(2038, 4, 25),
    ]
