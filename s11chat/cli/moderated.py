"""A moderated return, and the notes to it, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from s11chat.services.moderationview import RatingMark, Sheet, StandardLine
    from s11chat.store.moderation_record import ChallengeRecord


def structure(found: Sheet) -> dict[str, Any]:
    """The whole return."""
    return {
        "case": found.header.case,
        "organisation": found.header.organisation,
        "state": found.state,
        "status": found.status,
        "moderators": [{"name": one.name, "step": one.step.value} for one in found.works],
        "released": found.released_at.isoformat() if found.released_at else None,
        "standards": {line.question: _standard(line) for line in found.lines},
    }


def _standard(line: StandardLine) -> dict[str, Any]:
    return {
        "text": line.answer.text,
        "own": {"code": line.self_code or None, "said": line.answer.said, "revision": line.answer.revision},
        "ratings": [_rating(mark) for mark in line.marks],
        "result": _rating(line.result) if line.result else None,
        "rests_on": line.how.value,
        "outdated": line.outdated,
        "notes": [note_structure(note) for note in line.challenges],
    }


def _rating(mark: RatingMark) -> dict[str, Any]:
    return {
        "by": mark.by,
        "code": mark.code,
        "said": mark.said,
        "reason": mark.reason,
        "at": mark.at.isoformat(),
        "agreed": mark.agreed,
        "rated_before_the_answer_changed": mark.stale,
    }


def note_structure(note: ChallengeRecord) -> dict[str, Any]:
    """A note of a peer, or a lead's word."""
    return {
        "number": note.opened,
        "standard": note.item,
        "state": note.state,
        "by": note.peer or note.by_name,
        "of": note.organisation or note.on_behalf_of,
        "at": note.at.isoformat(),
        "text": note.text,
        "answer": note.answer,
        "answered_by": note.answered_by,
        "closing": note.closing,
        "closed_by": note.closed_by,
    }
