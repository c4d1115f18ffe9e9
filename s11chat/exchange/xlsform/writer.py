"""A dialog as a form: its questions, options and routes; what a form cannot carry is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from s11chat.dialog.condition import AllOf, AnyOf, Condition, Not, Test
from s11chat.dialog.model import Audience, Dialog, Kind
from s11chat.dialog.question import YES_NO, Question, questions
from s11chat.dialog.wording import render
from s11chat.exchange.xlsform.expression import written
from s11chat.exchange.xlsform.workbook import Form, lines

TYPE, MODE, ROLE = "organisation_type", "mode", "role"
"""The fields that stand for what a dialog knows before it asks."""
FACTS = {"organisation.type": TYPE, "mode": MODE, "role": ROLE}
_OF_TYPES = frozenset(f"organisation.{name}" for name in ("group", "cohort", "format", "tags"))
"""What a type of organisation is known by, which a form says by the types themselves."""
SECTION = "section_"
MARK = "s11chat"
"""The column of the settings that says that a form was made from a dialog, and from which version."""
_ASKED = {
    TYPE: "Which of these is the organisation?",
    MODE: "How is this answered?",
    ROLE: "Who answers?",
}
_FACT_CODES = {
    MODE: (("telephone", "By telephone"), ("online", "Online")),
    ROLE: (("lead", "The lead"), ("delegate", "A delegate")),
}
_TYPES = {Kind.TEXT: "text", Kind.DATE: "date", Kind.STATEMENT: "note"}
_NAMES = {
    "organisation": "the organisation",
    "your_organisation": "your organisation",
    "person": "the respondent",
    "lead": "the lead",
    "wave": "this audit",
    "closes": "the closing date",
}

Row = dict[str, str]


@dataclass
class _Writing:
    """A form being written."""

    dialog: Dialog
    asked: dict[str, Question]
    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)
    lists: dict[tuple[str, ...], str] = field(default_factory=dict)


def form_of(dialog: Dialog) -> tuple[Form, tuple[str, ...]]:
    """The form for a dialog, and a sentence for each thing that it leaves out."""
    writing = _Writing(dialog, dict(questions(dialog)))
    _facts(writing)
    for section in dialog.sections:
        inside = [question for question in writing.asked.values() if question.section == section.section]
        writing.survey.append(
            {"type": "begin_group", "name": f"{SECTION}{section.section}", "label": section.title}
        )
        for question in inside:
            _question(writing, question)
        writing.survey.append({"type": "end_group"})
    settings = {
        "form_title": dialog.title,
        "form_id": dialog.dialog,
        "version": dialog.version,
        MARK: f"{dialog.guidance.edition}",
    }
    return Form(lines(writing.survey), lines(writing.choices), lines([settings])), tuple(_left_out(writing))


def field_name(id_: str) -> str:
    """What a question is called in a form, where names begin with a letter or a line."""
    return id_ if id_[0].isalpha() else f"_{id_}"


def _facts(writing: _Writing) -> None:
    tests = {test.subject for q in writing.asked.values() for c in q.conditions for test in c.tests()}
    writing.survey.append(
        {"type": f"select_one {TYPE}", "name": TYPE, "label": _ASKED[TYPE], "required": "yes"}
    )
    for kind in writing.dialog.organisations:
        writing.choices.append(
            {
                "list_name": TYPE,
                "name": kind.type,
                "label": kind.say,
                "group": kind.group or "",
                "cohort": kind.cohort or "",
                "format": kind.format or "",
                "tags": "; ".join(kind.tags),
                "lead": kind.lead,
            }
        )
    for name, codes in _FACT_CODES.items():
        if name in tests:
            writing.survey.append(
                {"type": f"select_one {name}", "name": name, "label": _ASKED[name], "required": "yes"}
            )
            writing.choices += [{"list_name": name, "name": code, "label": label} for code, label in codes]


def _question(writing: _Writing, question: Question) -> None:
    if question.row == 1:
        stem = question.stem.to(Audience.LEAD) if question.stem else ""
        head = {"type": "begin_group", "name": field_name(question.item), "label": _text(stem)}
        writing.survey.append({**head, "appearance": "table-list"})
    row = {
        "type": _type(writing, question),
        "name": field_name(question.id),
        "label": _text(question.say.to(Audience.LEAD)),
        "hint": _text(question.note or ""),
        "relevant": _relevant(writing, question),
        "constraint": " and ".join(_constraints(writing, question)),
        "constraint_message": " ".join(_text(check.say) for check in question.checks if check.hard),
        "required": "yes" if question.blocks else "",
    }
    writing.survey.append(row)
    for option in question.options:
        if option.specify:
            other = {"type": "text", "name": f"{row['name']}_other", "label": f"{option.say}: which?"}
            named = Test(subject=question.id, one_of=(option.code,))
            writing.survey.append({**other, "relevant": _expression(writing, named)})
    if question.row and question.row == question.rows:
        writing.survey.append({"type": "end_group"})


def _type(writing: _Writing, question: Question) -> str:
    match question.kind:
        case Kind.SINGLE | Kind.YESNO:
            return f"select_one {_list(writing, question)}"
        case Kind.MULTI:
            return f"select_multiple {_list(writing, question)}"
        case Kind.RANKING:
            return f"rank {_list(writing, question)}"
        case Kind.NUMBER:
            return "decimal" if question.decimals else "integer"
        case Kind.TEXT | Kind.DATE | Kind.STATEMENT:
            return _TYPES[question.kind]


def _list(writing: _Writing, question: Question) -> str:
    """The list of choices for the options of a question; the same options make one list."""
    key = (question.kind, *(f"{option.code} {option.say}" for option in question.options))
    if key not in writing.lists:
        writing.lists[key] = _list_name(writing, question)
        for option in question.options:
            writing.choices.append(
                {
                    "list_name": writing.lists[key],
                    "name": option.code,
                    "label": option.say,
                    "score": "" if option.score is None else f"{option.score:g}",
                    "no_answer": option.no_answer.value if option.no_answer else "",
                    "read_out": "" if option.read_out else "no",
                    "also": "; ".join(option.also),
                }
            )
    return writing.lists[key]


def _list_name(writing: _Writing, question: Question) -> str:
    """The name of a scale for its options, or one after the question that has them first."""
    scale = next((n for n, scale in writing.dialog.scales.items() if scale == question.options), "")
    name = scale.replace("-", "_") or field_name(question.id).replace(".", "_").strip("_")
    if question.kind is Kind.YESNO:
        return "yes_no" if question.options == YES_NO else f"yes_no_{name}"
    return name if scale and name not in writing.lists.values() else f"list_{name}_{len(writing.lists)}"


def _relevant(writing: _Writing, question: Question) -> str:
    return _expression(writing, *question.conditions) if question.conditions else ""


def _expression(writing: _Writing, *conditions: Condition) -> str:
    parts = tuple(_of_types(writing.dialog, condition) for condition in conditions)
    whole = parts[0] if len(parts) == 1 else AllOf.model_construct(parts=parts)
    return written(
        whole,
        lambda subject: FACTS.get(subject) or field_name(subject),
        lambda subject: subject in writing.asked and writing.asked[subject].several,
    )


def _of_types(dialog: Dialog, condition: Condition) -> Condition:
    """The condition with groups, cohorts, formats and tags said by the types that have them."""
    match condition:
        case AllOf() | AnyOf():
            parts = tuple(_of_types(dialog, part) for part in condition.parts)
            return condition.model_copy(update={"parts": parts})
        case Not():
            return condition.model_copy(update={"part": _of_types(dialog, condition.part)})
        case Test() as test if test.subject in _OF_TYPES:

            def types(codes: tuple[str, ...] | None) -> tuple[str, ...] | None:
                having = Test(subject=test.subject, one_of=codes) if codes else None
                kinds = dialog.organisations if having else ()
                held = [kind.type for kind in kinds if having and having.holds(kind.facts("online", "lead"))]
                return tuple(held) if codes is not None else None

            changes = {"one_of": types(test.one_of), "none_of": types(test.none_of)}
            return test.model_copy(update={"subject": "organisation.type", **changes})
        case Test():
            return condition


def _constraints(writing: _Writing, question: Question) -> Iterator[str]:
    if question.minimum is not None:
        yield f". >= {question.minimum:g}"
    if question.maximum is not None:
        yield f". <= {question.maximum:g}"
    if question.share_of:
        yield f". <= ${{{field_name(question.share_of)}}}"
    if question.direction:
        yield f". {'<=' if question.direction == 'past' else '>='} today()"
    for option in question.options:
        if option.exclusive:
            yield f"not(selected(., '{option.code}') and count-selected(.) > 1)"
    for check in question.checks:
        if check.hard:
            yield f"not({_expression(writing, check.when)})"


def _text(text: str) -> str:
    """A text with its names filled in, as a form has none of them."""
    return render(text, _NAMES) if text else ""


def _left_out(writing: _Writing) -> Iterator[str]:
    asked = writing.asked.values()
    for thing, is_there in (
        ("wordings to be read out by interviewers", any(q.say.interviewer for q in asked)),
        ("probes", any(q.probe for q in asked)),
        ("code frames of open answers", any(q.code_frame for q in asked)),
        ("what is meant for the lead alone", any(q.reserved for q in asked)),
        ("checks that ask once more and accept", any(not c.hard for q in asked for c in q.checks)),
        ("answers that contradict each other", bool(writing.dialog.contradictions)),
        ("articles of the knowledge base", any(q.kb for q in asked)),
        ("what the steps of a rating mean for a standard", any(q.descriptors for q in asked)),
        ("other scales that a wave may choose", bool(writing.dialog.variants)),
        ("what has to be done before a draft is used", writing.dialog.draft is not None),
        ("links to other dialogs", any(q.same_as for q in asked)),
        ("which questions are follow-ups of a rating", any(q.part for q in asked)),
        ("opening and closing words", bool(writing.dialog.opening or writing.dialog.closing)),
    ):
        if is_there:
            yield f"A form has no place for {thing}."
