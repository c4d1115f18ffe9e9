"""Questions of every kind to read answers for, in our own wording."""

from __future__ import annotations

from datetime import date

from s11chat.dialog.model import Kind, NoAnswer, Option, Wording
from s11chat.dialog.question import YES_NO, Question
from s11chat.language.reading import Context

TODAY = date(2011, 6, 15)
"""A Wednesday."""


def option(code: str, say: str, *also: str, **more: object) -> Option:
    return Option.model_validate({"code": code, "say": say, "also": also, **more})


def question(key: str, kind: Kind, say: str, options: tuple[Option, ...] = (), **more: object) -> Question:
    return Question(
        id=key,
        kind=kind,
        item=key,
        section="example",
        say=Wording(respondent=say),
        options=options,
        unit=_text(more.get("unit")),
        minimum=_number(more.get("minimum")),
        maximum=_number(more.get("maximum")),
        decimals=int(_number(more.get("decimals")) or 0),
        direction=_text(more.get("direction")),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


DONT_KNOW = option("9", "Don't know", no_answer=NoAnswer.DONT_KNOW)
PROGRESS = (
    option("1", "Fully in place", "finished and working"),
    option("2", "Currently being implemented"),
    option("3", "Planned but not implemented"),
    option("4", "At the planning stage"),
)
MET = (option("N", "Not met"), option("P", "Partly met"), option("F", "Fully met"))

SUPERVISION = question("q3.b", Kind.SINGLE, "How far along is staff supervision?", (*PROGRESS, DONT_KNOW))
BARE = question("q3.c", Kind.SINGLE, "How far along is the whistle-blowing procedure?", PROGRESS)
RATING = question("2.4", Kind.SINGLE, "How do you rate the complaints leaflet for families?", MET)
SCORE = question(
    "p1",
    Kind.SINGLE,
    "What score does record keeping get?",
    tuple(option(code, f"{code}%") for code in ("0", "25", "50", "75", "100")),
)
POINTS = question(
    "p2",
    Kind.SINGLE,
    "How many points does outreach get?",
    (option("0", "Nothing"), option("1", "Weak"), option("2", "Fair enough"), option("3", "Strong")),
)
OFTEN = question(
    "q7",
    Kind.SINGLE,
    "How often does the steering group meet?",
    (option("W", "Weekly"), option("M", "Monthly"), option("Q", "Quarterly"), option("A", "Annually")),
)
BODY = question(
    "q1",
    Kind.SINGLE,
    "What kind of body are you?",
    (
        option("LA", "Local authority (county or metropolitan borough)"),
        option("FRS", "Fire and rescue service"),
        option("AMB", "Ambulance trust"),
        option("OTH", "Other (please specify)", specify=True),
    ),
)
BOARD = question("q5", Kind.YESNO, "Does a board member lead on safeguarding?", (*YES_NO, DONT_KNOW))
PLAIN = question("q6", Kind.YESNO, "Is there a budget?", YES_NO)
CHECKS = question(
    "q8",
    Kind.MULTI,
    "Which of these do you look at before somebody starts?",
    (
        option("A", "References"),
        option("B", "Proof of identity"),
        option("C", "Qualifications"),
        option("D", "Criminal record check"),
        option("E", "Other (please specify)", specify=True),
        option("F", "None of these", exclusive=True),
    ),
)
SHARE = question(
    "n1",
    Kind.NUMBER,
    "What percentage of staff are trained?",
    unit="percent",
    minimum=0,
    maximum=100,
    decimals=1,
)
MEETINGS = question(
    "n2", Kind.NUMBER, "How many meetings did you hold?", unit="meetings", minimum=0, maximum=50
)
MONTHS = question("n3", Kind.NUMBER, "How many months did it take?", unit="months", minimum=0, maximum=60)
BUDGET = question(
    "n4", Kind.NUMBER, "What is the yearly budget, in pounds?", unit="pounds", minimum=0, maximum=5_000_000
)
DAYS = question(
    "n5",
    Kind.NUMBER,
    "How many days a week are set aside?",
    unit="days per week",
    minimum=0,
    maximum=7,
    decimals=1,
)
DUE = question("d1", Kind.DATE, "By when will this be done?", direction="future")
DONE = question("d2", Kind.DATE, "When was it last looked at?", direction="past")
EITHER = question("d3", Kind.DATE, "What date is on the document?")
STORY = question("t1", Kind.TEXT, "What would help you most?")

ALL = (
    SUPERVISION,
    BARE,
    RATING,
    SCORE,
    POINTS,
    OFTEN,
    BODY,
    BOARD,
    PLAIN,
    CHECKS,
    SHARE,
    MEETINGS,
    MONTHS,
    BUDGET,
    DAYS,
    DUE,
    DONE,
    EITHER,
    STORY,
)
CONTEXT = Context(TODAY, {each.id: each for each in ALL})
