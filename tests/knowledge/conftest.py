"""A folder of tiny articles, each made of the same sound text with one thing changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

SOUND = """\
---
id: {id}
title: {title}
also: [{also}]
explains: [{explains}]
see: [{see}]
edition: Guidance of 2007
valid_from: 2007-04
sources:
  - {{publication: A report (2007), part: Chapter 1}}
reviewed: 2026-01-10
review_by: 2027-01-10
{more}---

## In a sentence
{sentence}

## What good looks like
{practice}

## Law and background
{law}
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes one article and returns its folder."""

    def written(id_: str = "lamp", swap: tuple[str, str] | None = None, **parts: str) -> Path:
        filled = {
            "title": id_.replace("_", " ").capitalize(),
            "also": "",
            "explains": "",
            "see": "",
            "more": "",
            "sentence": f"This says what {id_} is.",
            "practice": "- It is there.",
            "law": "An act of 2004.",
        }
        text = SOUND.format(id=id_, **{**filled, **parts})
        if swap is not None:
            assert swap[0] in text
            text = text.replace(*swap, 1)
        folder = tmp_path / "kb"
        folder.mkdir(exist_ok=True)
        (folder / f"{id_}.md").write_text(text, encoding="utf-8")
        return folder

    return written
