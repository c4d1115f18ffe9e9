"""Which returns are meant: by what is known of an organisation and its return, or by what it answers elsewhere.

The same words choose the columns of a banner and the returns that a table is limited to. They name a trait (type, group,
cohort, region, commissioned_by, mode, completion, signed) or a question, and values of it; values with a plus between are
one group. `type:Health trusts=FT+ACUTE+MHT` is a column of that name; `q11=1` is whoever answered so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from s11chat.analysis.line import lines_of
from s11chat.analysis.reply import Collection, Reply
from s11chat.dialog.question import Question
from s11chat.dialog.suggest import nearest
from s11chat.errors import UsageError

TRAITS = {
    "type": "Type of organisation",
    "group": "Group",
    "cohort": "Cohort",
    "region": "Region",
    "commissioned_by": "Commissioned by",
    "mode": "Mode",
    "completion": "Completed by",
    "signed": "Signed",
}
"""What is known of every return, and its name in print."""
_WORDS = {"direct": "recipient", "delegated": "delegate", "not_applicable": "not applicable"}
_ALWAYS = {
    "mode": ("online", "telephone"),
    "completion": ("delegated", "direct"),
    "signed": ("in part", "no", "not_applicable", "yes"),
}
"""Traits that have the same values in every wave."""
ALL = "all"
NONE = "none"
"""What stands for a trait that is empty."""


@dataclass(frozen=True)
class Subject:
    """A trait, or a question with options or themes, by which returns are told apart."""

    name: str
    title: str
    labels: Mapping[str, str]
    """What its values are called, in order."""
    question: Question | None = None

    def values(self, reply: Reply) -> frozenset[str]:
        """What is true of a return: one value of most subjects, several where several answers may be given."""
        if self.question is not None:
            said = reply.said[self.question.id]
            return said if isinstance(said, frozenset) else frozenset()
        whole = reply.traits.get(self.name, "")
        if self.name != "commissioned_by":
            return frozenset((whole or NONE,))
        return frozenset(part.strip() for part in whole.split(";") if part.strip()) or frozenset((NONE,))


@dataclass(frozen=True)
class Group:
    """The returns of which any of these values is true."""

    subject: Subject
    codes: tuple[str, ...]
    given: str = ""
    """What it was named by whoever asked."""

    @property
    def label(self) -> str:
        """What it is called."""
        return self.given or " + ".join(self.subject.labels[code] for code in self.codes)

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(self.codes)

    def holds(self, reply: Reply) -> bool:
        """Whether a return belongs to it."""
        return not self._codes.isdisjoint(self.subject.values(reply))

    def __str__(self) -> str:
        return f"{self.subject.title}: {self.label}"


def subject_of(found: Collection, name: str) -> Subject:
    """The trait or the question of that name. Raises UsageError where there is none, or it has no answers to choose by."""
    wanted = name.strip().casefold()
    if wanted in TRAITS:
        return Subject(wanted, TRAITS[wanted], _labels(found, wanted))
    by_id = {id_.casefold(): question for id_, question in found.questions.items()}
    question = by_id.get(wanted)
    if question is None:
        known = (*TRAITS, *found.questions)
        raise UsageError(
            f"There is no trait or question '{name[:40]}'{nearest(name, known)}: the traits are {', '.join(TRAITS)}."
        )
    lines = lines_of(question)
    if not lines:
        raise UsageError(f"{question.id} has no options or themes to choose returns by.")
    return Subject(question.id, question.id, {line.codes[0]: line.label for line in lines}, question)


def _labels(found: Collection, trait: str) -> dict[str, str]:
    """The values of a trait that come up, in the order of the dialog or else by name, and those of the dialog without a return."""
    kinds = found.dialog.organisations
    declared: dict[str, str] = {}
    if trait == "type":
        declared = {kind.type: kind.say for kind in kinds}
    elif trait in ("group", "cohort"):
        values = (kind.group if trait == "group" else kind.cohort for kind in kinds)
        declared = {value: value.replace("_", " ") for value in values if value}
    elif trait in _ALWAYS:
        declared = {value: _WORDS.get(value, value) for value in _ALWAYS[trait]}
    plain = Subject(trait, trait, {})
    came_up = {value for reply in found.replies for value in plain.values(reply)} - set(declared)
    return declared | {value: _WORDS.get(value, value.replace("_", " ")) for value in sorted(came_up)}


def group_of(subject: Subject, text: str) -> Group:
    """A group as it is typed: `FT`, `FT+ACUTE` or `Trusts=FT+ACUTE`. Raises UsageError for a value that is not known."""
    name, equals, values = text.rpartition("=")
    by_value = {code.casefold(): code for code in subject.labels}
    by_label = {label.casefold(): code for code, label in subject.labels.items()}
    codes = []
    for part in values.split("+"):
        wanted = part.strip().casefold()
        code = by_value.get(wanted, by_label.get(wanted))
        if code is None:
            known = ", ".join(list(subject.labels)[:20]) or "nothing yet"
            raise UsageError(
                f"{subject.title} has no '{part.strip()[:40]}'{nearest(part.strip(), tuple(subject.labels))}: it has {known}."
            )
        codes.append(code)
    return Group(subject, tuple(codes), name.strip() if equals else "")


def banner_of(found: Collection, text: str) -> tuple[Group, ...]:
    """The groups of a banner: `type` is every one that has a return; `type:DC,Trusts=FT+ACUTE` those two."""
    name, colon, chosen = text.partition(":")
    subject = subject_of(found, name)
    if colon:
        return tuple(group_of(subject, part) for part in chosen.split(","))
    came_up = {value for reply in found.replies for value in subject.values(reply)}
    groups = tuple(Group(subject, (code,)) for code in subject.labels if code in came_up)
    if not groups:
        raise UsageError(f"No complete return has an answer to {subject.title}: choose another banner.")
    return groups


def filter_of(found: Collection, text: str) -> Group:
    """A filter as it is typed: `type=DC+TTLA`, `q6=1`. Raises UsageError where it is none."""
    name, equals, values = text.partition("=")
    if not (equals and values.strip()):
        raise UsageError(
            f"'{text[:60]}' limits nothing: write a trait or a question and its value, such as type=DC."
        )
    return group_of(subject_of(found, name), values)


def named(found: Collection, text: str) -> Group | None:
    """A group as it is typed where several are compared: a filter, or a type, group or cohort by its code or name alone.

    None for `all`. Raises UsageError where it is none of these.
    """
    if text.strip().casefold() == ALL:
        return None
    if "=" in text:
        return filter_of(found, text)
    wanted = [part.strip().casefold() for part in text.split("+")]
    subjects = [subject_of(found, trait) for trait in ("type", "group", "cohort")]
    for subject in subjects:
        if all(part in _names(subject) for part in wanted):
            return group_of(subject, text)
    known = [code for subject in subjects for code in subject.labels if code != NONE]
    wrong = next((part for part in wanted if not any(part in _names(one) for one in subjects)), None)
    if wrong is None:
        raise UsageError(f"'{text[:60]}' mixes types with groups or cohorts: name those of one kind.")
    raise UsageError(
        f"No type, group or cohort is called '{wrong[:40]}'{nearest(wrong, known)}: there are {', '.join(known[:30])}; "
        f"others are named by mode=online or q6=1, and everybody by {ALL}."
    )


def _names(subject: Subject) -> frozenset[str]:
    return frozenset(name.casefold() for both in subject.labels.items() for name in both)


def meant(found: Collection, filters: Iterable[Group]) -> tuple[Reply, ...]:
    """The returns that all filters let through."""
    wanted = tuple(filters)
    return tuple(reply for reply in found.replies if all(one.holds(reply) for one in wanted))


def in_words(filters: Iterable[Group]) -> str:
    """What is said of a table that is limited by these filters."""
    return "; ".join(str(one) for one in filters)
