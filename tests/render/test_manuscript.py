r"""The keys that a manuscript cites: every citing command, and nothing that only looks like one."""

import re
from pathlib import Path

import pytest

from litreview.errors import WrongUsageError
from litreview.render.exports.manuscript import (
    Citation,
    cited_in_aux,
    cited_in_tex,
    load_manuscript,
    parts_of_aux,
    parts_of_tex,
)


@pytest.mark.parametrize(
    ("tex", "keys"),
    [
        pytest.param(r"\cite{a}", "a", id="cite"),
        pytest.param(r"\cite{a,b, c}", "a b c", id="several-keys"),
        pytest.param(r"\cite[see][p. 3]{a}", "a", id="notes"),
        pytest.param(r"\cite[see {[}1] and \emph{x}]{a}", "a", id="braces-in-a-note"),
        pytest.param(r"\cite[see [1, 2]]{a}", "a", id="brackets-in-a-note"),
        pytest.param(r"\citep{a} \citet*{b} \citealp{c} \Citet{d} \citeauthor{e} \citeyearpar{f}", "a b c d e f", id="natbib"),
        pytest.param(
            r"\parencite{a} \textcite{b} \autocite[][]{c} \footcite{d} \smartcite{e} \supercite{f} \fullcite{g} \Autocite*{h}",
            "a b c d e f g h",
            id="biblatex",
        ),
        pytest.param(r"\autocites(see)(x)[1]{a}[2]{b,c}{d}", "a b c d", id="biblatex-several"),
        pytest.param(r"\citefield{a}{title} \citename{b}{author}", "a b", id="field-is-no-key"),
        pytest.param(r"\cite{a}{b}", "a", id="a-group-behind"),
        pytest.param(r"\nocite{a} \nocite{*}", "a *", id="nocite"),
        pytest.param(r"\bibentry{a} \textcquote[2]{b}{text} \blockcquote{c}{text} \newcite{d}", "a b c d", id="others"),
        pytest.param("\\citep[see][]{%\n  a,\n  % old,\n  b}", "a b", id="several-lines"),
        pytest.param("x % \\cite{a}\n\\cite{b}", "b", id="comment"),
        pytest.param(r"100\% \cite{a} \\% \cite{b}", "a", id="escaped-percent-sign"),
        pytest.param(r"\url{https://a.org/%20x} \cite{a} \href{https://a.org/%7E}{\cite{b}}", "a b", id="percent-sign-in-an-address"),
        pytest.param("\\begin{verbatim}\n\\cite{a}\n\\end{verbatim}\\cite{b}", "b", id="verbatim"),
        pytest.param("\\begin{lstlisting}[x]\\cite{a}\\end{lstlisting}\\cite{b}", "b", id="listing"),
        pytest.param("\\begin{comment}\n\\cite{a}\n\\end{comment}\n\\cite{b}", "b", id="commented-out"),
        pytest.param(r"\verb|\cite{a}| \lstinline!\cite{b}! \cite{c}", "c", id="verb"),
        pytest.param("\\cite{a}\\end{document}\n\\cite{b}", "a", id="after-the-end"),
        pytest.param(r"\citestyle{plain} \setcitestyle{numbers} \DeclareCiteCommand{\x}{}{}{}", "", id="settings"),
        pytest.param(r"\\cite{a} cite{c} \cite", "", id="no-commands"),
        pytest.param(r"\cite{} \cite{ , } \cite[a]", "", id="no-keys"),
        pytest.param(r"\cite{müller2020} \cite{a:b/c-d_e.f+g}", "müller2020 a:b/c-d_e.f+g", id="keys-of-any-signs"),
        pytest.param("", "", id="empty"),
    ],
)  # fmt: skip
def test_keys_in_tex(tex: str, keys: str) -> None:
    assert " ".join(citation.key for citation in cited_in_tex(tex)) == keys


