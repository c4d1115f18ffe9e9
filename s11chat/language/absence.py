"""Nothing of the kind: "we don't deliver any", "nothing I could send", "it isn't anybody's job".

People rarely say "none of these"; they deny the thing asked about. Counts only where nothing else is named.
"""

from __future__ import annotations

import re

from s11chat.dialog.model import Option
from s11chat.dialog.question import Question
from s11chat.language.normalise import Utterance, utterance

_LONGEST = 14
"""More words than this tell a longer story than that there is none."""
_DENIED = re.compile(
    r"^(?:(?:well|no|oh|sorry|to be honest|honestly|i am afraid) ?,? ?)*"
    r"(?:(?:\w+ ){0,4}?not (?:\w+ ){0,3}?(?:any|anything|anybody|anyone|one|a single|got an?|have an?)\b"
    r"|(?:there is |there are |we have |we have got |i have |i have got )?(?:nothing|none|nobody|no one)\b(?! (?:but|except|else|other|person|single))"
    r"|(?:there is |there are |we have |we have got |i have |i have got )?no (?:\w+ ){1,2}(?:that )?(?:i|we|that|as|at|for|here|yet|whatever|whatsoever)\b)"
)


def _means_none(option: Option) -> bool:
    """Whether the option says that there is none: it shuts out the others or begins with a denial."""
    return option.exclusive or utterance(option.say).words[:1] in (
        ("no",),
        ("none",),
        ("nobody",),
        ("nothing",),
    )


def none_of_them(said: Utterance, question: Question) -> str | None:
    """The code of the option that stands for none, where all that is said is that there is none."""
    codes = [option.code for option in question.options if option.no_answer is None and _means_none(option)]
    if len(codes) != 1 or said.asks or len(said.tokens) > _LONGEST or " but " in f" {said.plain} ":
        return None
    return codes[0] if _DENIED.match(said.plain) else None
