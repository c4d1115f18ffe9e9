"""What compares across dialogs, on paper and as JSON, and links between them that lead nowhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from s11chat.bootstrap import readable_dialogs
from s11chat.dialog.model import Dialog
from s11chat.dialog.place import lines_of
from s11chat.dialog.question import questions
from s11chat.dialog.trend import dead, trend
from s11chat.errors import Problem
from s11chat.settings import Settings


def dead_links(dialog: Dialog, path: Path, settings: Settings) -> list[Problem]:
    """Links to questions of other dialogs that do not exist."""
    if not any(question.same_as for question in questions(dialog).values()):
        return []
    lines = lines_of(dialog, path.read_text(encoding="utf-8-sig"))
    found = dead(dialog, readable_dialogs(settings))
    return [Problem(path.name, lines[question], message) for question, message in found]


def tell_threads(dialogs: Sequence[Dialog], *, as_json: bool) -> None:
    """Prints the threads through `dialogs`: their questions, the earliest first, and the breaks between them."""
    threads = trend(dialogs)
    if as_json:
        print(json.dumps([asdict(thread) for thread in threads], ensure_ascii=False))
        return
    for thread in threads:
        for point in thread.points:
            print(f"{point.dialog:<16} {point.question:<12} {point.text}")
            if point.scale:
                print(f"{'':<29} {point.scale}")
        for one in thread.breaks:
            print(f"  ! from {one.earlier} to {one.later}: {one.why}")
        print()
    if not threads:
        print("No question here compares with one of another dialog: 'same_as' in a dialog says which do.")
