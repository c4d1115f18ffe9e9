"""Reads the file of an article: strict front matter, three headings, every fault with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from s11chat.dialog.source import Plain, parse
from s11chat.dialog.source import Source as Matter
from s11chat.dialog.suggest import nearest
from s11chat.errors import Problem
from s11chat.knowledge.article import DEPTHS, Article, Source

REQUIRED = ("id", "title", "edition", "valid_from", "sources", "reviewed", "review_by")
KEYS = (*REQUIRED, "also", "asked", "explains", "part_of", "see", "valid_to", "changes")
LARGEST = 100_000
"""Bytes; an article has about two thousand."""

_ID = re.compile(r"[a-z][a-z0-9_]*")
_WHEN = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True)
class Manuscript:
    """The article, where it could be read, and everything wrong with its file."""

    article: Article | None
    problems: tuple[Problem, ...]
    """What keeps the article from being used."""
    remarks: tuple[Problem, ...] = ()
    """What a check reports although the article can be used: keys that mean nothing."""


def read(path: Path) -> Manuscript:
    """The article in the file at `path`."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return _refused(Problem(path.name, 1, f"cannot be read: {error.strerror}"))
    if len(raw) > LARGEST:
        return _refused(
            Problem(path.name, 1, f"the file is larger than {LARGEST:,} bytes: shorten the article")
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return _refused(Problem(path.name, line, "not UTF-8: save the file as UTF-8 text"))
    return _Reader(path.name, path.stem, text.replace("\r\n", "\n").split("\n")).manuscript()


def _refused(*problems: Problem) -> Manuscript:
    return Manuscript(None, problems)


@dataclass
class _Reader:
    file: str
    stem: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    matter: dict[str, Plain] = field(default_factory=dict)

    def report(self, key: str, message: str) -> None:
        self.problems.append(Problem(self.file, self.places.get(key, 1), message))

    def manuscript(self) -> Manuscript:
        end = self.end()
        if end is None:
            message = "an article starts with front matter between two lines of three hyphens (---)"
            return _refused(Problem(self.file, 1, message))
        # The opening line is kept as an empty one, so that lines of the YAML are lines of the file.
        source = parse("\n".join(["", *self.lines[1:end]]), self.file)
        self.problems += source.problems
        remarks = self.keys(source)
        texts = self.depths(end)
        article = self.article(texts) if isinstance(source.data, dict) else None
        if self.problems:
            article = None
        return Manuscript(article, tuple(sorted(self.problems, key=lambda p: p.line)), remarks)

    def end(self) -> int | None:
        """Where the front matter ends, counted from 0."""
        if self.lines[0].rstrip() != "---":
            return None
        return next((n for n, line in enumerate(self.lines) if n and line.rstrip() == "---"), None)

    def keys(self, source: Matter) -> tuple[Problem, ...]:
        if not isinstance(source.data, dict):
            if not source.problems:
                self.report("", "front matter is a list of keys with values, such as title: CRB checks")
            return ()
        self.matter = source.data
        self.places = {key: source.line((key,)) for key in self.matter}
        return tuple(
            Problem(self.file, self.places[key], f"'{key}' is not known here{nearest(key, KEYS)}")
            for key in self.matter
            if key not in KEYS
        )

    def depths(self, end: int) -> dict[str, str]:
        """The text under each heading; headings missing, doubled, unknown or empty are reported."""
        headings = {heading: name for name, heading in DEPTHS.items()}
        found: dict[str, list[str]] = {}
        current: list[str] | None = None
        for number, line in enumerate(self.lines[end + 1 :], end + 2):
            if line.startswith("## "):
                heading = line[3:].strip()
                name = headings.get(heading, heading)
                if heading not in headings:
                    message = f"heading '{heading}' is not known{nearest(heading, tuple(headings))}"
                    self.problems.append(Problem(self.file, number, message))
                elif name in found:
                    self.problems.append(
                        Problem(self.file, number, f"heading '{heading}' is there twice: join the two")
                    )
                self.places.setdefault(name, number)
                current = found.setdefault(name, [])
            elif current is not None:
                current.append(line)
            elif line.strip():
                first = next(iter(headings))
                message = f"text before the first heading: put it under '## {first}' or another depth"
                self.problems.append(Problem(self.file, number, message))
        texts = {name: "\n".join(lines).strip() for name, lines in found.items()}
        for name, heading in DEPTHS.items():
            if name not in texts:
                self.problems.append(
                    Problem(self.file, len(self.lines), f"heading '## {heading}' is missing")
                )
            elif not texts[name]:
                self.report(name, f"nothing stands under '## {heading}': write this depth")
        return texts

    def article(self, texts: dict[str, str]) -> Article | None:
        for key in REQUIRED:
            if key not in self.matter:
                self.report(key, f"'{key}' is missing from the front matter")
        id_ = self.id()
        spans = {key: self.when(key) for key in ("valid_from", "valid_to")}
        reviewed, review_by = self.day("reviewed"), self.day("review_by")
        held = {key: self.text(key) for key in ("title", "edition", "part_of", "changes")}
        lists = {key: self.texts(key) for key in ("also", "asked", "explains", "see")}
        sources = self.sources()
        if self.problems or not (id_ and held["title"] and held["edition"] and spans["valid_from"]):
            return None
        if reviewed is None or review_by is None:
            return None
        return Article(
            id=id_,
            title=held["title"],
            edition=held["edition"],
            valid_from=spans["valid_from"],
            valid_to=spans["valid_to"],
            reviewed=reviewed,
            review_by=review_by,
            sentence=texts["sentence"],
            practice=texts["practice"],
            law=texts["law"],
            sources=sources,
            also=lists["also"],
            asked=lists["asked"],
            explains=lists["explains"],
            see=lists["see"],
            part_of=held["part_of"],
            changes=held["changes"],
            lines=self.places,
        )

    def id(self) -> str | None:
        id_ = self.text("id")
        if id_ is not None and not _ID.fullmatch(id_):
            self.report(
                "id", f"id '{id_}' is not lower case letters, figures and underscores, such as crb_checks"
            )
        elif id_ is not None and id_ != self.stem:
            self.report(
                "id", f"id '{id_}' is not the name of the file: make both '{id_}' or both '{self.stem}'"
            )
        return id_

    def text(self, key: str) -> str | None:
        value = self.matter.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if key in self.matter:
            self.report(
                key, f"'{key}' wants text{': fill it in or leave the key out' if value in (None, '') else ''}"
            )
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.matter.get(key, [])
        if not isinstance(value, list):
            self.report(key, f"'{key}' wants a list, such as [one, two]")
            return ()
        if not all(isinstance(member, str) and member.strip() for member in value):
            self.report(
                key, f"'{key}' wants a list of texts: put numbers in quotes and take out what is empty"
            )
        return tuple(str(member).strip() for member in value)

    def sources(self) -> tuple[Source, ...]:
        value = self.matter.get("sources", [])
        if "sources" in self.matter and not (isinstance(value, list) and value):
            self.report("sources", "'sources' wants at least one {publication: ..., part: ...}")
        found = []
        for member in value if isinstance(value, list) else ():
            pair = member if isinstance(member, dict) else {}
            publication, part = pair.get("publication"), pair.get("part")
            if isinstance(publication, str) and isinstance(part, str) and len(pair) == 2:
                found.append(Source(publication, part))
            else:
                self.report("sources", "a source is {publication: ..., part: ...}, both of them text")
        return tuple(found)

    def when(self, key: str) -> str | None:
        value = self.matter.get(key)
        text = str(value)
        if value is None:
            if key in self.matter:
                self.report(key, f"'{key}' is empty: write a year, a month or a day, such as 2005-04")
            return None
        if not _WHEN.fullmatch(text) or not _real(f"{text}-01-01"[:10]):
            self.report(key, f"'{key}' wants a year, a month or a day, such as 2005-04, not '{text}'")
        return text

    def day(self, key: str) -> date | None:
        value = self.matter.get(key)
        day = _real(str(value))
        if day is None and key in self.matter:
            self.report(
                key, f"'{key}' wants a date such as 2026-11-30, not '{'' if value is None else value}'"
            )
        return day


def _real(text: str) -> date | None:
    """The date written as YYYY-MM-DD, if the calendar has it."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-30") else None
    except ValueError:
        return None
