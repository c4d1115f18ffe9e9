"""Numbers in the unit of the question."""

from __future__ import annotations

import pytest

from s11chat.dialog.question import Question
from s11chat.language.read import read
from s11chat.language.reading import Act, Command, Span
from tests.language.example import BUDGET, CONTEXT, DAYS, MEETINGS, MONTHS, SHARE


@pytest.mark.parametrize(
    ("question", "said", "value"),
    [
        (MEETINGS, "12", 12),
        (MEETINGS, "a dozen", 12),
        (MEETINGS, "nineteen meetings", 19),
        (MEETINGS, "none", 0),
        (MEETINGS, "4 since January", 4),
        (MEETINGS, "three, no, four", 4),
        (SHARE, "it was six, now seven", 7),
        (SHARE, "62.5", 62.5),
        (SHARE, "sixty point nought", 60),
        (SHARE, "sixty point zero percent", 60),
        (SHARE, "sixty point five", 60.5),
        (SHARE, "60 point 25", 60.25),
        (SHARE, "forty-two per cent", 42),
        (SHARE, "roughly 30%", 30),
        (SHARE, "60ish", 60),
        (SHARE, "a quarter", 25),
        (SHARE, "two thirds", 66.7),
        (SHARE, "9 out of 12", 75),
        (SHARE, "everyone", 100),
        (MONTHS, "two years", 24),
        (MONTHS, "a year and three months", 15),
        (MONTHS, "half a year", 6),
        (BUDGET, "£12,500", 12500),
        (BUDGET, "7.5k", 7500),
        (BUDGET, "half a million", 500_000),
        (BUDGET, "two hundred and fifty thousand pounds", 250_000),
        (DAYS, "one and a half days", 1.5),
        (DAYS, "half a day", 0.5),
        (DAYS, "three days a fortnight", 1.5),
        (SHARE, "somewhere between 20 and 25", Span(20, 25)),
        (MEETINGS, "8-10", Span(8, 10)),
        (BUDGET, "from 5k to 6k", Span(5000, 6000)),
    ],
)
def test_a_number_is_read(question: Question, said: str, value: float | Span) -> None:
    reading = read(said, question, CONTEXT)
    assert reading.act is Act.ANSWER, reading
    assert reading.value == value


@pytest.mark.parametrize(
    ("question", "said", "value"),
    [
        (MEETINGS, "two or three", Span(2, 3)),
        (MEETINGS, "eight, maybe nine", Span(8, 9)),
        (SHARE, "from 20 up to 25", Span(20, 25)),
        (SHARE, "55 to 60, depending on the season", Span(55, 60)),
        (MEETINGS, "all but two of the nine", 7),
        (MEETINGS, "missed one of eight", 7),
        (MEETINGS, "had ten, lost three", 7),
        (MEETINGS, "six in the north and two in the south, eight", 8),
        (MEETINGS, "three rounds of four, 12", 12),
        (MEETINGS, "asked to seven, went to four", 4),
        (MEETINGS, "4 of 9", 4),
        (SHARE, "everyone bar ten per cent", 90),
        (SHARE, "nine in every ten", 90),
        (SHARE, "all bar a quarter of them", 75),
        (MEETINGS, "never made it to a single one", 0),
        (MEETINGS, "just the once", 1),
        (MEETINGS, "a baker's dozen", 13),
        (SHARE, "a score, dead on", 20),
        (MONTHS, "a year and a quarter", 15),
        (BUDGET, "forty to fifty thou", Span(40_000, 50_000)),
        (BUDGET, "nine thousand. No, sorry, eight.", 8000),
        (BUDGET, "a princely four hundred", 400),
        (SHARE, "sixty point two five", 60.25),
        (DAYS, "every Monday", 1),
        (DAYS, "Tuesdays and Fridays", 2),
        (DAYS, "Monday to Thursday", 4),
        (DAYS, "all week bar the Wednesday", 4),
        (DAYS, "three afternoons", 1.5),
        (DAYS, "Monday morning and the whole of Friday", 1.5),
        (DAYS, "to days", 2),
        (MEETINGS, "they ran to eleven", 11),
        (MEETINGS, "nine, one of them by telephone", 9),
        (BUDGET, "two hundred each for thirty places", 6000),
        (MEETINGS, "they sat five times and we came to all five", 5),
        (SHARE, "it crept past the sixty mark, sixty-four", 64),
        (MONTHS, "five weary months", 5),
    ],
)
def test_a_number_is_worked_out(question: Question, said: str, value: float | Span) -> None:
    reading = read(said, question, CONTEXT)
    assert (reading.act, reading.value) == (Act.ANSWER, value), reading
    assert not reading.exact


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (MEETINGS, "none or one"),
        (MEETINGS, "three or thirteen"),
        (MEETINGS, "all but a few of the nine"),
        (MEETINGS, "four in the north, three in the south"),
        (MEETINGS, "had ten, may lose three"),
        (MEETINGS, "there were nine, we went to six, missed three"),
        (SHARE, "just shy of ninety"),
        (MEETINGS, "I went to five and my deputy went to three"),
        (DAYS, "some Mondays"),
        (DAYS, "Mondays or Tuesdays"),
        (DAYS, "not Mondays"),
        (SHARE, "it went up by ten"),
    ],
)
def test_no_number_is_worked_out_in_doubt(question: Question, said: str) -> None:
    assert read(said, question, CONTEXT).act is Act.CLARIFY


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (SHARE, "110"),
        (SHARE, "-4"),
        (SHARE, "0.8"),
        (SHARE, "at least 40"),
        (SHARE, "nearly 40"),
        (SHARE, "40 or 50"),
        (SHARE, "not 40"),
        (SHARE, "30 staff"),
        (SHARE, "30 of them"),
        (SHARE, "40 but not the drivers"),
        (SHARE, "probably 40"),
        (SHARE, "40?"),
        (SHARE, "level 2 is 60"),
        (SHARE, "between 30 and 20"),
        (SHARE, "it was 40"),
        (MEETINGS, "a few"),
        (MEETINGS, "5 workshops"),
        (MEETINGS, "2 in March and 3 in May"),
        (MEETINGS, "2.5"),
        (MEETINGS, "that one"),
        (MEETINGS, "9" * 400),
        (MEETINGS, "half"),
        (MONTHS, "six weeks"),
        (MONTHS, "100"),
        (BUDGET, "$900"),
        (BUDGET, "900 a month"),
        (BUDGET, "20%"),
        (DAYS, "two days a month"),
        (DAYS, "four sessions"),
        (DAYS, "10 hours"),
    ],
)
def test_doubt_is_asked_again(question: Question, said: str) -> None:
    reading = read(said, question, CONTEXT)
    assert (reading.act, reading.value) == (Act.CLARIFY, None), reading


def test_dont_know_is_told() -> None:
    assert read("I haven't got the figure", MEETINGS, CONTEXT).command is Command.DONT_KNOW
