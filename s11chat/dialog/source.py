"""The YAML of a dialog, read with the line of every value, and with the traps of YAML closed.

Aliases, duplicate keys, deep nesting and bare yes/no are reported instead of being given a meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from s11chat.errors import Problem

LARGEST = 1_000_000
"""Characters; a dialog of 300 questions has about a tenth of this."""
DEEPEST = 30

Path = tuple[str | int, ...]
Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]

_NUMBER = re.compile(r"[-+]?(\d{1,15}(\.\d{1,15})?|\.\d{1,15})")
_SWITCH = frozenset({"yes", "no", "on", "off"})


@dataclass(frozen=True)
class Source:
    """Plain data, the line of every path in it, and what was wrong with the text itself."""

    data: Plain
    lines: dict[Path, int]
    problems: tuple[Problem, ...] = ()

    def line(self, path: Path) -> int:
        """The line of the nearest value at or above `path`; steps that are no keys are passed over."""
        walked: Path = ()
        for step in path:
            if (*walked, step) in self.lines:
                walked = (*walked, step)
        return self.lines.get(walked, 1)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


@dataclass
class _Reader:
    file: str
    events: list[yaml.Event]
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    at: int = 0

    def take(self) -> yaml.Event:
        event = self.events[self.at]
        self.at += 1
        return event

    def report(self, event: yaml.Event, message: str) -> None:
        self.problems.append(Problem(self.file, _line(event), message))

    def node(self, path: Path) -> Plain:
        event = self.take()
        self.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        self.report(event, "aliases (*name) are not used in dialogs: write the text out, or name a scale")
        return None

    def mapping(self, path: Path) -> Plain:
        found: dict[str, Plain] = {}
        while not isinstance(self.events[self.at], yaml.MappingEndEvent):
            key_event = self.events[self.at]
            line = _line(key_event)
            raw = self.node((*path, "?"))
            key = raw if isinstance(raw, str) else str(raw)
            if key in found:
                self.report(key_event, f"'{key}' is given twice here: keep one")
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

    def scalar(self, event: yaml.ScalarEvent) -> Plain:
        text = event.value
        if not event.implicit[0]:
            return str(text)
        if text in ("", "~", "null"):
            return None
        if text in ("true", "false"):
            return bool(text == "true")
        if text.casefold() in _SWITCH:
            self.report(event, f"put '{text}' in quotes: YAML takes a bare {text} for true or false")
            return str(text)
        if _NUMBER.fullmatch(text):
            return float(text) if "." in text else int(text)
        return str(text)


def parse(text: str, file: str) -> Source:
    """Read `text`; problems of the text itself stand in the result, with data None if it is not YAML."""
    if len(text) > LARGEST:
        return Source(None, {}, (Problem(file, 1, f"the file is larger than {LARGEST:,} characters"),))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events: list[yaml.Event] = []
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            depth += isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent)
            depth -= isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent)
            if depth > DEEPEST:
                line = _line(event)
                return Source(None, {}, (Problem(file, line, "nested too deeply to be a dialog"),))
            events.append(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "characters that YAML does not allow"
        return Source(None, {}, (Problem(file, mark.line + 1 if mark else 1, f"not valid YAML: {what}"),))
    content = [e for e in events if not isinstance(e, yaml.StreamStartEvent | yaml.DocumentStartEvent)]
    if not content or isinstance(content[0], yaml.StreamEndEvent):
        return Source(None, {}, (Problem(file, 1, "the file is empty"),))
    reader = _Reader(file, content)
    data = reader.node(())
    return Source(data, reader.lines, tuple(reader.problems))
