"""Reads yes and no: the word itself at either end of a clause, and short answers such as "we do"."""

from __future__ import annotations

from collections.abc import Iterator

from s11chat.dialog.question import Question
from s11chat.language.absence import not_concerned
from s11chat.language.brief import of_the_past, short_answer
from s11chat.language.choice import accepted
from s11chat.language.clause import Clause
from s11chat.language.frame import concludes, contrasted, doubted, whole
from s11chat.language.lexicon import phrases
from s11chat.language.mention import Mention, Strength
from s11chat.language.naming import index_of, scope_of
from s11chat.language.normalise import Utterance
from s11chat.language.place import OFF_LIST
from s11chat.language.quantity import quantity_at
from s11chat.language.reading import Context, Reading, answer, clarify
from s11chat.language.restated import restated
from s11chat.language.scope import CROWD, Scope, Stand
from s11chat.language.topic import roots
from s11chat.language.verdict import of_some

_YES = frozenset(["yes", "yeah", "yep", "yup", "aye", "absolutely", "definitely", "certainly"])
_NO = frozenset(["no", "nope", "nah"])


def read_yesno(said: Utterance, question: Question, context: Context) -> Reading:
    """Yes, no or another option, or a doubt."""
    scope = scope_of(said, question)
    if code := not_concerned(said, question):
        return answer(code, because="what is asked about is said not to concern them", confidence=0.75)
    back = restated(said, question)
    if back is not None and not scope.all_of(Stand.HOPED):
        return answer(question.options[not back].code, because="the question is said back", confidence=0.8)
    if _all_denied(said, question):
        return answer(question.options[1].code, because="nothing of the kind is said", confidence=0.8)
    if len(scope.mentions) > CROWD:
        return clarify("too much is said at once")
    named = (m for m in _sided(scope, question) if not _mere_number(scope, m))
    past = frozenset({"past", "was"}) if of_the_past(question) else frozenset[str]()
    scope = Scope(said, scope.tokens, tuple(named), scope.ignored | past, scope.asked)
    firm = [m for m in scope.all_of(Stand.HELD) if m.strength > Strength.WORD]
    beside = {scope.clause(m).start for m in firm}
    held = [m for m in scope.all_of(Stand.HELD) if m in firm or _alone(scope, m, beside)]
    if (
        not held
        and all(m.strength is Strength.WORD for m in scope.mentions)
        and (short := short_answer(scope, question))
    ):
        return answer(short, because="a short answer with its verb", confidence=0.8)
    return _stated(scope, question, held)


def _stated(scope: Scope, question: Question, held: list[Mention]) -> Reading:
    """What the mentions held come to."""
    codes = tuple(dict.fromkeys(m.code for m in held))
    both = tuple(option.code for option in question.options[:2])
    if scope.said.asks:
        return clarify("said as a question", both)
    if len(codes) > 1:
        held = _upshot(scope, held)
        if not held:
            return clarify("both yes and no are said", both)
    if OFF_LIST in codes:
        return clarify("not on the list", both)
    if not held:
        return clarify("neither yes nor no is said plainly", both)
    unknown = index_of(question).meaning.get(held[0].code) == "dont_know"
    if (doubt := _doubt(scope, question, held)) and not (unknown and doubt == "said with doubt"):
        return clarify(doubt, both)
    if len({m.code for m in held}) == 1 and whole(scope, held[0]):
        return accepted(scope, question, held)
    if held[0].code.startswith("\0"):
        return accepted(scope, question, held)
    words = scope.tokens[held[0].start].word
    return answer(held[0].code, because=f'said: "{words}" and more', confidence=0.85)


_DENIALS = frozenset(["no", "nothing", "none", "never", "nobody", "not"])


def _all_denied(said: Utterance, question: Question) -> bool:
    """Whether each of several stretches denies, one of them a word of the question: "no seat, no vote, nothing"."""
    starts = [place for place, token in enumerate(said.tokens) if not place or token.gap]
    denied = len(starts) > 1 and all(said.tokens[place].word in _DENIALS for place in starts)
    return denied and not said.asks and bool(roots(said.said) & roots(question.say.respondent))


def _alone(scope: Scope, mention: Mention, beside: set[int]) -> bool:
    """Whether a mere word is all its clause says."""
    return whole(scope, mention) and scope.clause(mention).start not in beside


def _mere_number(scope: Scope, mention: Mention) -> bool:
    """Whether it is a number or an ordinal in talk, which names neither yes nor no."""
    words = scope.tokens[mention.start : mention.end]
    number = mention.code == OFF_LIST or quantity_at(words, 0) is not None
    return (number and len(scope.mentions) > 1) or (number and not scope.covered(0, len(scope.tokens)))


