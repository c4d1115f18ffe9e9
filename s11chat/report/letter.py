"""The letters of a wave, filled in from templates: the program's own, or those somebody put in their place.

A template is somebody else's text, and what is filled in are other people's names: templates run in a sandbox, a
name that is not known is an error, and everything is tried on an invented case before a letter is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.dialog.suggest import nearest
from s11chat.errors import Problem, SourceError, UsageError
from s11chat.fieldwork.letter import Kind
from s11chat.language.harmless import harmless, one_line
from s11chat.report.page import template

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

FRAME = "frame.html"
HIDDEN_CODE = "*****-****-****-****-*****"
"""What stands for a code where none is issued."""
_SUBJECT = "Subject:"
_LONGEST_SUBJECT = 150
_LARGEST = 200_000
"""Characters of a template."""
_CODED = frozenset({Kind.INVITATION, Kind.DELEGATE, Kind.LINK})
"""The letters that never come without a code."""
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\.(?:txt|html)")


@dataclass(frozen=True)
class Said:
    """What a template may name. Every part is one line, and empty where it is not known; days are as 8 September 2026."""

    name: str
    """Of who is written to."""
    role: str
    """lead or delegate"""
    organisation: str
    case: str
    """WAVE/REF"""
    title: str
    """Of the wave."""
    lead: str
    organiser: str
    helpline: str
    sender: str
    command: str
    """What to type where the program is installed."""
    link: str
    by: str
    """The day by which people are asked to be done."""
    invitation: str
    """The day on which the invitation goes out."""
    written: str
    """The day of the last letter with a code in it to this person."""
    part: str
    """What a delegate was asked for, where that is not the whole."""
    code: str = field(repr=False)
    """The access code that goes with the letter."""
    actions: tuple[str, ...] = ()
    """What is due of an action plan, a line each; none in other letters."""

    def tidy(self) -> Said:
        """The same with every part on one line and without characters that do harm."""
        said = {name: one_line(part) for name, part in asdict(self).items() if isinstance(part, str)}
        return replace(self, **said, actions=tuple(map(one_line, self.actions)))


@dataclass(frozen=True)
class Text:
    """A letter, filled in."""

    subject: str
    """Never with a code in it: it is kept on record."""
    text: str = field(repr=False)
    html: str = field(repr=False)
    """Empty where there is none."""


_EXAMPLE = Said(
    name="Ann Example",
    role="lead",
    organisation="Hollow Hill Surgery",
    case="audit-26/HH",
    title="Section 11 audit 2026",
    lead="Ann Example",
    organiser="Example Safeguarding Partnership",
    helpline="01632 960001",
    sender="audit@example.org",
    command="s11chat interview audit-26/HH --as lead",
    link="https://audit.example.org",
    by="25 September 2026",
    invitation="8 September 2026",
    written="8 September 2026",
    part="section 2 Statement of responsibilities, question 5.1",
    actions=("5.1 Train all receptionists; Nell Thimble, by 31 March 2026: over its day",),
    code="ABCDE-FGHJ-KMNP-QRST-VWXYZ",
)
_BARE = replace(
    _EXAMPLE,
    actions=(),
    **dict.fromkeys(
        ("lead", "organiser", "helpline", "link", "by", "invitation", "written", "part", "code"), ""
    ),
)


class Templates:
    """The texts of the letters, those in `own` in place of the program's."""

    def __init__(self, own: Path | None = None) -> None:
        """Raises UsageError where `own` is no folder."""
        if own is not None and not own.is_dir():
            raise UsageError(
                f"There is no folder {one_line(str(own))}: name the one that holds your templates."
            )
        self._own = own

    def check(self, kinds: Collection[Kind] = tuple(Kind)) -> None:
        """Raises SourceError naming every fault of the templates that these letters are made of."""
        problems = [*self._slips()]
        for kind in kinds:
            try:
                problems += self._faults(kind)
            except SourceError as error:
                problems += error.problems
        if problems:
            raise SourceError(dict.fromkeys(problems))

    def letter(self, kind: Kind, said: Said) -> Text:
        """A letter, filled in. Raises SourceError for a fault of its template."""
        tidy = said.tidy()
        text = self._filled(f"{kind}.txt", tidy)
        hidden = self._filled(f"{kind}.txt", replace(tidy, code=HIDDEN_CODE if tidy.code else ""))
        html = self._filled(f"{kind}.html", tidy) if self._has_page(kind) else ""
        return Text(_parted(hidden)[0], _parted(text)[1], html)

    def _has_page(self, kind: Kind) -> bool:
        """A text of one's own without a page beside it goes alone: the program's page says something else."""
        return self._file(f"{kind}.html") is not None or self._file(f"{kind}.txt") is None

    def _faults(self, kind: Kind) -> Iterator[Problem]:
        name = f"{kind}.txt"
        file = self._shown(name)
        bare = replace(_BARE, code=_EXAMPLE.code) if kind in _CODED else _BARE
        for said in (_EXAMPLE, bare, replace(_EXAMPLE, role="delegate", name="Nell Thimble")):
            filled = self._filled(name, said)
            subject, text = _parted(filled)
            page = self._filled(f"{kind}.html", said) if self._has_page(kind) else ""
            if not filled.startswith(_SUBJECT) or not subject:
                yield Problem(
                    file, 1, f"the first line says no subject: write it as '{_SUBJECT} Your return'"
                )
            elif len(subject) > _LONGEST_SUBJECT:
                yield Problem(
                    file, 1, f"the subject is longer than {_LONGEST_SUBJECT} characters: shorten it"
                )
            if said.code and said.code in subject:
                yield Problem(
                    file, 1, "the subject holds the access code, and subjects are kept: leave it out"
                )
            if not text.strip():
                yield Problem(file, 1, "nothing stands below the subject: write what the letter says")
            coded = kind in _CODED
            if coded and said.code not in text:
                yield Problem(
                    file, 1, "the letter does not say the access code: put {{ code }} where it belongs"
                )
            if coded and page and said.code not in page:
                page_file = self._shown(f"{kind}.html")
                yield Problem(page_file, 1, "the page does not say the access code: put {{ code }} in it")

    def _slips(self) -> Iterator[Problem]:
        """Files of one's own that take no letter's place and that no other includes: they would not be used."""
        known = {FRAME, *(f"{kind}.{form}" for kind in Kind for form in ("txt", "html"))}
        own = (
            [path for path in sorted(self._own.iterdir()) if _NAME.fullmatch(path.name)] if self._own else []
        )
        strange = [path for path in own if path.name not in known]
        texts = "".join(map(_read, own)) if strange else ""
        for path in strange:
            if path.name not in texts:
                meant = nearest(path.name, sorted(known))
                said = f"no letter is called {path.stem}{meant}: letters are {', '.join(Kind)}; rename it"
                yield Problem(str(path), 1, said)

    def _file(self, name: str) -> Path | None:
        """The file of one's own that takes the place of a template."""
        path = self._own / name if self._own and _NAME.fullmatch(name) else None
        return path if path is not None and path.is_file() else None

    def _shown(self, name: str) -> str:
        return str(self._file(name) or name)

    def _source(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        own = self._file(name)
        if own is not None:
            return _read(own), str(own), lambda: True
        if not _NAME.fullmatch(name):
            return None
        try:
            return template(f"letters/{name}"), name, lambda: True
        except FileNotFoundError:
            return None

    @cached_property
    def _environment(self) -> ImmutableSandboxedEnvironment:
        from jinja2 import FunctionLoader, StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        return ImmutableSandboxedEnvironment(
            loader=FunctionLoader(self._source),
            undefined=StrictUndefined,
            autoescape=lambda name: name is None or not name.endswith(".txt"),
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def _filled(self, name: str, said: Said) -> str:
        from jinja2 import TemplateNotFound, TemplateSyntaxError

        try:
            return harmless(self._environment.get_template(name).render(asdict(said)))
        except TemplateSyntaxError as error:
            file = error.filename or self._shown(name)
            raise SourceError([Problem(file, error.lineno, one_line(str(error.message)))]) from None
        except SourceError:
            raise
        except TemplateNotFound as error:
            raise SourceError(
                [Problem(self._shown(name), 1, f"there is no template '{error.name}'")]
            ) from None
        except Exception as error:  # noqa: BLE001  # a template may do whatever it likes wrong
            raise SourceError([self._raised(name, error)]) from None

    def _raised(self, name: str, error: Exception) -> Problem:
        """Where and why filling a template in failed, without what was filled in."""
        from jinja2 import UndefinedError
        from jinja2.exceptions import SecurityError

        files = {self._shown(name), self._shown(FRAME)} | {
            str(path) for path in (self._own.iterdir() if self._own else ())
        }
        at, trace = (self._shown(name), 1), error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in files:
                at = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        if isinstance(error, UndefinedError):
            missing = re.search(r"'(\w+)' is undefined", str(error))
            meant = nearest(missing[1], list(asdict(_EXAMPLE))) if missing else ""
            said = f"{one_line(str(error))[:120]}{meant}"
        elif isinstance(error, SecurityError):
            said = "a template may not do this: it fills in names, and no more"
        else:
            said = f"this cannot be filled in ({type(error).__name__}): look at what stands in the braces"
        return Problem(*at, said)


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SourceError([Problem(str(path), 1, f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError:
        raise SourceError([Problem(str(path), 1, "not UTF-8 text: save the file as UTF-8")]) from None
    if len(text) > _LARGEST:
        raise SourceError([Problem(str(path), 1, f"a template has at most {_LARGEST} characters")])
    return text


def _parted(filled: str) -> tuple[str, str]:
    """The subject and the text below it."""
    first, _, rest = filled.partition("\n")
    return one_line(first.removeprefix(_SUBJECT)), rest.strip("\n") + "\n"
