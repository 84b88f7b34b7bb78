"""What a person reads who broke a record: one small broken review a message, in tests/broken/.

`<what-is-wrong>.yml` is a record in an otherwise sound review, `<what-is-wrong>.txt` what `check` says; where one file cannot show it,
`<what-is-wrong>/` has the files of papers/ that differ from the sound ones, and `expected.txt`. `pytest --refresh` writes the texts anew.
"""

import ast
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import litreview.model
from litreview.errors import LitreviewError
from litreview.model.checks import check_corpus
from litreview.model.corpus import load_corpus

BROKEN = Path(__file__).parents[1] / "broken"
SOUND = BROKEN / "sound"
CASES = sorted(path for path in BROKEN.iterdir() if path.suffix != ".txt" and path != SOUND)
RECORD = "papers/2021/broken2021record.yml"
MODEL = Path(litreview.model.__file__).parent


def findings(root: Path, former_ids: frozenset[str] = frozenset()) -> str:
    """All that is found in the review at `root`, as `litreview check` prints it."""
    try:
        problems = check_corpus(load_corpus(root), today="2026-11-20", former_ids=former_ids)
    except LitreviewError as error:
        problems = error.problems
    return "".join(f"{problem}\n" for problem in problems)


def copy_sound(root: Path) -> None:
    """Lay out the sound review at `root`, with the folder of the record to come, which git does not keep empty."""
    shutil.copytree(SOUND, root)
    (root / RECORD).parent.mkdir(exist_ok=True)


def set_up(case: Path, root: Path) -> None:
    """Lay out the sound review, with what is broken in it, at `root`."""
    copy_sound(root)
    if case.is_dir():
        shutil.copytree(case / "papers", root / "papers", dirs_exist_ok=True)
    else:
        shutil.copy(case, root / RECORD)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.stem) for case in CASES])
def test_message(case: Path, tmp_path: Path, refresh: bool) -> None:
    set_up(case, tmp_path / "review")
    found = findings(tmp_path / "review")
    expected = case / "expected.txt" if case.is_dir() else case.with_suffix(".txt")
    if refresh:
        expected.write_text(found, "utf-8", newline="\n")
    assert found == expected.read_text("utf-8")
    assert found != ""


# Files that nobody wants to have in a repository, as editors, browsers and attackers make them.
HOSTILE = [
    pytest.param(
        b"id: broken2021record\ntitle: Caf\xe9\n",
        f"{RECORD}:2: not UTF-8: byte 0xe9\n  hint: save the file as UTF-8\n",
        id="latin-1",
    ),
    pytest.param(
        "id: broken2021record\n".encode("utf-16"),
        f"{RECORD}:1: not UTF-8: byte 0xff\n  hint: save the file as UTF-8\n",
        id="utf-16",
    ),
    pytest.param(
        b"title: " + b"a" * 256 * 1024,
        f"{RECORD}: file is larger than 262,144 bytes\n  hint: one record is one paper; move long text elsewhere\n",
        id="too-large",
    ),
    pytest.param(
        b"id: broken2021record\ntitle: A\x00Teapot\nvenue: B\x1b[31m\n",
        f"{RECORD}:2: control character U+0000\n  hint: delete it; it cannot be seen\n"
        f"{RECORD}:3: control character U+001B\n  hint: delete it; it cannot be seen\n",
        id="control-characters",
    ),
    pytest.param(
        "id: broken2021record\r\ntitle: A\u202eTeapot\r\n".encode(),
        f"{RECORD}:2: bidirectional override U+202E\n  hint: delete it; it cannot be seen\n",
        id="bidi-override",
    ),
    pytest.param(
        "id: broken2021record\ntitle: A\u2028Teapot\n".encode(),
        f"{RECORD}:2: line separator U+2028\n  hint: delete it; it cannot be seen\n",
        id="line-separator",
    ),
    pytest.param(
        b"title: A Teapot\rid: broken2021record\r",
        f"{RECORD}:1: control character U+000D\n  hint: delete it; it cannot be seen\n" * 2,
        id="carriage-returns-alone",
    ),
    pytest.param(
        b"topics: " + b"[" * 100_000,
        f"{RECORD}:1: nested deeper than 12 levels\n  hint: close the brackets; records are flat\n",
        id="brackets",
    ),
    pytest.param(
        b"topics: " + b"{a: " * 60_000,
        f"{RECORD}:1: nested deeper than 12 levels\n  hint: close the brackets; records are flat\n",
        id="braces",
    ),
    pytest.param(
        b"- " * 100_000,
        f"{RECORD}:1: not a mapping of `field: value` lines\n  hint: begin each line with the field's name and a colon\n",
        id="dashes",
    ),
    pytest.param(
        b"? " * 100_000,
        f"{RECORD}:1: a key that is no plain text\n  hint: quote the text if it begins with one of [ {{ & * !\n",
        id="question-marks",
    ),
]


