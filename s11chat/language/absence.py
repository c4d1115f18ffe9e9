"""Nothing of the kind: "we don't deliver any", "nothing I could send", "it isn't anybody's job".

People rarely say "none of these"; they deny the thing asked about. Counts only where nothing else is named.
"""

from __future__ import annotations

import re
from functools import lru_cache

from s11chat.dialog.model import Kind, NoAnswer, Option
from s11chat.dialog.question import Question
from s11chat.language.normalise import Utterance, utterance
from s11chat.language.topic import roots

_LONGEST = 14
"""More words than this tell a longer story than that there is none."""
_DENIED = re.compile(
    r"^(?:(?:well|no|oh|sorry|to be honest|honestly|i am afraid) ?,? ?)*"
    r"(?:(?:\w+ ){0,4}?not (?:\w+ ){0,3}?(?:any|anything|anybody|anyone|one|a single|got an?|have an?)\b"
    r"|(?:there is |there are |we have |we have got |i have |i have got )?(?:nothing|none|nobody|no one)\b(?! (?:but|except|else|other|person|single))"
    r"|(?:there is |there are |we have |we have got |i have |i have got )?no (?:\w+ ){1,2}(?:that )?(?:i|we|that|as|at|for|here|yet|whatever|whatsoever)\b)"
)


@lru_cache(maxsize=1024)
def _means_none(option: Option) -> bool:
    """Whether the option says that there is none: it shuts out the others or begins with a denial."""
    return option.exclusive or utterance(option.say).words[:1] in (
        ("no",),
        ("none",),
        ("nobody",),
        ("nothing",),
    )


_MATTER = (
    r"^(?:(?:well|no|oh|sorry|honestly|i am afraid|to be honest|actually) ?,? ?)*"
    r"(?:(?:we|i) (?:do not|never|no longer|have never|have not|have not got|do not actually|do not currently|are not)"
    r" (?:use |do |provide |have |employ |give |make |award |run |hold |hand |pay |offer |buy )?(?:out |in )?(?:any |anyone |anybody )?"
    r"|(?:we have |we have got |there are |there is |we are |got )?no )(?P<matter>\w+)"
)
_UNCONCERNED = re.compile(_MATTER)
_LACKING = re.compile(
    r"^(?:(?:well|oh|sorry) ?,? ?)*(?:there is |there are |we have |we have got |got )?no (?P<what>\w+)"
)
_FIELDS = frozenset(
    ["commission", "commissioned", "commissioning", "fund", "funding", "outsource", "subcontract", "contract"]
)
_PEOPLE = frozenset(["staff", "children", "maternity", "volunteers", "people", "employees"])


def not_concerned(said: Utterance, question: Question) -> str | None:
    """The code of "not applicable", where what the question is about is denied: "we don't use contractors"."""
    codes = [o.code for o in question.options if o.no_answer is NoAnswer.NOT_APPLICABLE]
    match = _UNCONCERNED.match(said.plain)
    if len(codes) != 1 or match is None or said.asks or len(said.tokens) > _LONGEST:
        return None
    if " but " in f" {said.plain} " or " yet" in said.plain:
        return None
    matter = match.group("matter")
    asked = roots(question.say.respondent)
    plural = matter in _FIELDS or matter in _PEOPLE or (matter.endswith("s") and len(matter) > 4)
    if not plural or not roots(matter) & asked:
        return None
    return codes[0] if question.kind is Kind.SINGLE or matter in _PEOPLE else None


def none_of_them(said: Utterance, question: Question) -> str | None:
    """The code of the option that stands for none, where all that is said is that there is none."""
    codes = [option.code for option in question.options if option.no_answer is None and _means_none(option)]
    if len(codes) != 1 or said.asks or len(said.tokens) > _LONGEST or " but " in f" {said.plain} ":
        return None
    (only,) = codes
    option = question.option(only)
    match = _LACKING.match(said.plain)
    lacking = match and option and roots(match.group("what")) & roots(option.say)
    return only if lacking or _DENIED.match(said.plain) else None
