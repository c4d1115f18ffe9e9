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
    ("question", "said", "value"),
    [
        (DUE, "some time in September", "2011-09-01/2011-09-30"),
        (DUE, "September or October", "2011-09-01/2011-10-31"),
        (DUE, "the last day of next month", "2011-07-31"),
        (DUE, "last working day of this year", "2011-12-30"),
        (DUE, "first Tuesday in August", "2011-08-02"),
        (DUE, "last Friday of the financial year", "2012-03-30"),
        (DUE, "second half of August", "2011-08-16/2011-08-31"),
        (DUE, "Q2 12/13", "2012-07-01/2012-09-30"),
        (DUE, "quarter three of this financial year, October to December", "2011-10-01/2011-12-31"),
        (DUE, "Good Friday", "2012-04-06"),
        (DUE, "August bank holiday", "2011-08-29"),
        (DUE, "Remembrance Sunday", "2011-11-13"),
        (DUE, "the Monday after next", "2011-06-27"),
        (DUE, "today week", "2011-06-22"),
        (DUE, "not this Friday but the one after", "2011-06-24"),
        (DUE, "Monday, the 20th", "2011-06-20"),
        (DUE, "the September cabinet, the 14th", "2011-09-14"),
        (DUE, "end of July, the 31st", "2011-07-31"),
        (DUE, "we said August, now it's October", "2011-10-01/2011-10-31"),
        (DUE, "the 3rd to the 10th of July", "2011-07-03/2011-07-10"),
        (DUE, "between the third and the tenth of July", "2011-07-03/2011-07-10"),
        (DUE, "Christmas Eve, silly as it sounds", "2011-12-24"),
        (DUE, "first of the ninth two thousand and twelve", "2012-09-01"),
        (DONE, "a week last Friday", "2011-06-03"),
        (DONE, "three Mondays ago", "2011-05-30"),
        (DONE, "twelve days back", "2011-06-03"),
        (DONE, "the Friday before last", "2011-06-03"),
        (DONE, "the spring just gone", "2011-03-01/2011-05-31"),
        (DONE, "not since March 2010", "2010-03-01/2010-03-31"),
        (DONE, "way back in oh four", "2004-01-01/2004-12-31"),
        (DONE, "it went to committee on 2 May, the board passed it on 9 May", "2011-05-09"),
    ],
)
def test_a_date_is_worked_out(question: Question, said: str, value: str) -> None:
    reading = read(said, question, CONTEXT)
    assert (reading.act, reading.value) == (Act.ANSWER, value), reading


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (DUE, "March or June"),
        (DUE, "June. Or July."),
        (DUE, "the tail end of August"),
        (DUE, "the 14th or the 24th"),
        (DUE, "the 14th or the 24th of July"),
        (DUE, "Friday, the 20th of June 2012"),
        (DUE, "August for the wards and October for the clinics"),
        (DONE, "the minutes say 2 May, the cover says 9 May"),
    ],
)
def test_no_date_is_worked_out_in_doubt(question: Question, said: str) -> None:
    assert read(said, question, CONTEXT).act is Act.CLARIFY


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
