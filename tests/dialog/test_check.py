"""Every fault a dialog file can have, a file each; the first lines of a file say what must be told about it."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

from s11chat.dialog import check, composed, listing, offering, proof, source, standard, wording
from s11chat.dialog.load import MOST, load_dialog, read_dialog
from s11chat.errors import DialogError, Problem

TESTS = Path(__file__).parent.parent
BROKEN = sorted((TESTS / "broken_dialogs").iterdir())
SOUND = sorted((TESTS / "dialogs").iterdir())
TEXT = (TESTS / "dialogs" / "text.yaml").read_text(encoding="utf-8")


def problems(path: Path, articles: frozenset[str] | None = None) -> tuple[Problem, ...]:
    with pytest.raises(DialogError) as caught:
        load_dialog(path, articles)
    assert str(caught.value) == "\n".join(str(problem) for problem in caught.value.problems)
    return caught.value.problems


def expected(path: Path) -> list[tuple[int, str]]:
    lines = path.read_bytes().decode("latin-1").splitlines()
    found = [re.fullmatch(r"# expect: (\d+): (.+)", line) for line in lines]
    return [(int(match[1]), match[2]) for match in found if match]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_dialog_is_told_at_its_line_and_nothing_else_is(path: Path) -> None:
    told = problems(path)
    wanted = expected(path)
    assert wanted, "a broken dialog says what is expected of it"
    assert [problem.line for problem in told] == [line for line, _ in wanted], told
    for line, message in wanted:
        assert any(p.line == line and message in p.message for p in told), (line, message, told)
    assert all(re.match(rf"{re.escape(path.name)}:\d+: ", str(problem)) for problem in told)


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_a_sound_dialog_loads(path: Path) -> None:
    assert load_dialog(path).dialog == path.stem.replace("_", "-")


def test_messages_are_words_for_people() -> None:
    """No name of a class, no pattern and no module of the program stands in a message."""
    for path in BROKEN:
        for problem in problems(path):
            assert not re.search(
                r"pydantic|Input should|instance of|\^\[|Traceback|tuple|dictionary", str(problem)
            )
            assert len(problem.message) <= 220


def messages(module: ModuleType) -> list[str]:
    """The longest fixed part of every message that a module yields."""
    found = []
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        said = node.value if isinstance(node, ast.Yield) else None
        said = said.elts[-1] if isinstance(said, ast.Tuple) else said
        parts = [p for p in ast.walk(said) if isinstance(p, ast.Constant)] if said is not None else []
        texts = [p.value for p in parts if isinstance(p.value, str) and " " in p.value.strip()]
        found += [max(texts, key=len)] if texts else []
    return found


def test_every_message_of_the_checks_is_provoked_by_a_broken_dialog() -> None:
    told = " ".join(problem.message for path in BROKEN for problem in problems(path))
    rooms = (check, composed, listing, offering, proof, standard, wording)
    written = [text for room in rooms for text in messages(room)]
    assert len(written) >= 25
    links = ("has no article", "no article is called")
    unsaid = [text for text in written if text not in told and not any(words in text for words in links)]
    assert unsaid == []


def test_links_to_articles_are_checked_where_articles_are_given() -> None:
    text = TEXT.replace('say: "What works well?"', 'say: "What works well?", kb: [supervison]')
    with pytest.raises(DialogError, match=r"x\.yaml:14: no article is called 'supervison' \(did you mean"):
        read_dialog(text, "x.yaml", frozenset({"supervision"}))
    with pytest.raises(DialogError, match="'q1' has no article: name at least one under kb"):
        read_dialog(TEXT, "x.yaml", frozenset({"supervision"}))
    assert read_dialog(text.replace("supervison", "supervision"), "x.yaml", frozenset({"supervision"}))


def test_links_of_rows_and_follow_ups_are_checked() -> None:
    grid = (TESTS / "dialogs" / "grid.yaml").read_text(encoding="utf-8")
    broken = grid.replace("say: A written policy", "say: A written policy, kb: [policy]")
    with pytest.raises(DialogError) as caught:
        read_dialog(broken, "x.yaml", frozenset({"other"}))
    assert [str(p) for p in caught.value.problems if "policy" in p.message] == [
        "x.yaml:25: no article is called 'policy'"
    ]
    rating = (TESTS / "dialogs" / "rating.yaml").read_text(encoding="utf-8")
    broken = rating.replace("missing: block", "missing: block, kb: [gone]")
    with pytest.raises(DialogError, match="no article is called 'gone'"):
        read_dialog(broken, "x.yaml", frozenset({"other"}))


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    (problem,) = problems(path)
    assert problem.message == f"the file is larger than {source.LARGEST:,} characters"
    path.write_text("# x\n" * 150_000, encoding="utf-8")
    (problem,) = problems(path)
    assert "larger than" in problem.message


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path: Path) -> None:
    (gone,) = problems(tmp_path / "gone.yaml")
    assert gone.message == "cannot be read: No such file or directory"
    (folder,) = problems(tmp_path)
    assert folder.message == "cannot be read: Is a directory"


def test_line_ends_and_byte_order_mark_of_other_systems_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert load_dialog(path) == read_dialog(TEXT, "x.yaml")
    path.write_bytes(TEXT.encode("utf-16"))
    (problem,) = problems(path)
    assert problem.line == 1
    assert "not UTF-8" in problem.message


def test_a_thousand_faults_of_one_cause_are_cut_short() -> None:
    with pytest.raises(DialogError) as caught:
        read_dialog(TEXT + "".join(f"title{n}: x\n" for n in range(1000)), "x.yaml")
    assert len(caught.value.problems) == MOST + 1
    assert caught.value.problems[-1].message == "there are further problems: mend these first"


def test_more_types_of_organisation_than_anybody_has_are_refused() -> None:
    more = "".join(f"  - {{type: T{n}, say: Type, lead: Head}}\n" for n in range(100))
    with pytest.raises(DialogError, match=r"x\.yaml:7: 'organisations' is a list of more than 100"):
        read_dialog(TEXT.replace("sections:", f"{more}sections:"), "x.yaml")


def test_surrogates_are_refused() -> None:
    with pytest.raises(DialogError, match=r"x\.yaml:3: the character U\+D800 cannot stand in a file"):
        read_dialog(TEXT.replace("title: Words", "title: \ud800"), "x.yaml")
