"""The YAML of a dialog, read with the line of every value, and with the traps of YAML closed.

Aliases, duplicate keys, deep nesting and bare yes/no are reported instead of being given a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from s11chat.dialog.remedy import remedy
from s11chat.errors import Problem

LARGEST = 500_000
"""Characters; a dialog of 300 questions has about a fifth of this."""
DEEPEST = 30

Path = tuple[str | int, ...]
Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]

_NUMBER = re.compile(r"[-+]?(\d{1,15}(\.\d{1,15})?|\.\d{1,15})")
_SWITCH = frozenset({"yes", "no", "on", "off"})
_FOREIGN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CUT = re.compile(r" +#[^\s#]")
_CURLY = re.compile("[“”„‘’].*[“”‘’]", re.DOTALL)


@dataclass(frozen=True)
class Source:
    """Plain data, the line of every path in it, and what was wrong with the text itself."""

    data: Plain
    lines: dict[Path, int]
    problems: tuple[Problem, ...] = ()
    numbers: Mapping[Path, str] = field(default_factory=dict)
    """Every unquoted number as it is written: 6.10 is read as 6.1."""

    def line(self, path: Path) -> int:
        """The line of the nearest value at or above `path`; steps that are no keys are passed over."""
        return self.lines.get(self._walked(path), 1)

    def written(self, path: Path) -> str | None:
        """The number at `path` as it stands in the file, where one stands there."""
        return self.numbers.get(self._walked(path))

    def _walked(self, path: Path) -> Path:
        walked: Path = ()
        for step in path:
            if (*walked, step) in self.lines:
                walked = (*walked, step)
        return walked


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


@dataclass
class _Reader:
    file: str
    events: list[yaml.Event]
    text: list[str]
    """The lines of the file."""
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    numbers: dict[Path, str] = field(default_factory=dict)
    at: int = 0

    def take(self) -> yaml.Event:
        event = self.events[self.at]
        self.at += 1
        return event

    def report(self, event: yaml.Event, message: str) -> None:
        self.problems.append(Problem(self.file, _line(event), message))

    def rest(self, event: yaml.Event) -> str:
        """What stands in the line behind `event`; nothing where breaks that only YAML counts hide the line."""
        mark = event.end_mark
        return self.text[mark.line][mark.column :] if mark and mark.line < len(self.text) else ""

    def node(self, path: Path) -> Plain:
        event = self.take()
        self.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(path, event)
        self.report(event, "aliases (*name) are not used: write the text out")
        return None

    def mapping(self, path: Path) -> Plain:
        found: dict[str, Plain] = {}
        while not isinstance(self.events[self.at], yaml.MappingEndEvent):
            key_event = self.events[self.at]
            line = _line(key_event)
            raw = self.node((*path, "?"))
            key = raw if isinstance(raw, str) else str(raw)
            if key in found:
                remedy = "join them, {all: [{...}, {...}]}" if key == "when" else "keep one"
                self.report(key_event, f"'{key}' is given twice here: {remedy}")
            self.lines[(*path, key)] = line
            found[key] = self.node((*path, key))
        self.take()
        return found

    def sequence(self, path: Path) -> Plain:
        found: list[Plain] = []
        while not isinstance(self.events[self.at], yaml.SequenceEndEvent):
            found.append(self.node((*path, len(found))))
        self.take()
        return found

    def scalar(self, path: Path, event: yaml.ScalarEvent) -> Plain:
        text = event.value
        if hidden := _CONTROL.search(text):
            self.report(event, f"the text holds the control character {_named(hidden[0])}: take it out")
        if not event.implicit[0]:
            return str(text)
        if _CURLY.fullmatch(text):
            self.report(event, "curly quotes are no quotes here: type straight ones, \" or '")
        if " " in text and _CUT.match(self.rest(event)):
            self.report(event, "what follows the # is left out as a remark: put the whole text in quotes")
        if text in ("", "~", "null"):
            return None
        if text in ("true", "false"):
            return bool(text == "true")
        if text.casefold() in _SWITCH:
            self.report(event, f"put '{text}' in quotes: YAML takes a bare {text} for true or false")
            return str(text)
        if _NUMBER.fullmatch(text):
            self.numbers[path] = str(text)
            return float(text) if "." in text else int(text)
        return str(text)


def _named(character: str) -> str:
    return f"U+{ord(character):04X}"


def parse(text: str, file: str) -> Source:
    """Read `text`; problems of the text itself stand in the result, with data None if it is not YAML."""
    if len(text) > LARGEST:
        return _refused(file, 1, f"the file is larger than {LARGEST:,} characters")
    if foreign := _FOREIGN.search(text):
        line = text.count("\n", 0, foreign.start()) + 1
        return _refused(file, line, f"the character {_named(foreign[0])} cannot stand in a file: take it out")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: list[yaml.Event] = []
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            depth += isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent)
            depth -= isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if depth > DEEPEST:
                return _refused(file, _line(event), "nested too deeply: nothing here needs so many levels")
            if documents > 1:
                return _refused(file, _line(event), "a second document begins at '---': keep one in a file")
            events.append(event)
    except yaml.YAMLError as error:
        return _refused(file, *remedy(error, text, events))
    content = [e for e in events if not isinstance(e, yaml.StreamStartEvent | yaml.DocumentStartEvent)]
    if not content or isinstance(content[0], yaml.StreamEndEvent):
        return _refused(file, 1, "the file is empty")
    reader = _Reader(file, content, text.split("\n"))
    data = reader.node(())
    if data is None and not reader.problems:
        return _refused(file, 1, "the file is empty")
    return Source(data, reader.lines, tuple(reader.problems), reader.numbers)


def _refused(file: str, line: int, message: str) -> Source:
    return Source(None, {}, (Problem(file, line, message),))