@pytest.mark.parametrize(("data", "expected"), HOSTILE)
def test_hostile_file(data: bytes, expected: str, tmp_path: Path) -> None:
    copy_sound(tmp_path / "review")
    (tmp_path / "review" / RECORD).write_bytes(data)
    assert findings(tmp_path / "review") == expected


def test_a_file_full_of_faults_lists_fifty(tmp_path: Path) -> None:
    """Nobody reads ten thousand lines, and no terminal should have to show them."""
    copy_sound(tmp_path / "review")
    text = "".join(f"unknown{number}: &a\n" for number in range(10_000))
    (tmp_path / "review" / RECORD).write_text(text, "utf-8")
    lines = findings(tmp_path / "review").splitlines()
    assert len(lines) == 2 * 51
    assert lines[-2:] == [f"{RECORD}:48: more findings than can be listed", "  hint: mend these first"]


def test_a_file_full_of_doubts_lists_fifty(tmp_path: Path) -> None:
    copy_sound(tmp_path / "review")
    text = (
        "id: broken2021record\ntitle: Teapots\nurl: https://example.org/t\nauthors:\n"
        + "  - Quill, Ada #\n" * 1000
    )
    (tmp_path / "review" / RECORD).write_text(text, "utf-8")
    lines = findings(tmp_path / "review").splitlines()
    assert len(lines) == 2 * 51


def test_a_vanished_id_is_missed(tmp_path: Path) -> None:
    """Former ids that are records, former names or listed as dropped are not missed."""
    root = tmp_path / "review"
    set_up(BROKEN / "renamed-paper", root)
    review = root / "papers/review.yml"
    review.write_text(review.read_text("utf-8") + "dropped: [draft2021teapot]\n", "utf-8")
    former = frozenset({"quill2021teapot", "swamp2021teapot", "draft2021teapot", "sunk2020teapot"})
    message, hint, *_ = findings(root, former).splitlines()
    assert message == (
        'papers/2020/sunk2020teapot.yml: "sunk2020teapot" was a record once, and its address leads nowhere now'
    )
    assert hint == (
        "  hint: add `formerly: [sunk2020teapot]` to the record in its place, or bring it back as `decision: excluded`; "
        "if nobody ever saw it, list it under `dropped:` in papers/review.yml"
    )


# Functions whose findings no broken review can show, and where they are shown instead.
ELSEWHERE = {
    "root.py find_root": "test_corpus.py: no review at all",
    "corpus.py _find_strays": "test_corpus.py: links, which not every git keeps",
    "corpus.py _walk": "test_corpus.py: a folder that cannot be read",
    "corpus.py _read_bytes": "test_corpus.py: a file that cannot be read",
    "editing.py _with_field": "test_editing.py",
    "editing.py append_item": "test_editing.py",
    "editing.py _checked": "test_editing.py",
    "history.py read_history": "test_history.py",
    "history.py _unknown": "test_history.py",
    "parsing.py _explain_other": "nowhere: an error of pydantic's that no field has today",
    "yamlfile.py _syntax_problem": "test_yamlfile.py: what decode_yaml keeps out",
}


def test_every_finding_has_its_broken_example(tmp_path: Path) -> None:
    """Each line of the model that makes a finding is reached by one of the files above."""
    reached: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith(str(MODEL)):
            return None
        if event == "line":
            reached.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        for case in CASES:
            set_up(case, tmp_path / case.name)
            findings(tmp_path / case.name, frozenset({"sunk2020teapot"}))
        for number, hostile in enumerate([*HOSTILE, pytest.param(b"a: &a\n" * 100, "")]):
            set_up(CASES[0], tmp_path / str(number))
            (tmp_path / str(number) / RECORD).write_bytes(hostile.values[0])  # type: ignore[arg-type]
            findings(tmp_path / str(number))
    finally:
        sys.settrace(before)

    unreached = {
        f"{file.relative_to(MODEL)} {function.name}"
        for file in sorted(MODEL.rglob("*.py"))
        for function in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        for first, last in findings_in(function)
        if not any((str(file), line) in reached for line in range(first, last + 1))
    }
    assert unreached == set(ELSEWHERE)


def findings_in(function: ast.FunctionDef) -> Iterator[tuple[int, int]]:
    """First and last line of what makes a finding: a call, or the explanation of an error of pydantic's."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            makes_one = name in {"Problem", "wrong", "error", "warning", "report", "_unknown"}
        else:
            makes_one = isinstance(node, ast.Return) and function.name.startswith("_explain")
        if makes_one:
            yield node.lineno, node.end_lineno or node.lineno
