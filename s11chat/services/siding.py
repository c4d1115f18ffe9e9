"""Two returns side by side: who gave each and when, where they differ, and which is proposed to count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.question import Question
from s11chat.engine.answer import Answer
from s11chat.engine.share import told
from s11chat.fieldwork.case import COMPLETED, State
from s11chat.fieldwork.proposal import Given, proposed
from s11chat.fieldwork.seniority import Place, rank
from s11chat.services.asked import text_as_asked
from s11chat.services.courtview import Differing, Side, Sides
from s11chat.services.kept import Kept, case_name
from s11chat.services.reviewing import Gathered, gather, status
from s11chat.store.record import CaseRecord, PersonRecord, ResponseRecord

UNANSWERED = "no answer"
_FINISHED = COMPLETED | {State.SIGNED_OFF}
_PLACES = {"lead": Place.LEAD, "contact": Place.CONTACT, "": Place.OTHER}


def side_by_side(kept: Kept, one: CaseRecord, other: CaseRecord) -> Sides:
    """Two returns of a wave."""
    dialog = kept.dialog(kept.casebook.wave(one.wave))
    found = gather(kept, one), gather(kept, other)
    sides = tuple(
        _side(kept, dialog, case, each, each.current) for case, each in zip((one, other), found, strict=True)
    )
    return _sides(dialog, found[0], sides, (found[0].current, found[1].current), (one.ref, other.ref))


def mode_by_mode(kept: Kept, case: CaseRecord) -> Sides:
    """The answers of one return by the two modes it was answered in most; what was said last in each."""
    dialog = kept.dialog(kept.casebook.wave(case.wave))
    found = gather(kept, case)
    given: dict[str, dict[str, ResponseRecord]] = {}
    for item in found.talk.questions:
        for record in kept.responses.history(case.return_id, item):
            if record.mode and not record.withdrawn:
                given.setdefault(record.mode, {})[item] = record
    modes = sorted(given, key=lambda mode: (-len(given[mode]), mode))[:2]
    modes = [*modes, *[mode for mode in ("online", "telephone") if mode not in modes]][:2]
    said = tuple(given.get(mode, {}) for mode in modes)
    sides = tuple(_side(kept, dialog, case, found, each) for each in said)
    return _sides(dialog, found, sides, (said[0], said[1]), (modes[0], modes[1]))


def _sides(
    dialog: Dialog,
    found: Gathered,
    sides: tuple[Side, ...],
    said: tuple[Mapping[str, ResponseRecord], Mapping[str, ResponseRecord]],
    names: tuple[str, str],
) -> Sides:
    left, right = sides
    proposal = proposed(_given(left, dialog), _given(right, dialog))
    asked = [question for question in found.talk.questions.values() if question.kind is not Kind.STATEMENT]
    pairs = [(question, _told(question, said[0]), _told(question, said[1])) for question in asked]
    return Sides(
        left=left,
        right=right,
        keep=names[0] if proposal.first else names[1],
        because=proposal.because,
        same=sum(one == two != UNANSWERED for _, one, two in pairs),
        differing=tuple(
            Differing(
                question.id,
                text_as_asked(found.talk, question, "lead"),
                one,
                two,
                voice(said[0].get(question.id)),
                voice(said[1].get(question.id)),
            )
            for question, one, two in pairs
            if one != two
        ),
    )


def _told(question: Question, said: Mapping[str, ResponseRecord]) -> str:
    if question.id not in said:
        return UNANSWERED
    answers = {item: Answer.from_json(record.answer) for item, record in said.items()}
    return told(question, answers)


def _side(
    kept: Kept, dialog: Dialog, case: CaseRecord, found: Gathered, said: Mapping[str, ResponseRecord]
) -> Side:
    asked = [question.id for question in found.talk.route if question.kind is not Kind.STATEMENT]
    own = said is found.current
    voices = Counter(voice(record) for record in said.values())
    names = [name for name, _ in voices.most_common()]
    person = _person(kept, case, said.values(), names[0]) if names else None
    times = sorted(record.at for record in said.values())
    moves = kept.responses.transitions(case.return_id)
    events = kept.responses.events(f"return:{case.return_id}")
    kind = dialog.organisation(case.type)
    return Side(
        case=case_name(case),
        ref=case.ref,
        organisation=case.name,
        type_name=kind.say if kind else case.type,
        region=case.region,
        state=case.state,
        status=status(case, found),
        respondent=names[0] if names else "",
        title=person.title if person else "",
        place=_place(case, person),
        others=tuple(names[1:]),
        modes=tuple(mode for mode, _ in Counter(one.mode for one in said.values() if one.mode).most_common()),
        first=times[0] if times else None,
        last=times[-1] if times else None,
        finished=next((move.at for move in moves if move.became in _FINISHED), None) if own else None,
        answered=sum(item in said for item in asked),
        asked=len(asked),
        signed=tuple(section for section in found.signatures if found.standing(section)) if own else (),
        head=events[-1].seq if events else 0,
    )


def voice(record: ResponseRecord | None) -> str:
    """Whose answer it is: on the telephone that of whoever was asked, not of who typed."""
    if record is None:
        return ""
    return (record.on_behalf_of if record.role == "interviewer" else record.by_name) or record.by_name


def _person(kept: Kept, case: CaseRecord, said: Iterable[ResponseRecord], name: str) -> PersonRecord | None:
    """Who on file answered under this name; of several the one whose code it was, then the lead, then the contact."""
    ids = {record.by for record in said if record.by and record.by_name == name}
    holders = [one.id for one in (case.lead, case.contact) if one is not None]
    people = [one for one in kept.casebook.persons(case.wave, case.ref) if one.name == name]
    people.sort(key=lambda one: (one.id not in ids, one.id not in holders))
    return people[0] if people else None


def _place(case: CaseRecord, person: PersonRecord | None) -> str:
    if person is None:
        return ""
    for place, holder in (("lead", case.lead), ("contact", case.contact)):
        if holder is not None and holder.id == person.id:
            return place
    return ""


def _given(side: Side, dialog: Dialog) -> Given:
    return Given(
        respondent=side.respondent,
        title=side.title,
        rank=rank(side.title, dialog.seniority),
        place=_PLACES[side.place],
        signed=bool(side.signed),
        answered=side.answered,
        finished=side.finished,
    )
