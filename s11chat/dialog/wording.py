"""Texts of a dialog made ready for one person: sandboxed templates with a few declared names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from s11chat.dialog.suggest import nearest
from s11chat.errors import S11chatError

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

NAMES = {
    "organisation": "the name of the organisation",
    "your_organisation": "'your organisation' to a lead, 'the organisation you answer for' to a delegate",
    "person": "the name of the respondent",
    "lead": "the name of the lead",
    "wave": "the title of the wave",
    "closes": "the day the wave closes",
}
"""What a text may name, and what it stands for."""

IN_GENERAL = {name: f"[{name}]" for name in NAMES} | {"your_organisation": "your organisation"}
"""What stands for each name where a text is about nobody in particular."""

PEOPLE = frozenset({"person", "lead"})
"""Those of them that are names of people."""
_FILLED = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_SINGLE = re.compile(r"(?<!\{)\{ *(\w+) *\}(?!\})")
_BARE = re.compile(r"\{\{ ?(\w+) ?\}\}")
_OF_ROSTERS = ("member", "number")
_NAME = re.compile(r"[A-Za-z_]\w*")


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined  # most texts hold no template, so this is rarely needed at start
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


def templated(text: str) -> bool:
    """Whether the text holds anything to be filled in."""
    return "{{" in text or "{%" in text or "{#" in text


def render(text: str, names: Mapping[str, str]) -> str:
    """`text` with its names filled in. Raises S11chatError where a name has no value."""
    if not templated(text):
        return text
    filled = _BARE.sub(lambda name: names.get(name[1], name[0]), text)
    if not templated(filled):
        return filled  # nothing but known names stood in it, and a value brought no template along
    from jinja2 import TemplateError

    try:
        return _environment().from_string(text).render(names)
    except TemplateError as error:
        raise S11chatError(
            f"A text of the dialog cannot be filled in ({error}): run 's11chat dialog check'."
        ) from None


def may_read(text: str, said: str) -> bool:
    """Whether `text` can read so once its names are filled in, whatever they are."""
    if not templated(text):
        return text == said
    parts = map(re.escape, _FILLED.split(text)[::2])
    return re.fullmatch("[^\\n]{1,200}".join(parts), said) is not None


def names_in(text: str) -> frozenset[str]:
    """The names that stand in a text, to be filled in."""
    return frozenset(inside.strip() for inside in _FILLED.findall(text)) if templated(text) else frozenset()


def undeclared(text: str) -> Iterator[str]:
    """What is wrong with the template in `text`, a sentence each.

    Only bare names may stand in a text: anything more could reach into the program or never come to an end.
    """
    for name in dict.fromkeys(_SINGLE.findall(text)):
        if name in (*NAMES, *_OF_ROSTERS):
            yield f"'{{{name}}}' is not filled in: write two braces on each side, {{{{ {name} }}}}"
    if not templated(text):
        return
    for inside in dict.fromkeys(_FILLED.findall(text)):
        name = inside.strip()
        if not _NAME.fullmatch(name):
            yield f"only a name may stand in {{{{ }}}}, not '{name[:40]}': a text may name {', '.join(NAMES)}"
        elif name in _OF_ROSTERS:
            yield f"'{{{{ {name} }}}}' has no place here: a roster of members has member, one of others has number"
        elif name not in NAMES:
            near = nearest(name, NAMES)
            yield f"'{{{{ {name} }}}}' is not declared{near}; a text may name {', '.join(NAMES)}"
    rest = _FILLED.sub("", text)
    if "{%" in rest or "{#" in rest:
        yield "only names may stand in a text: no {% %} and no {# #}"
    if "{{" in rest:
        yield "'{{' is not closed: write {{ name }}"
