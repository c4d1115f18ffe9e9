"""What an organisation puts up, or sends, to ask its staff: what it is, the code, what is kept and what is not."""

from __future__ import annotations

from datetime import date
from textwrap import wrap

WIDTH = 72


def poster(
    organisation: str, code: str, opens: date, closes: date, minimum: int, link: str, *, words: bool = False
) -> str:
    """The text of a poster or a letter, for a page of plain paper.

    `link` is where one answers; empty for a program. `words` where staff are asked for some of their own.
    """
    where = f"Open {link}" if link else "Type s11chat echo answer at a terminal that has the program"
    days = f"From {_day(opens)} until {_day(closes)}."
    own = f" What you write in your own words is shown as you wrote it, if {minimum} or more do: name nobody."
    parts = (
        organisation,
        "What do you say? Safeguarding children where we work",
        "It takes about five minutes. You need no name, and you are asked for none. Taking part is your own choice.",
        f"{where}, and enter this code:",
        f"    {code}",
        f"{days} The code is the same for everybody who works here: pass it on to colleagues and to nobody else. "
        "It opens this survey alone. Please answer once; nobody can see who has.",
        "What is kept: your answers, and nothing of who you are, where you sit or when you answered. They are kept when "
        "you have come to the end. If you stop before that, nothing is kept and you begin again.",
        f"What is shown: how many of a hundred agree, in rounded figures, after the last day and only if {minimum} or "
        f"more of you answer. Nobody is shown what one person answered.{own if words else ''}",
        "If you are worried about a child, do not wait for this survey: tell the person your policy names, today.",
    )
    return "\n\n".join(_filled(part) for part in parts) + "\n"


def _filled(part: str) -> str:
    return part if part.startswith(" ") else "\n".join(wrap(part, WIDTH, break_long_words=False))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