def _sided(scope: Scope, question: Question) -> Iterator[Mention]:
    """The mentions, with a yes or no at the edge of its clause counting there whatever else is said."""
    yes, no = (option.code for option in question.options[:2])
    for mention in scope.mentions:
        word = scope.tokens[mention.start].word
        clause = scope.clause(mention)
        first = scope.covered(clause.start, mention.start)
        last = mention.end == clause.end
        if last and not first and scope.tokens[clause.start].word in _LIMITS:
            yield Mention(mention.start, mention.end, mention.code, Strength.WORD)
        elif mention.code == yes and word in _YES and (first or last):
            yield Mention(mention.start, mention.end, yes, Strength.PHRASE)
        elif mention.code == no and word in _NO and not (first or last):
            continue
        elif mention.code == no and word in _NO and last and not first:
            yield Mention(mention.start, mention.end, no, Strength.PHRASE)
        else:
            yield mention


_LIMITS = frozenset(
    ["after", "at", "in", "for", "during", "on", "before", "outside", "until", "when", "with"]
)
"""What a clause begins with that holds for some time or place only: "after six, no"."""


def _upshot(scope: Scope, counted: list[Mention]) -> list[Mention]:
    """What the last clause comes to, where it says so: "so no they haven't"."""
    last = scope.clause(counted[-1])
    own = [m for m in counted if scope.clause(m) == last]
    if concludes(scope, last) and len({m.code for m in own}) == 1:
        return own
    return []


def _doubt(scope: Scope, question: Question, counted: list[Mention]) -> str:
    last = counted[-1]
    turned = scope.tokens[scope.clause(last).start].word in ("but", "so") and last.strength > Strength.WORD
    gone = {m.code for m in scope.all_of(Stand.RETRACTED)} - {last.code}
    if gone and "well" in scope.said.words:
        return "both are said in one breath"
    if of_some(scope, last):
        return "said of some only"
    if doubted(scope, scope.clause(last).start if turned else 0):
        return "said with doubt"
    if not _settled(scope, last) and any(scope.says("past", clause) for clause in scope.clauses):
        return "said beside what used to be"
    if not turned and _hedged(scope):
        return "said beside something uncertain"
    if not turned and contrasted(scope, 0 if len(counted) == 1 else last.end) and not _settled(scope, last):
        return "set against something else"
    meaning = index_of(question).meaning.get(last.code)
    if (
        meaning == "yes"
        and (scope.loose_negators() or _denied_too(scope, last))
        and not _settled(scope, last)
    ):
        return "yes is said beside something denied"
    if meaning == "no" and _turned(scope, counted):
        return "no is said beside its opposite"
    return ""


def _denied_too(scope: Scope, last: Mention) -> bool:
    """Whether the same clause goes on with a denial of one's own: "yes I'm not happy with that"."""
    clause = scope.clause(last)
    return any(
        m.code != last.code and any(token.word == "not" for token in scope.tokens[m.start : m.end])
        for m in scope.in_clause(clause)
    )


def _settled(scope: Scope, last: Mention) -> bool:
    """Whether the last clause states the upshot."""
    clause = scope.clause(last)
    whole = scope.covered(clause.start, clause.end)
    same = [m for m in scope.all_of(Stand.HELD) if m.code == last.code and m.strength > Strength.WORD]
    return whole and (concludes(scope, clause) or len(same) > 2)


def _hedged(scope: Scope) -> bool:
    hedge = phrases("scope", "hedge")
    held = {m.code for m in scope.all_of(Stand.HELD)}
    return bool({m.code for m in scope.all_of(Stand.HOPED)} - held) or any(
        _only_hedge(scope, clause)
        for clause in scope.clauses
        if hedge.within(scope.tokens, clause.start, clause.end)
    )


def _only_hedge(scope: Scope, clause: Clause) -> bool:
    return clause.end - clause.start <= 3 and not scope.in_clause(clause)


_SUBJECTS = frozenset(["they", "we", "she", "he", "it", "there", "i", "you", "people", "staff"])


def _turned(scope: Scope, counted: list[Mention]) -> bool:
    """Whether a "no" stands before a noun, where it may deny the noun instead: "no problem there"."""
    if scope.said.words[-1] in _NO and len(counted) > 1:
        return False
    for mention in counted:
        clause = scope.clause(mention)
        after = scope.tokens[mention.end : mention.end + 1]
        if after and after[0].word in _SUBJECTS and len(scope.mentions) == 1:
            continue
        if scope.tokens[mention.start].word in _NO and not scope.covered(clause.start, clause.end):
            return mention.start == clause.start
    return False
