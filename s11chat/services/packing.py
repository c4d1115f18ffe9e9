"""Puts together what a panel needs of one return, and nothing else: no address, no number, no name of who typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from s11chat.assurance.action import Action
from s11chat.assurance.evidence import in_words
from s11chat.assurance.moderation import How
from s11chat.assurance.right import Role
from s11chat.dialog.question import questions
from s11chat.engine.answer import in_words as answer_in_words
from s11chat.report.echo import beside_words
from s11chat.report.pack import (
    Pack,
    PackedNote,
    PackedPart,
    PackedRating,
    PackedSection,
    PackedStandard,
    as_text,
)
from s11chat.services.actioning import DUE, OWNER, PRIORITY, WHAT, plan_of
from s11chat.services.assigning import must_moderate, role_of
from s11chat.services.comparing import comparison
from s11chat.services.forwarding import before
from s11chat.services.kept import Kept
from s11chat.services.moderationview import RatingMark, Sheet, StandardLine, sheet
from s11chat.store.moderation import REPLY
from s11chat.store.moderation_record import ChallengeRecord

_ACTION = frozenset({WHAT, OWNER, DUE, PRIORITY})


def panel_pack(kept: Kept, case: str) -> Pack:
    """The pack of a return. A moderator has it for returns assigned to them, without what they may not see yet."""
    found = kept.case(case)
    role = role_of(kept, found.wave)
    viewer = must_moderate(kept, found).name if role is Role.MODERATOR else ""
    now = sheet(kept, found, role, viewer)
    wave = kept.casebook.wave(found.wave)
    dialog = kept.dialog(wave)
    last = before(kept, wave, found, dialog)
    asked = questions(dialog)
    said_then = {
        id_: f"{answer_in_words(asked[id_], one.answer)}, {one.wave}"
        for id_, one in last.items()
        if asked[id_].rates
    }
    echo = comparison(kept, found)
    staff = {row.standards[0]: beside_words(row) for row in (echo.rows if echo else ()) if row.standards}
    actions: dict[str, list[Action]] = defaultdict(list)
    for one in plan_of(kept, found).actions:
        if not one.lapsed:
            actions[one.item].append(one)
    return Pack(
        organisation=now.header.organisation,
        type=now.header.type_name,
        case=now.header.case,
        wave=now.header.wave_title,
        facts=(*_facts(now), *([("Staff", echo.told)] if echo else [])),
        made_at=f"{kept.clock().astimezone():%d %B %Y}".lstrip("0"),
        sections=tuple(_sections(now, said_then, staff, actions)),
    )


def panel_text(kept: Kept, case: str) -> tuple[str, ...]:
    """The pack of a return as lines to read."""
    return tuple(as_text(panel_pack(kept, case)))


def _facts(now: Sheet) -> Iterator[tuple[str, str]]:
    yield "State", now.state
    yield "Authority", now.status
    names = " and ".join(f"{work.name}{'' if work.step == 'done' else ' (not done)'}" for work in now.works)
    yield "Moderated by", names or "nobody"
    rated = [line for line in now.lines if line.result is not None]
    same = sum(line.result is not None and line.result.code == line.self_code for line in rated)
    yield "Standards", str(len(now.lines))
    yield "Moderated", f"{len(rated)}, of which {same} as the organisation rated itself"


def _sections(
    now: Sheet,
    last: Mapping[str, str],
    staff: Mapping[str, str],
    actions: Mapping[str, Sequence[Action]],
) -> Iterator[PackedSection]:
    titles = dict.fromkeys(line.answer.section_title for line in now.lines)
    for title in titles:
        inside = [line for line in now.lines if line.answer.section_title == title]
        made = (
            _standard(line, last.get(line.question, ""), actions.get(line.question, ())) for line in inside
        )
        yield PackedSection(title, tuple(replace(one, staff=staff.get(one.id, "")) for one in made))


def _standard(line: StandardLine, last: str, actions: Sequence[Action]) -> PackedStandard:
    result = line.result
    how = {
        How.NONE: "not moderated",
        How.DIFFER: "the moderators differ",
    }.get(line.how, f"{result.said} ({line.how})" if result else "")
    return PackedStandard(
        id=line.question,
        text=line.answer.text,
        own=line.answer.said,
        moderated=how,
        last=last,
        ratings=tuple(_rating(mark) for mark in line.marks),
        parts=(*_parts(line), *(PackedPart("action", _action(one)) for one in actions)),
        evidence=tuple(in_words(one.kind, one.title, one.dated, "") for one in line.answer.evidence),
        remarks=line.answer.remarks,
        notes=tuple(_note(note) for note in line.challenges),
        outdated=line.outdated,
    )


def _parts(line: StandardLine) -> Iterator[PackedPart]:
    """What was asked after the rating, but for the action, which stands in the plan."""
    for part in line.parts:
        name = part.question.rpartition(".")[2]
        if name not in _ACTION and part.answer is not None and part.answer.value is not None:
            yield PackedPart(name.replace("_", " "), part.said)


def _action(one: Action) -> str:
    """What is to be done, who leads it, by when, and how far it is."""
    share = f" {one.percent} %" if one.percent else ""
    return "; ".join(part for part in (one.what, one.owner, one.due, f"{one.standing}{share}") if part)


def _rating(mark: RatingMark) -> PackedRating:
    who = f"Agreed, recorded by {mark.by}" if mark.agreed else mark.by
    return PackedRating(who, mark.said, mark.reason, mark.stale)


def _note(note: ChallengeRecord) -> PackedNote:
    if note.state == REPLY:
        return PackedNote("The lead", "", note.text, "", "", "", "")
    return PackedNote(
        note.peer,
        note.organisation,
        note.text,
        f"{note.at.astimezone():%d %B %Y}".lstrip("0"),
        note.state,
        note.answer,
        note.closing,
    )
