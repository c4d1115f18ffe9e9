"""A dialog on paper: every question with its routing in words, the same in every form, for whom it is made."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from s11chat.dialog.load import load_dialog, read_dialog
from s11chat.dialog.model import Audience, Dialog
from s11chat.dialog.question import questions
from s11chat.dialog.routing import Routing
from s11chat.dialog.starter import starter
from s11chat.errors import UsageError
from s11chat.report.paper import as_docx, as_html, as_pdf
from s11chat.report.questionnaire import PrintedQuestion, Questionnaire, as_text, questionnaire
from s11chat.settings import shipped

TESTS = Path(__file__).parent.parent
TODAY = date(2026, 11, 21)
SOUND = sorted([*shipped("dialogs").glob("*.yaml"), *(TESTS / "dialogs").glob("*.yaml")])
DRAFT = read_dialog(starter("my-audit"), "my-audit.yaml")


def printed(dialog: Dialog = DRAFT, audience: Audience = Audience.INTERVIEWER) -> Questionnaire:
    return questionnaire(dialog, audience)


def by_id(paper: Questionnaire) -> dict[str, PrintedQuestion]:
    return {q.id: q for section in paper.sections for item in section.items for q in item.questions}


def words_of_html(paper: Questionnaire) -> str:
    import html

    page = as_html(paper).partition("<body>")[2]
    return html.unescape(re.sub(r"<[^>]+>", " ", page).replace("&nbsp;", " "))


def words_of_docx(paper: Questionnaire) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(as_docx(paper))).paragraphs)


def words_of_pdf(paper: Questionnaire) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(as_pdf(paper, TODAY))).pages)


def words_of_text(paper: Questionnaire) -> str:
    return "\n".join(as_text(paper))


FORMS = (words_of_text, words_of_html, words_of_docx, words_of_pdf)


def squeezed(text: str) -> str:
    """Without white space and hyphens, which every form sets in its own way."""
    return re.sub(r"[\s\xad-]+", "", text.replace("\u2019", "'").replace("\u2018", "'"))


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_every_question_is_there(path: Path) -> None:
    dialog = load_dialog(path)
    for audience in (Audience.LEAD, Audience.INTERVIEWER):
        paper = printed(dialog, audience)
        assert list(by_id(paper)) == list(questions(dialog))
        assert "{{" not in words_of_text(paper)


@pytest.mark.parametrize("words_of", FORMS, ids=lambda each: each.__name__.rpartition("_")[2])
@pytest.mark.parametrize("id_", ["my-audit", "dcsf-2008", "chscb-2011"])
def test_every_form_says_the_same(id_: str, words_of: Callable[[Questionnaire], str]) -> None:
    dialog = DRAFT if id_ == "my-audit" else load_dialog(shipped("dialogs") / f"{id_}.yaml")
    paper = printed(dialog)
    told = squeezed(words_of(paper).casefold())
    assert squeezed(paper.title.casefold()) in told
    for section in paper.sections:
        assert squeezed(section.title.casefold()) in told
        for item in section.items:
            for said in (item.stem, *(option.text for option in item.options)):
                assert squeezed(said.casefold()) in told, said
            for question in item.questions:
                for said in (question.id, question.text, *question.remarks):
                    assert squeezed(said.casefold()) in told, said
    for said in (paper.opening, paper.closing, *paper.contradictions):
        assert squeezed(said.casefold()) in told, said


def test_routing_stands_in_the_words_people_read() -> None:
    told = {id_: question.remarks for id_, question in by_id(printed()).items()}
    assert told["1.2"][0] == "Asked only if 1.1 is “No”."
    assert told["1.5"] == ("Asked only if 1.4 does not name “Nobody”.", "A date in the past.")
    assert told["2.1.action"][0] == "Asked only if 2.1 is “Not met” or “Partly met”."
    assert told["2.3.b"] == ("Asked only if the organisation's type is School.",)
    assert told["2.4"] == ("Meant for the lead.",)
    assert printed().contradictions[0].startswith("If 1.1 is “No” and 2.1 is “Fully met”: “The policy")


def test_every_kind_of_condition_has_words() -> None:
    dialog = load_dialog(TESTS / "dialogs" / "conditions.yaml")
    routing = Routing.of(dialog)
    said = {id_: routing.of_question(question) for id_, question in routing.asked.items()}
    assert said == {
        "q1": "",
        "q2": "",
        "one_of": "q1 is “Alpha” or “Beta”",
        "none_of": "q1 is not “Gamma”",
        "at_least": "q2 is 10 or more",
        "at_most": "q2 is 5 or less",
        "answered": "q2 was answered",
        "unanswered": "q2 was not answered",
        "all_of": "q1 is “Alpha” and q2 is 1 or more",
        "both": "q1 is “Alpha” and q2 is 1 or more",
        "any_of": "q1 is “Beta” or q2 is 50 or more",
        "negated": "not (q1 is “Alpha” and q2 is 10 or more)",
        "by_type": "the organisation's type is School",
        "by_group": "the organisation's group is education",
        "by_cohort": "the organisation's cohort is voluntary",
        "by_mode": "it is asked by telephone",
        "by_role": "a delegate answers",
    }


def test_or_within_and_is_set_in_brackets() -> None:
    text = starter("my-audit").replace(
        'when: {"1.1": ["no"]}', 'when: {all: [{any: [{mode: online}, {role: lead}]}, {"1.1": ["no"]}]}'
    )
    told = by_id(printed(read_dialog(text, "x.yaml")))["1.2"].remarks[0]
    assert told == "Asked only if (it is filled in online or the lead answers) and 1.1 is “No”."


def test_the_condition_of_a_section_is_told_once() -> None:
    paper = printed(load_dialog(TESTS / "dialogs" / "sections.yaml"))
    conditioned = [section for section in paper.sections if section.asked_if]
    assert conditioned
    for section in conditioned:
        for item in section.items:
            assert all(section.asked_if not in remark for q in item.questions for remark in q.remarks)


def test_rows_share_their_options() -> None:
    grid = next(item for section in printed().sections for item in section.items if item.stem)
    assert [question.id for question in grid.questions] == ["2.3.a", "2.3.b", "2.3.c"]
    assert [option.text for option in grid.options] == ["Always", "Sometimes", "Never", "Don't know"]
    assert words_of_text(printed()).count("  3  Never\n") == 2


def test_interviewers_and_respondents_have_their_own() -> None:
    ours, theirs = printed(), printed(audience=Audience.LEAD)
    for said in ("Interviewer: ", "Probe: ", "Asked again if ", "(not read out)", "Read this out"):
        assert said in words_of_text(ours)
        assert said not in words_of_text(theirs)
    assert "at [organisation], volunteers included" in by_id(ours)["1.3"].text
    assert "work with children here" in by_id(theirs)["1.3"].text
    assert theirs.contradictions == ()
    assert (ours.made_for, theirs.made_for) == ("the interviewer, who reads it out", "those who answer")


def test_numbers_say_their_limits() -> None:
    text = starter("my-audit").replace("        minimum: 0\n", "        maximum: 9\n", 1)
    assert by_id(printed())["1.3"].remarks[0] == "A number (people), 0 or more."
    assert by_id(printed(read_dialog(text, "x.yaml")))["1.3"].remarks[0] == "A number (people), 9 or less."


def test_rankings_and_parts_say_how_they_are_answered() -> None:
    ranking = by_id(printed(load_dialog(TESTS / "dialogs" / "ranking.yaml")))["q1"].remarks
    assert "Put the first 3 in order, the first one first." in ranking
    share = by_id(printed(load_dialog(TESTS / "dialogs" / "share.yaml")))["trained"].remarks
    assert "A number (staff), 0 or more, a part of staff." in share


HOSTILE = (
    starter("my-audit")
    .replace('title: "My audit"', "title: 'Audit <b>& #eval(\"x\") $x$ *co*'")
    .replace(
        "say: Is there one person whom everybody can turn to with a worry about a child?",
        "say: 'Is <script>alert(1)</script> #panic() @all [b] whom?'",
    )
)


@pytest.mark.parametrize("words_of", FORMS, ids=lambda each: each.__name__.rpartition("_")[2])
def test_nothing_written_in_a_text_becomes_markup(words_of: Callable[[Questionnaire], str]) -> None:
    paper = printed(read_dialog(HOSTILE, "x.yaml"))
    told = squeezed(words_of(paper))
    assert squeezed("Is <script>alert(1)</script> #panic() @all [b] whom") in told
    assert squeezed("<b>& #eval(") in told
    assert "<script" not in as_html(paper)


def test_the_pdf_can_be_read_by_everybody_and_is_the_same_each_time() -> None:
    made = as_pdf(printed(), TODAY)
    assert made == as_pdf(printed(), TODAY)
    reader = PdfReader(BytesIO(made))
    assert reader.metadata is not None
    assert reader.metadata.title == "My audit"
    root = reader.root_object
    assert bool(root["/MarkInfo"].get_object())
    assert str(root["/Lang"]) == "en"
    assert "/StructTreeRoot" in root


@pytest.mark.parametrize(("form", "module"), [(as_docx, "docx"), (lambda q: as_pdf(q, TODAY), "typst")])
def test_without_the_extra_a_sentence_says_what_to_install(
    form: Callable[[Questionnaire], bytes], module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=r"pip install 's11chat\[reports\]'"):
        form(printed())
