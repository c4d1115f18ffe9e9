"""A wave of twelve schools that answered in words, to be coded: an open question, and one with an 'other' option."""

from __future__ import annotations

from pathlib import Path

from s11chat.services.desk import Desk
from s11chat.services.fielding import new_wave
from s11chat.services.framing import import_frame
from s11chat.services.importing import check_returns, take_returns

WORDS = "words-26"
DIALOG = """\
dialog: words
version: 1.0.0
title: In words
guidance: {edition: "Guidance of 2007", valid_from: "2007-04"}
sources:
  - {publication: A report, part: Annex}
organisations:
  - {type: SCHOOL, say: School, group: education, cohort: statutory, lead: Head teacher}
  - {type: CLUB, say: Sports club, group: leisure, cohort: voluntary, lead: Chair}
sections:
  - section: main
    title: Main
    items:
      - item: q1
        kind: text
        say: What stands in the way?
        kb: [challenges]
        code_frame:
          - {code: money, say: Too little money, covers: Budgets that were cut}
          - {code: staff, say: Too few staff}
          - {code: other, say: Anything else}
      - item: q2
        kind: multi
        say: Who has been trained?
        kb: [challenges]
        options:
          - {code: a, say: Teachers}
          - {code: b, say: Volunteers}
          - {code: other, say: Other people, specify: true}
"""
SAID = (
    "The budget was cut twice.",
    "We have too few trained staff.",
    "Money, and staff who leave.",
    "Nothing stands in the way.",
    "Budget cuts by the council.",
    "Nobody to cover for staff on courses.",
    "No money for cover.",
    "Mrs Janet Holloway retired in May.",
    "Distance to the next training centre.",
    "Staff turnover.",
    "Cuts.",
    "Time.",
)
OTHERS = {0: "our teachers' aides", 1: "the governors", 2: "drivers"}
"""What the first few said for 'other'."""


def furnish_words(desk: Desk, folder: Path) -> None:
    """Makes the wave, with every return complete; the last school is a club."""
    dialog, frame, answers = (folder / name for name in ("words.yaml", "words.csv", "said.csv"))
    dialog.write_text(DIALOG, encoding="utf-8")
    refs = [f"S{number:02}" for number in range(1, len(SAID) + 1)]
    rows = [
        f"{ref},Oak {ref} School,{'CLUB' if ref == 'S12' else 'SCHOOL'},Lee {ref},lee@example.org"
        for ref in refs
    ]
    frame.write_text("\n".join(("ref,name,type,lead_name,email", *rows, "")), encoding="utf-8")
    lines = ["organisation,item,value"]
    for at, ref in enumerate(refs):
        lines += [
            f"{ref},q1,{_quoted(SAID[at])}",
            f"{ref},q2,{'other: ' + OTHERS[at] if at in OTHERS else 'a'}",
        ]
    answers.write_text("\n".join((*lines, "")), encoding="utf-8")
    new_wave(desk.kept, WORDS, dialog)
    import_frame(desk.kept, WORDS, frame)
    take_returns(desk.kept, check_returns(desk.kept, WORDS, answers))


def _quoted(text: str) -> str:
    return f'"{text}"'
