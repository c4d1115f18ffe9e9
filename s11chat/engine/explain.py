"""Explaining inside the talk: the article of the question, or of what was asked; then the question again."""

from __future__ import annotations

from s11chat.engine import event
from s11chat.engine.conversation import Conversation, Step
from s11chat.engine.intent import Depth, Explain
from s11chat.engine.turn import Explained, Repair
from s11chat.knowledge.article import Article

_DEEPER = {Depth.SENTENCE: Depth.PRACTICE, Depth.PRACTICE: Depth.LAW, Depth.LAW: None}
_SHOWN = 60
"""Characters of what was asked that are repeated where nothing is found."""
OTHERS = 3
"""How many further articles are named after a search."""


def explain(talk: Conversation, intent: Explain) -> Step:
    """The step that explaining takes; nothing but the help used is recorded."""
    found = _found(talk, intent.query)
    if not found:
        about = f" about '{intent.query[:_SHOWN]}'" if intent.query else " about this question"
        return Step(talk, (Repair(f"There is no article{about}. Try other words."), talk.ask()))
    article = found[0]
    turn = Explained(
        article=article.id,
        title=article.title,
        depth=intent.depth,
        text=part(article, intent.depth),
        deeper=_DEEPER[intent.depth],
        others=tuple(other.title for other in found[1 : 1 + OTHERS]) if intent.query else (),
    )
    here = talk.current.id if talk.current else ""
    return Step(talk, (turn, talk.ask()), (event.HelpUsed(here, article.id, intent.depth),))


def part(article: Article, depth: Depth) -> str:
    """The text of an article at one depth."""
    match depth:
        case Depth.SENTENCE:
            return article.sentence
        case Depth.PRACTICE:
            return article.practice
        case Depth.LAW:
            return article.law


def _found(talk: Conversation, query: str) -> tuple[Article, ...]:
    if talk.library is None:
        return ()
    near = talk.current.kb if talk.current else ()
    if query:
        exact = talk.library.get(query)
        return (exact,) if exact else talk.library.search(query, near)
    return tuple(article for id_ in near if (article := talk.library.get(id_)) is not None)
