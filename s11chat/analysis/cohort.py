"""How many of each cohort gave a return, of how many that were asked to.

Where the number of a type was given for some types of a wave and not for another, nobody knows how many of that one
were asked: its cohort gets no rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from s11chat.analysis.response_table import ResponseTable
from s11chat.dialog.model import Dialog


@dataclass(frozen=True)
class CohortReturn:
    """One cohort."""

    cohort: str
    invited: int | None
    """None where it is not known."""
    returns: int

    @property
    def rate(self) -> Fraction | None:
        """Of one; None where it cannot be known."""
        return Fraction(self.returns, self.invited) if self.invited else None


def cohort_returns(
    dialog: Dialog, response: ResponseTable, returns: Mapping[str, int], cohorts: Iterable[str]
) -> tuple[CohortReturn, ...]:
    """Each of the cohorts with the population of its types; `returns` are those that are counted, by cohort."""
    of = {kind.type: kind.cohort or kind.group or "all" for kind in dialog.organisations}
    given = len(response.of_frame) < len(response.rows)
    found = []
    for cohort in cohorts:
        cells = [row.cell for row in response.rows if of[row.cell.type] == cohort]
        unknown = not cells or (given and any(cell.of_frame for cell in cells))
        invited = None if unknown else sum(cell.population for cell in cells)
        if cells or returns.get(cohort):
            found.append(CohortReturn(cohort, invited, returns.get(cohort, 0)))
    return tuple(found)
