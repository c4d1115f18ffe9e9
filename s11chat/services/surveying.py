"""How the returns of a whole wave stand, from one reading of the store: how much is answered, and what stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial

from s11chat.assurance.status import Status, status_of
from s11chat.dialog.model import Audience
from s11chat.dialog.question import questions
from s11chat.engine.answer import Answer
from s11chat.fieldwork.case import COMPLETED, State
from s11chat.services.kept import Kept
from s11chat.services.talk import ONLINE, TELEPHONE, delegated
from s11chat.store.overview import Holding
from s11chat.store.record import CaseRecord
from s11chat.store.seal import stored

_WITH_VALUE_ALONE = '{"value":'
"""How canonical JSON begins where there is a value, and neither a no-answer nor a reason before it."""
_SAID = Answer("said")


@dataclass(frozen=True)
class Surveyed:
    """One case of a wave."""

    case: CaseRecord
    status: Status
    count: Callable[[], tuple[int, int]] = field(repr=False, compare=False)
    """Counts questions: the way through a return is gone only where somebody asks how far it is."""

    @cached_property
    def _counted(self) -> tuple[int, int]:
        return self.count()

    @property
    def answered(self) -> int:
        """Questions on the route that are settled, as the interview counts them."""
        return self._counted[0]

    @property
    def asked(self) -> int:
        """Questions on the route; 0 where nothing is answered yet."""
        return self._counted[1]

    @property
    def share(self) -> float:
        """Of the questions on the route, those that are settled."""
        return self.answered / self.asked if self.asked else 0.0


class Survey:
    """Surveys one wave; what takes long to prepare is prepared once."""

    def __init__(self, kept: Kept, wave: str) -> None:
        self._kept, self._wave, self._count = kept, wave, _Count(kept, wave)

    def of(self, ref: str = "", held: Mapping[str, Holding] | None = None) -> tuple[Surveyed, ...]:
        """Every case of the wave by ref, or one of them; `held` is what returns hold, where that has been read."""
        kept, wave = self._kept, self._wave
        holdings = kept.overview.of_wave(wave, ref) if held is None else held
        cases = (kept.casebook.case(wave, ref),) if ref else kept.casebook.cases(wave)
        return tuple(self._surveyed(case, holdings.get(case.return_id, Holding())) for case in cases)

    def _surveyed(self, case: CaseRecord, held: Holding) -> Surveyed:
        return Surveyed(case, status_from(case, held), partial(self._count.progress, case, held))


def survey(
    kept: Kept, wave: str, ref: str = "", held: Mapping[str, Holding] | None = None
) -> tuple[Surveyed, ...]:
    """Every case of a wave by ref, or one of them; `held` is what returns hold, where that has been read."""
    return Survey(kept, wave).of(ref, held)


def status_from(case: CaseRecord, held: Holding) -> Status:
    """What stands behind the return of `case`."""
    return status_of(
        signed=bool(held.signed),
        signed_off=case.state is State.SIGNED_OFF,
        complete=case.state in COMPLETED,
        telephone=case.mode == TELEPHONE,
        roles=held.roles,
        attested=held.attested,
    )


class _Count:
    """Counts what is answered in one return after another of a wave, reading of each answer what that takes."""

    def __init__(self, kept: Kept, wave: str) -> None:
        self._dialog, self._today = kept.dialog(kept.casebook.wave(wave)), kept.today
        self._questions = questions(self._dialog)
        conditions = (one for question in self._questions.values() for one in question.conditions)
        self._decisive = {test.subject for condition in conditions for test in condition.tests()}

    def progress(self, case: CaseRecord, held: Holding) -> tuple[int, int]:
        """Questions on the route of a return that are settled, as the interview counts them, and all on it."""
        kind = self._dialog.organisation(case.type)
        if kind is None or not held.answers:
            return 0, 0
        from s11chat.engine.conversation import Conversation  # tables need none where all is complete
        from s11chat.engine.progress import progress

        talk = Conversation(
            dialog=self._dialog,
            audience=Audience.LEAD,
            facts=kind.facts(case.mode or ONLINE, "delegate" if delegated(case) else "lead"),
            today=self._today,
            answers={item: self._answer(item, written) for item, written in held.answers.items()},
            parked=held.parked,
            questions=self._questions,
        )
        found = progress(talk)
        return found.settled, found.asked

    def _answer(self, item: str, written: str) -> Answer:
        """The answer; where no condition asks for its words, only that there are some."""
        if item not in self._decisive and written.startswith(_WITH_VALUE_ALONE):
            return _SAID
        return answer_of(written)


@lru_cache(maxsize=1024)
def answer_of(written: str) -> Answer:
    """An answer as it is stored; most of a wave's are the same few, and read once."""
    return Answer.from_json(stored(written))
