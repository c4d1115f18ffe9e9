"""Questions in the words they had for whoever answered them: what is shown, printed and signed."""

from __future__ import annotations

from s11chat.dialog.model import Audience
from s11chat.dialog.question import Question
from s11chat.dialog.wording import PEOPLE, names_in, render
from s11chat.engine.conversation import Conversation
from s11chat.services.talk import organisation_to

_WORDED_FOR = {
    "interviewer": Audience.INTERVIEWER,
    "delegate": Audience.DELEGATE,
    "lead": Audience.LEAD,
}


def text_as_asked(talk: Conversation, question: Question, role: str) -> str:
    """The question in the words it had for the person who answered it, lead-in first."""
    audience = _WORDED_FOR.get(role, Audience.LEAD)
    stem = stem_as_asked(talk, question, role)
    own = render(question.say.to(audience), _names_for(talk, audience))
    return f"{stem} {own}" if stem else own


def people_named(talk: Conversation, question: Question, role: str) -> frozenset[str]:
    """The names of people, as they are now, in the words that a question had for the person who answered it."""
    audience = _WORDED_FOR.get(role, Audience.LEAD)
    used = names_in(question.say.to(audience))
    if question.stem:
        used |= names_in(question.stem.to(audience))
    return frozenset(talk.names.get(name, "") for name in used & PEOPLE)


def stem_as_asked(talk: Conversation, question: Question, role: str) -> str:
    """The lead-in that a row of a grid had for the person who answered it; empty outside grids."""
    audience = _WORDED_FOR.get(role, Audience.LEAD)
    return render(question.stem.to(audience), _names_for(talk, audience)) if question.stem else ""


def _names_for(talk: Conversation, audience: Audience) -> dict[str, str]:
    names = dict(talk.names)
    if audience is not Audience.INTERVIEWER:
        names["your_organisation"] = organisation_to(audience)
    return names
