"""What a lead has seen: only that can be signed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from s11chat.assurance.right import Role
from s11chat.services.asked import text_as_asked
from s11chat.services.reviewing import Gathered


class Shown:
    """A return as it was put in front of the lead: revisions, remarks, evidence, actions, the words of the questions, and
    which of them were on the route."""

    def __init__(self, found: Gathered) -> None:
        self._revisions = {item: record.revision for item, record in found.current.items()}
        self._remarks = {item: len(remarks) for item, remarks in found.remarks.items()}
        self._evidence = _evidence(found)
        self._actions = {item: _agreed(found, item) for item in found.actions}
        self._words = {id_: _worded(found, id_) for id_ in found.talk.questions}
        self._route = frozenset(found.talk.places)

    def note(self, found: Gathered, items: Iterable[str], moved: frozenset[str] = frozenset()) -> None:
        """These were shown, or typed by the lead, since; `moved` came onto or left the route by it."""
        for item in items:
            record = found.current.get(item)
            self._revisions[item] = record.revision if record else 0
            self._remarks[item] = len(found.remarks.get(item, ()))
            self._evidence[item] = _digests(found, item)
            self._actions[item] = _agreed(found, item)
            self._words[item] = _worded(found, item)
        self._route ^= moved

    def sections(self, found: Gathered) -> tuple[str, ...]:
        """The sections that the return had as it was shown."""
        asked = found.talk.questions.values()
        return tuple(dict.fromkeys(question.section for question in asked if question.id in self._route))

    def revisions(self, found: Gathered, sections: Collection[str]) -> dict[str, int]:
        """The revision seen of every question of `sections` on the route; 0 where there was none."""
        return {q.id: self._revisions.get(q.id, 0) for q in found.talk.route if q.section in sections}

    def changed(self, found: Gathered, sections: Collection[str]) -> str:
        """A sentence naming the first thing in `sections` that is not what was shown; empty where all is.

        Answers are held against what was seen once more when the signature is written.
        """
        for question in found.talk.questions.values():
            if question.section not in sections:
                continue
            item = question.id
            on_route = item in found.talk.places
            record = found.current.get(item)
            answered = on_route and (record.revision if record else 0) != self._revisions.get(item, 0)
            remarked = len(found.remarks.get(item, ())) != self._remarks.get(item, 0)
            changes = (
                ("the answer to", answered),
                ("the evidence for", _digests(found, item) != self._evidence.get(item, ())),
                ("an action for", _agreed(found, item) != self._actions.get(item, ())),
                ("a remark on", remarked),
                ("whether to ask", on_route != (item in self._route)),
                ("the words of", on_route and _worded(found, item) != self._words[item]),
            )
            what = next((what for what, changed in changes if changed), "")
            if what:
                return f"Since you looked, somebody has changed {what} {item}: look again."
        if self.sections(found) != tuple(dict.fromkeys(question.section for question in found.talk.route)):
            return "Since you looked, somebody has changed which sections the return has: look again."
        return ""


def _worded(found: Gathered, item: str) -> str:
    """A question as it is signed: in the words it had for whoever answered it."""
    record = found.current.get(item)
    return text_as_asked(found.talk, found.talk.questions[item], record.role if record else Role.LEAD.value)


def _evidence(found: Gathered) -> dict[str, tuple[str, ...]]:
    return {item: _digests(found, item) for item in found.talk.questions} if found.evidences else {}


def _digests(found: Gathered, item: str) -> tuple[str, ...]:
    """The evidence for a question, as a signature covers it."""
    return tuple(one.digest for one in found.evidence(found.talk.questions[item]))


def _agreed(found: Gathered, item: str) -> tuple[str, ...]:
    return tuple(action.digest for action in found.actions.get(item, ()))
