"""What is done beside a talk by whoever holds it: parts asked of others, documents put on file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11chat.assurance.right import Role
from s11chat.services.kept import Kept
from s11chat.services.view import Admission
from s11chat.store.record import CaseRecord

if TYPE_CHECKING:
    from s11chat.services.delegating import Delegating
    from s11chat.services.evidencing import Evidencing
    from s11chat.services.passing import Passing


class Beside:
    """A return in the hands of one person."""

    def __init__(self, kept: Kept, case: CaseRecord, who: Admission) -> None:
        self._kept, self._case, self._who = kept, case, who

    def remarks(self) -> int:
        """How many remarks there are."""
        return len(self._kept.responses.remarks(self._case.return_id))

    @property
    def delegating(self) -> Delegating:
        """The parts of the return that this person asks others for."""
        from s11chat.services.delegating import Delegating  # the words of days take a while to load

        return Delegating(self._kept, self._who.case, self._who)

    @property
    def evidencing(self) -> Evidencing:
        """What shows that the answers are so; an interviewer keeps it for the office, without a code."""
        from s11chat.services.evidencing import Evidencing  # the words of days take a while to load

        by = None if self._who.role is Role.INTERVIEWER else self._who
        return Evidencing(self._kept, self._who.case, by)

    @property
    def passing(self) -> Passing:
        """The bundles of this return, for its lead and those who were asked."""
        from s11chat.services.passing import Passing  # few sittings leave the house

        return Passing(self._kept, self._who)
