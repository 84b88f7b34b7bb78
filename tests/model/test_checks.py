"""What checks leave alone, and the order in which they speak. What they say is in test_broken.py."""

import inspect
from pathlib import Path

import pytest

from litreview.model import checks
from litreview.model.checks import CHECKS, check_corpus, without_topic
from litreview.model.corpus import load_corpus
from litreview.model.identifiers import fold_name


def messages(root: Path, today: str | None = "2026-11-20") -> list[str]:
    return [str(problem).partition("\n")[0] for problem in check_corpus(load_corpus(root), today=today)]


def add(root: Path, lines: str) -> list[str]:
    """The findings about a sound record with `lines` added, beyond those that the invented review has anyway."""
    before = messages(root)
    text = 'id: quirk2021case\ntitle: A Case\nauthors:\n  - Quirk, Cas\narxiv: "2102.99977"\ntopics: [folklore]\n'
    (root / "papers/2021/quirk2021case.yml").write_text(text + lines, "utf-8")
    return [message for message in messages(root) if message not in before]


def test_the_invented_review_has_no_errors(corpus_root: Path) -> None:
    assert messages(corpus_root) == [
        'papers/2023/bogus2023counting.yml:7: warning: date: "2023-05" is later than 2003-09, the month of arXiv:math.GT/0309999',
        "papers/nd/nobodyndknows.yml: warning: no arxiv, doi, acl or url: nobody can get to the paper",
        "papers/nd/nobodyndknows.yml:1: warning: authors: nobody is named",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("", id="nothing-more"),
        pytest.param("date: 2021-01-31\n", id="day-before-arxiv's-month"),
        pytest.param("date: 2021\n", id="year-of-arxiv"),
        pytest.param("added: 2026-11-20\n", id="today"),
        pytest.param("summary: " + "tea " * 40 + "\n", id="40-words"),
        pytest.param("summary: " + "tea " * 120 + "\n", id="120-words"),
        pytest.param("summary: 我们在茶壶里 LoRA 微调\n", id="script-without-blanks"),
        pytest.param(
            "notes: '`<b>` and 1 < 2 and <https://example.org> and [[marsh2022tidal]]'\n", id="harmless-notes"
        ),
        pytest.param("notes: '[[not an id]] and [[x](y)]'\n", id="brackets-that-link-nowhere"),
        pytest.param("doi: 10.18653/v1/2021.fable-main.1\nacl: 2021.fable-main.1\n", id="acl-and-its-doi"),
        pytest.param("doi: 10.18653/v1/p19-9999\nacl: P19-9999\n", id="old-acl-and-its-doi"),
        pytest.param("models: [Kettle 70B, KETTLE, C, C++, Phi 1.5, Phi 15]\n", id="names-that-differ"),
        pytest.param("formerly: [quirk2020case]\n", id="former-id"),
    ],
)
def test_fine(lines: str, corpus_root: Path) -> None:
    assert add(corpus_root, lines) == []


@pytest.mark.parametrize(
    "authors",
    [
        pytest.param(["LI, Wei", "XU, Y."], id="short-names"),
        pytest.param(["Mononym", "Quill, Ada"], id="one-mononym"),
        pytest.param(["Mononym"], id="mononym-alone"),
        pytest.param(["{NASA TEAM}", "{Another Group}"], id="groups"),
        pytest.param(["虚构", "Xu, Gou"], id="chinese"),
        pytest.param(["van der FABLE, T."], id="particle"),
    ],
)
def test_fine_names(authors: list[str], corpus_root: Path) -> None:
    path = corpus_root / "papers/nd/nobodyndknows.yml"
    listed = "".join(f'  - "{author}"\n' for author in authors)
    path.write_text(
        f"id: nobodyndknows\ntitle: Nobody Knows\nurl: https://example.org/n\nauthors:\n{listed}", "utf-8"
    )
    assert [message for message in messages(corpus_root) if "nobody" in message] == []


def test_excluded_papers_need_no_authors_and_no_address(corpus_root: Path) -> None:
    path = corpus_root / "papers/nd/nobodyndknows.yml"
    path.write_text("id: nobodyndknows\ntitle: Nobody Knows\ndecision: excluded\nreason: Lost.\n", "utf-8")
    assert [message for message in messages(corpus_root) if "nobody" in message] == []


def test_without_today_no_date_is_too_late(corpus_root: Path) -> None:
    assert add(corpus_root, "added: 2999-01-01\n") != []
    assert [message for message in messages(corpus_root, today=None) if "quirk" in message] == []


def test_findings_come_by_file_and_line_those_of_loading_among_them(corpus_root: Path) -> None:
    lines = "venue: A B #1\nurl: https://example.org\nadded: 2999-01-01\n"
    assert [message.split(" ")[0] for message in add(corpus_root, lines)] == [
        "papers/2021/quirk2021case.yml:7:",
        "papers/2021/quirk2021case.yml:8:",
        "papers/2021/quirk2021case.yml:9:",
    ]
    found = messages(corpus_root)
    assert found == sorted(found, key=lambda message: message.split(":")[0])


def test_a_file_that_has_gone_meanwhile_has_no_lines(corpus_root: Path) -> None:
    corpus = load_corpus(corpus_root)
    (corpus_root / "papers/2023/bogus2023counting.yml").unlink()
    assert str(check_corpus(corpus)[0]).startswith("papers/2023/bogus2023counting.yml: warning: date: ")


def test_papers_without_topic_are_listed_but_for_excluded_ones(corpus_root: Path) -> None:
    assert without_topic(load_corpus(corpus_root)) == ("angstromnandu2022uber", "nobodyndknows")


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        pytest.param("GSM8k", "GSM8K", True, id="case"),
        pytest.param("LLaMA-2", "Llama 2", True, id="hyphen"),
        pytest.param("Llama2-7b", "LLaMA 2 7B", True, id="blanks"),
        pytest.param("Qwen2.5-7B", "Qwen 2.5 7B", True, id="dot-between-digits"),
        pytest.param("BIG-bench (hard)", "BIG bench: Hard", True, id="brackets"),
        pytest.param("Café", "Cafe", True, id="accent"),
        pytest.param("LLaMA 7B", "Llama 2 7B", False, id="generation"),
        pytest.param("Llama 2 7B", "Llama 27B", False, id="boundary-between-numbers"),
        pytest.param("Llama 2.7B", "Llama 2 7B", False, id="decimal-point"),
        pytest.param("Llama 2", "Llama 3", False, id="number"),
        pytest.param("HumanEval+", "HumanEval", False, id="plus"),
        pytest.param("C#", "C++", False, id="signs"),
        pytest.param("茶壶", "茶", False, id="chinese"),
    ],
)
def test_spellings(one: str, other: str, are_one: bool) -> None:
    assert (fold_name(one) == fold_name(other)) is are_one


def test_every_check_is_in_the_pipeline_and_says_what_it_holds() -> None:
    modules = (checks.of_record, checks.among_records, checks.of_tables, checks.spelling)
    public = {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and list(inspect.signature(function).parameters) == ["facts"]
    }
    assert set(CHECKS) == public
    assert len(set(CHECKS)) == len(CHECKS)
    assert all(check.__doc__ for check in CHECKS)
