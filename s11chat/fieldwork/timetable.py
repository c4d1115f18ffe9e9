"""Calling hours as people type them in a plan: "Mon-Fri 9:00-17:00; Sat 10-13; not 2026-12-25".

Parts stand between semicolons, in any order: days with their hours, "not" with days off, "in" with a time
zone. A day that is not named has no calls.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from s11chat.errors import UsageError
from s11chat.fieldwork.hours import DAY, DAYS, Hours, Stretch, Week
from s11chat.language.day import Look, day_month, numeric
from s11chat.language.harmless import in_short, one_line
from s11chat.language.lexicon import table
from s11chat.language.normalise import clean, utterance

_DASH = r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b)\s*"
_PART = re.compile(r"(?P<days>[^\d;]*?)\s*:?\s*(?P<hours>\d.*)?", re.DOTALL)
_STRETCH = re.compile(rf"(?P<opens>[^–—-]+?){_DASH}(?P<closes>[^–—-]+)", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
_COMMA = re.compile(r"\s*(?:,|&|\band\b)\s*", re.IGNORECASE)
_UNTIL = re.compile(r"\s+(?:to|until|till|–|—|-)\s+", re.IGNORECASE)
_EVERY = {
    "daily": range(7),
    "every day": range(7),
    "all week": range(7),
    "weekdays": range(5),
    "weekend": range(5, 7),
    "weekends": range(5, 7),
}
_LONGEST_OFF = 366
"""Days a run of days off may last."""
_SHOWN = 40
_EXAMPLE = "Mon-Fri 9:00-17:00; Sat 10:00-13:00"


def read_hours(text: str) -> Hours:
    """The hours a text says; London's clock where it names no zone. Raises UsageError with what to write."""
    week: dict[int, tuple[Stretch, ...]] = {}
    off: set[date] = set()
    zone = ""
    for part in (part.strip() for part in clean(text).replace("\n", ";").split(";")):
        word, _, rest = part.partition(" ")
        if not part:
            continue
        if word.lower() in ("not", "except", "closed"):
            off |= _off(rest)
        elif word.lower() == "in":
            if zone:
                raise UsageError(f"Two time zones are given, {_shown(zone)} and {_shown(rest)}: write one.")
            zone = rest.strip()
        else:
            _add(week, part)
    if not week:
        raise UsageError(f"No calling hours are given: write them as {_EXAMPLE}.")
    by_day: Week = tuple(week.get(day, ()) for day in range(len(DAYS)))
    return Hours(by_day, frozenset(off), zone) if zone else Hours(by_day, frozenset(off))


def _add(week: dict[int, tuple[Stretch, ...]], part: str) -> None:
    """Puts the days of a part and their hours into the week."""
    match = _PART.fullmatch(part)
    said, hours = (match["days"], match["hours"]) if match else (part, None)
    if not said.strip():
        raise UsageError(f"{_shown(part)} says no day: write the days before the hours, as {_EXAMPLE}.")
    days = _days(said)
    if not hours:
        raise UsageError(
            f"{_shown(part)} says no hours: write them after the days, as Mon-Fri 9:00-17:00; "
            "leave a day without calls out."
        )
    stretches = tuple(sorted(_stretch(piece) for piece in _COMMA.split(hours)))
    for day in days:
        if day in week:
            raise UsageError(
                f"{DAYS[day]} is given twice: write each day once, with all its hours, as Mon 9:00-12:00, 13:00-17:00."
            )
        week[day] = stretches


def _days(said: str) -> list[int]:
    """The days of the week, from Monday as 0: "Mon-Fri", "Tue and Thu", "daily"."""
    said = said.strip().rstrip(":,").lower()
    if said in _EVERY:
        return list(_EVERY[said])
    found: list[int] = []
    for piece in _COMMA.split(said):
        first, *rest = re.split(_DASH, piece.strip(), maxsplit=1)
        start, end = _day(first), _day(rest[0] if rest else first)
        found += [(start + ahead) % 7 for ahead in range((end - start) % 7 + 1)]
    return found


def _day(word: str) -> int:
    # Among the words of an answer "sun" is no day; here it can be nothing else.
    names = {**table("date")["weekdays"], "sun": 6}
    known = word.strip(" .")
    day = names.get(known, names.get(known.removesuffix("s")))
    if day is None:
        raise UsageError(f"{_shown(word)} is no day of the week: write {', '.join(DAYS[:-1])} or {DAYS[-1]}.")
    return int(day)


def _stretch(said: str) -> Stretch:
    match = _STRETCH.fullmatch(said.strip())
    if not match:
        raise UsageError(f"{_shown(said)} is not from one time to another: write hours as 9:00-17:00.")
    opens, closes = _time(match["opens"]), _time(match["closes"])
    if closes <= opens:
        raise UsageError(
            f"{_shown(said)} ends before it begins: write times of the 24-hour clock, as 9:00-17:00."
        )
    return Stretch(opens, closes)


def _time(said: str) -> int:
    """Minutes since midnight: "9", "9:30", "9.30", "5pm", "24:00"."""
    match = _TIME.fullmatch(said.strip())
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (DAY, 0)
    if match and match[3]:
        hour = hour % 12 + 12 * match[3].lower().startswith("p") if 1 <= hour <= 12 else DAY
    if hour * 60 + minute > DAY or minute > 59:
        raise UsageError(f"{_shown(said)} is no time of day: write times as 9:00 or 17:30.")
    return hour * 60 + minute


def _off(said: str) -> set[date]:
    """Dates and runs of dates: "2026-12-25, 28/12/2026", "24 December 2026 to 1 January 2027"."""
    found: set[date] = set()
    for piece in (piece for piece in said.split(",") if piece.strip()):
        first, *rest = _UNTIL.split(piece.strip(), maxsplit=1)
        start, end = _date(first), _date(rest[0] if rest else first)
        if not start <= end <= start + timedelta(days=_LONGEST_OFF):
            raise UsageError(
                f"{_shown(piece)} is no run of days off: the first day must come before the last, by a year at most."
            )
        found |= {start + timedelta(days=ahead) for ahead in range((end - start).days + 1)}
    if not found:
        raise UsageError('No day stands after "not": write days off as not 2026-12-25, 2026-12-28.')
    return found


def _date(said: str) -> date:
    """One full date; nothing that has to be counted from another day."""
    look = Look(date.min, None, utterance(said).tokens)
    found = numeric(look, 0) or day_month(look, 0) if look.tokens else None
    counted = {"next", "this", "last"} & {token.word for token in look.tokens}
    if found is None or found.period is None or counted or found.end != len(look.tokens):
        raise UsageError(f"{_shown(said)} is no full date: write days off as 2026-12-25 or 25/12/2026.")
    if found.period.first != found.period.last:
        raise UsageError(f"{_shown(said)} is more than a day: write days off as 2026-12-25.")
    return found.period.first


def _shown(said: str) -> str:
    return f'"{in_short(one_line(said), _SHOWN)}"'