@pytest.mark.parametrize(
    ("aux", "keys"),
    [
        pytest.param("\\relax\n\\citation{a}\n\\citation{b,c}\n", "a b c", id="bibtex"),
        pytest.param(
            "\\abx@aux@cite{0}{a}\n\\abx@aux@segm{0}{0}{a}\n\\abx@aux@cite{1}{b}", "a b", id="biblatex"
        ),
        pytest.param("\\abx@aux@cite{a}", "a", id="biblatex-of-old"),
        pytest.param("\\bibcite{a}{{1}{2020}{{Quill}}{{}}}", "a", id="natbib"),
        pytest.param("\\citation{*}", "*", id="all"),
        pytest.param("\\bibstyle{plain}\n\\bibdata{review}\n\\newlabel{sec}{{1}{1}}", "", id="nothing-cited"),
    ],
)
def test_keys_in_aux(aux: str, keys: str) -> None:
    assert " ".join(citation.key for citation in cited_in_aux(aux)) == keys


def test_every_key_has_its_line() -> None:
    tex = "First.\n\\cite{a} % \\cite{x}\n\\begin{verbatim}\n\\cite{y}\n\\end{verbatim}\n\\cite{b,\n  c}\n"
    assert cited_in_tex(tex, "paper.tex") == (
        Citation("a", "paper.tex", 2),
        Citation("b", "paper.tex", 6),
        Citation("c", "paper.tex", 7),
    )


def test_parts() -> None:
    assert parts_of_tex("\\input{one} % \\input{two}\n\\include{chapters/three}\\subfile{four.tex}") == (
        "one",
        "chapters/three",
        "four.tex",
    )
    assert parts_of_aux("\\@input{chapters/one.aux}\n") == ("chapters/one.aux",)


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_a_manuscript_of_several_files(tmp_path: Path) -> None:
    """Parts are looked for from the folder of the whole, each is read once, and a circle ends."""
    write(
        tmp_path,
        {
            "paper.tex": "\\cite{a}\\input{parts/one}\\input{figure.tikz}\\input{parts/one}",
            "parts/one.tex": "\\cite{b}\\input{parts/two.tex}\\input{paper}",
            "parts/two.tex": "\\cite{c}",
            "figure.tikz": "\\cite{d}",
        },
    )
    manuscript = load_manuscript(tmp_path / "paper.tex")
    assert [(citation.key, Path(citation.file).name) for citation in manuscript.citations] == [
        ("a", "paper.tex"),
        ("b", "one.tex"),
        ("d", "figure.tikz"),
        ("c", "two.tex"),
    ]
    assert manuscript.problems == ()


def test_chapters_of_an_aux_file(tmp_path: Path) -> None:
    write(tmp_path, {"book.aux": "\\citation{a}\n\\@input{one.aux}\n", "one.aux": "\\citation{b}\n"})
    assert [citation.key for citation in load_manuscript(tmp_path / "book.aux").citations] == ["a", "b"]


def test_a_missing_part_is_a_warning(tmp_path: Path) -> None:
    write(tmp_path, {"paper.tex": "\\cite{a}\\input{gone}"})
    manuscript = load_manuscript(tmp_path / "paper.tex")
    assert [citation.key for citation in manuscript.citations] == ["a"]
    assert [str(problem) for problem in manuscript.problems] == [
        f"{tmp_path}/gone.tex: warning: cannot be read: No such file or directory"
    ]


def test_a_missing_manuscript_is_wrong_usage(tmp_path: Path) -> None:
    message = re.escape(f"{tmp_path}/paper.aux: cannot be read: No such file or directory")
    with pytest.raises(WrongUsageError, match=f"^{message}$"):
        load_manuscript(tmp_path / "paper.aux")


def test_a_manuscript_that_is_no_utf_8(tmp_path: Path) -> None:
    """Keys are ASCII nearly always, whatever the text around them is."""
    (tmp_path / "paper.tex").write_bytes(b"Z\xfcrich \\cite{a}")
    assert [citation.key for citation in load_manuscript(tmp_path / "paper.tex").citations] == ["a"]


def test_much_that_never_ends_takes_no_time() -> None:
    """A few hundred kilobytes of openings; what is quadratic would run for minutes."""
    for opening in ("\\cite[", "\\cite{", "\\cite(", "\\verb|", "\\" + "a" * 50, "\\cite[[", "%", "\\url{"):
        assert cited_in_tex(opening * 5000) == ()
