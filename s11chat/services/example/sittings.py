"""The simulated online stage: leads who answer, or name a delegate and sign what they answered."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import date, datetime, timedelta
from random import Random

from s11chat.assurance.right import Role
from s11chat.engine.intent import HandOver, Remark
from s11chat.services.admitting import admit, issue
from s11chat.services.example.answering import Respondent
from s11chat.services.example.story import Part, Story
from s11chat.services.example.timeline import ZONE, at, workday
from s11chat.services.interviewing import Interview
from s11chat.services.kept import Kept
from s11chat.services.signing import Docket
from s11chat.services.talk import ONLINE
from s11chat.services.view import Admission

Doing = Generator[timedelta | datetime, None, None]
PHRASE = "seven quiet kettles under the old lamp"
_SHARES = {Part.BEGUN: 0.2, Part.MOSTLY: 0.7}
"""How much is answered of what is never finished."""


class Sittings:
    """One organisation online."""

    def __init__(
        self, kept: Kept, story: Story, respondent: Respondent, code: str, told: Callable[[str, str], None]
    ) -> None:
        self._kept, self._story, self._respondent, self._told = kept, story, respondent, told
        self._code, self._case = code, respondent.case
        self._dice = Random(f"online {story.ref}")

    def go(self) -> Doing:
        """From opening the door to the signature."""
        part = self._story.online
        lead = admit(self._kept, self._code)
        if part is Part.DIRECT:
            yield from self._sit(lead, self._story.sittings)
            self._told(self._case, ONLINE)
            return
        name = f"Robin {lead.name.split()[-1]}son"
        code = issue(self._kept, self._case, Role.DELEGATE, person=name, by=lead).code
        yield timedelta(hours=1)
        delegate = admit(self._kept, code)
        if part in _SHARES:
            yield from self._sit(delegate, 1, _SHARES[part])
            return
        yield from self._sit(delegate, self._story.sittings)
        self._hand_over(delegate)
        self._told(self._case, ONLINE)
        if part is Part.DISPUTED:
            yield from self._dispute(lead, delegate)
        if part in (Part.SIGNED, Part.DISPUTED):
            yield self._tomorrow()
            yield from self._sign(lead)

    def _tomorrow(self) -> datetime:
        return at(workday(self._today()), self._dice.randrange(9, 16), self._dice.randrange(60))

    def _today(self) -> date:
        return self._kept.clock().astimezone(ZONE).date()

    def _sit(self, who: Admission, sittings: int, share: float = 1.0) -> Doing:
        """One sitting, or two on following days; only the last one gets to the end."""
        for number in range(1, sittings + 1):
            until = share * number / sittings
            if self._story.in_full:
                yield from self._respondent.answer(self._interview(who), until)
            else:
                yield from self._respondent.answer_quickly(lambda: self._interview(who), who.person, until)
            self._interview(who).leave()
            if number < sittings:
                yield self._tomorrow()

    def _interview(self, who: Admission) -> Interview:
        case = self._kept.case(self._case)
        return Interview(self._kept, case, who.role, who.name, who.person, ONLINE, who.selector)

    def _hand_over(self, delegate: Admission) -> None:
        interview = self._interview(delegate)
        interview.respond(HandOver(""))
        interview.leave()

    def _dispute(self, lead: Admission, delegate: Admission) -> Doing:
        """The lead asks about an answer and sends the return back; the delegate says more and hands it over again."""
        yield self._tomorrow()
        docket = Docket(self._kept, lead)
        question = docket.ordered()[0].question
        docket.query(question, "Since when is this so?")
        docket.send_back("Please say more about the first answer.")
        docket.leave()
        yield self._tomorrow()
        interview = self._interview(delegate)
        interview.respond(Remark("Since the spring of this year."))
        self._hand_over(delegate)

    def _sign(self, lead: Admission) -> Doing:
        """One lead in three signs the first section before the rest."""
        docket = Docket(self._kept, lead)
        docket.enrol(PHRASE)
        docket.review()
        sections = tuple(one.section for one in docket.sections())
        if self._dice.random() < 1 / 3:
            docket.sign(sections[:1], PHRASE, lead.name)
            yield timedelta(minutes=20)
            docket.review()
            sections = sections[1:]
        docket.sign(sections, PHRASE, lead.name)
        docket.leave()
