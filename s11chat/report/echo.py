"""What staff say beside what organisations say of themselves, on paper. Nothing is reckoned here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from s11chat.analysis.beside import Area, Beside, Comparison
from s11chat.analysis.echo import FEW, STEP, WIDE, Share

NOTES = (
    f"Staff: of a hundred, how many agree, to the nearest {STEP}; a bound where fewer than {FEW} stand on one side. "
    f"People: at least so many, in steps of {STEP}. Own: the points, of 100, of the organisation's own rating.",
    f"Marked ! where they are {WIDE} points or more apart. They measure different things: a difference is something "
    "to ask about, and may be nobody's error. Who answered twice cannot be told.",
)
_HEADS = ("Area", "Staff %", "People", "Own", "from", "Apart", "")


def as_text(found: Comparison, width: int | None = None) -> list[str]:
    """Lines for a terminal of that width, or for a pipe."""
    from s11chat.report.terminal import ruled, wrapped  # a table for a program needs no drawing

    title = wrapped((f"{found.organisation}: what staff say beside its own rating",), width)
    if not found.rows:
        return [*title, "", *wrapped((found.sentence,), width)]
    total = ("Wide differences", "", f"{found.answered}+", "", "", str(len(found.wide)), "")
    lines = ruled(_HEADS, [_cells(row) for row in found.rows], total, width)
    return [*title, "", *lines, "", *wrapped(NOTES, width), *_words(found, width)]


def _cells(row: Beside) -> tuple[str, ...]:
    name = f"{row.section} {row.title}"
    base = f"{row.base}+" if row.base else ""
    own = "" if row.own is None else f"{row.own:.0f}"
    return (
        name,
        share_words(row.share),
        base,
        own,
        standards(row),
        gap_words(row.gap),
        "!" if row.wide else "",
    )


def share_words(share: Share | None) -> str:
    """A share as it is told."""
    if share is None:
        return "too few"
    if share.low == share.high:
        return str(share.low)
    if share.low > 0 and share.high < 100:
        return f"{share.low} to {share.high}"
    return f"over {share.low}" if share.high == 100 else f"under {share.high}"


def beside_words(row: Beside) -> str:
    """What staff say to one statement, in a sentence; empty where too few answered it."""
    if row.share is None:
        return ""
    whole = f" (of all of section {row.section})" if len(row.standards) > 1 else ""
    apart = "; widely apart" if row.wide else ""
    return f'{share_words(row.share)} of 100 agree, {row.base} or more asked{whole}: "{row.text}"{apart}'


def gap_words(gap: float | None) -> str:
    """By how many points staff say more (+) or less (-); 0 within the bounds of what is told."""
    return "" if gap is None else f"{gap:+.0f}" if round(gap) else "0"


def standards(row: Beside) -> str:
    """The ratings that a statement stands beside, in short."""
    if len(row.standards) > 1:
        return f"{row.standards[0]}-{row.standards[-1]}"
    return row.standards[0] if row.standards else ""


def _words(found: Comparison, width: int | None) -> Iterator[str]:
    from s11chat.report.terminal import wrapped

    for asked, told in found.words:
        yield ""
        yield from wrapped((asked,), width)
        yield from wrapped((f"- {words}" for words in told), width)


def as_data(found: Comparison) -> dict[str, Any]:
    """The same for a program; null where nothing is told."""
    return {
        "case": found.case,
        "organisation": found.organisation,
        "minimum": found.minimum,
        "answered_at_least": found.answered or None,
        "rows": [
            {
                "question": row.question,
                "section": row.section,
                "title": row.title,
                "text": row.text,
                "base_at_least": row.base or None,
                "share_low": row.share.low if row.share else None,
                "share_high": row.share.high if row.share else None,
                "standards": list(row.standards),
                "own": None if row.own is None else round(row.own, 1),
                "own_said": row.own_said or None,
                "gap": None if row.gap is None else round(row.gap, 1),
                "wide": row.wide,
            }
            for row in found.rows
        ],
        "words": [{"question": asked, "words": list(told)} for asked, told in found.words],
    }


def wave_text(
    wave: str, found: tuple[Comparison, ...], over: tuple[Area, ...], width: int | None
) -> list[str]:
    """The statements over a wave, and the organisations of which nothing is told."""
    from s11chat.report.terminal import ruled, wrapped

    title = wrapped((f"{wave}: what staff say beside the ratings of their organisations",), width)
    silent = [one.case for one in found if not one.answered]
    below = [f"Nothing is told of, and in no figure here: {', '.join(silent)}."] if silent else []
    if not over:
        return [*title, "", *wrapped(below or ["No staff echo of this wave has been closed."], width)]
    rows = [
        (f"{one.section} {one.title}", str(one.organisations), share_words(one.middle), str(len(one.wide)))
        for one in over
    ]
    total = ("Organisations shown", str(len(found) - len(silent)), "", "")
    lines = ruled(("Area", "Shown", "Middle %", "Wide"), rows, total, width)
    named = [f"{one.section}: {', '.join(one.wide)}" for one in over if one.wide]
    below += [f"Widely apart in {'; '.join(named)}."] if named else []
    below.append(
        "Middle: the median of the organisations' shares. Wide: in how many staff and rating are far apart."
    )
    return [*title, "", *lines, "", *wrapped(below, width)]


def wave_data(found: tuple[Comparison, ...], over: tuple[Area, ...]) -> dict[str, Any]:
    """The same for a program."""
    return {
        "organisations": [as_data(one) for one in found],
        "areas": [
            {
                "question": one.question,
                "section": one.section,
                "title": one.title,
                "organisations": one.organisations,
                "middle_low": one.middle.low if one.middle else None,
                "middle_high": one.middle.high if one.middle else None,
                "wide": list(one.wide),
            }
            for one in over
        ],
    }
