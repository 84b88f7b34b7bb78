r"""The keys that a manuscript cites, from what LaTeX writes (`.aux`) or from the text itself (`.tex`). Knows no records.

Source: the citing commands of LaTeX, natbib, biblatex and csquotes, and what LaTeX and biblatex write into `.aux`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from litreview.errors import Problem, WrongUsageError

ALL = "*"  # the key in `\nocite{*}`

# What is read past: escaped signs; addresses, in which `%` is no comment; what is printed as it stands; comments.
_SKIPPED = re.compile(
    r"""
      \\ (?: url | path | href ) \s* \{ [^{}]* \}
    | \\ (?: verb | lstinline ) (?![A-Za-z]) \*? (?P<mark> [^\s\w{\[] ) [^\n]*? (?P=mark)
    | \\begin \s* \{ (?P<verbatim> verbatim\*? | Verbatim | lstlisting | minted | comment | filecontents\*? ) \}
      .*? \\end \s* \{ (?P=verbatim) \}
    | \\end \s* \{ document \} .*
    | \\ [^A-Za-z\n]
    | % [^\n]*
    """,
    re.VERBOSE | re.DOTALL,
)
# A command with all that may belong to it: notes in round and square brackets, keys in braces.
_CITING = re.compile(
    r"""
    \\ (?P<command> [A-Za-z]* [Cc]ite [A-Za-z]* | bibentry | (?: text | block ) cquote ) (?![A-Za-z]) \*?
    (?P<arguments> (?: \s* (?: \( [^()]* \) | \[ [^\[\]]* (?: \[ [^\[\]]* \] [^\[\]]* )* \] | \{ [^{}]* \} ) )+ )
    """,
    re.VERBOSE,
)
_ARGUMENT = re.compile(r"\([^()]*\)|\[(?:[^\[\]]|\[[^\[\]]*\])*\]|(?P<keys>\{[^{}]*\})")
# Commands with "cite" in their name and no key in braces.
_NOT_CITING = frozenset(
    "citestyle setcitestyle citetext citereset citesetup citetrackertrue citetrackerfalse "
    "DeclareCiteCommand DeclareMultiCiteCommand DeclareAutoCiteCommand".split()
)
_SEVERAL = re.compile("[Cc]ites$")  # \cites(see)[1]{a}[2]{b}
_PART_OF_TEX = re.compile(r"\\(?:input|include|subfile)\s*\{([^{}]+)\}")
_IN_AUX = re.compile(r"\\(?:citation|bibcite|abx@aux@cite(?:\{\d+\})?)\{(?P<keys>[^{}]*)\}")
_PART_OF_AUX = re.compile(r"\\@input\{([^{}]+)\}")
_KEY = re.compile(r"[^\s,{}]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """One key where it is cited: the file as the user named it, and the line, counted from 1."""

    key: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """All citations of a manuscript in the order of the text, file by file, and the parts of it that could not be read."""

    citations: tuple[Citation, ...]
    problems: tuple[Problem, ...]


def load_manuscript(path: Path) -> Manuscript:
    r"""What the `.aux` or `.tex` file at `path` and its parts (`\@input`, `\input`, `\include`) cite. Reads the disk.

    Raises:
        WrongUsageError: it cannot be read. A part that cannot is a warning.
    """
    is_aux = path.suffix == ".aux"
    citations: list[Citation] = []
    problems: list[Problem] = []
    waiting, seen = [path], {path}
    while waiting:
        file = waiting.pop(0)
        try:
            text = file.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            problem = Problem(str(file), f"cannot be read: {error.strerror}")
            if file == path:
                raise WrongUsageError(problem) from None
            problems.append(replace(problem, severity="warning"))
            continue
        citations += (cited_in_aux if is_aux else cited_in_tex)(text, str(file))
        names = parts_of_aux(text) if is_aux else parts_of_tex(text)
        # TeX looks for every part from the folder of the whole.
        parts = dict.fromkeys(_find_part(path.parent / name) for name in names)
        waiting += [part for part in parts if part not in seen]
        seen |= parts.keys()
    return Manuscript(tuple(citations), tuple(problems))


def _find_part(path: Path) -> Path:
    """The file that TeX takes for the part at `path`: with `.tex` behind it, unless only the name as it stands is there."""
    with_suffix = path.with_name(f"{path.name}.tex")
    return (
        path
        if path.suffix in {".aux", ".tex"} or (path.is_file() and not with_suffix.is_file())
        else with_suffix
    )


def cited_in_tex(text: str, file: str = "-") -> tuple[Citation, ...]:
    r"""The keys in the citing commands of LaTeX `text`, in order; `*` for `\nocite{*}`.

    Comments, verbatim text and what follows `\end{document}` do not count.
    """
    shown = _blank_out_what_is_skipped(text)
    return tuple(_place(_keys_in_tex(shown), shown, file))


def parts_of_tex(text: str) -> tuple[str, ...]:
    r"""The files that LaTeX `text` takes in, as it names them, in order."""
    return tuple(part.strip() for part in _PART_OF_TEX.findall(_blank_out_what_is_skipped(text)))


def cited_in_aux(text: str, file: str = "-") -> tuple[Citation, ...]:
    r"""The keys that LaTeX noted in the `.aux` file `text`, in order, by BibTeX or by biblatex; `*` for `\nocite{*}`."""
    keys = ((match["keys"], match.start("keys")) for match in _IN_AUX.finditer(text))
    return tuple(_place(keys, text, file))


def parts_of_aux(text: str) -> tuple[str, ...]:
    """The `.aux` files of the chapters that `text` names, in order."""
    return tuple(_PART_OF_AUX.findall(text))


def _keys_in_tex(text: str) -> Iterator[tuple[str, int]]:
    """What stands where keys do, and its place."""
    for match in _CITING.finditer(text):
        if match["command"] in _NOT_CITING:
            continue
        several = _SEVERAL.search(match["command"])
        for argument in _ARGUMENT.finditer(text, match.start("arguments"), match.end("arguments")):
            if argument["keys"]:
                yield argument["keys"], argument.start("keys")
                if not several:
                    break


def _place(lists: Iterator[tuple[str, int]], text: str, file: str) -> Iterator[Citation]:
    """A citation for each key of `lists`, which stand in `text`."""
    line, counted = 1, 0
    for keys, start in lists:
        for key in _KEY.finditer(keys):
            place = start + key.start()
            line += text.count("\n", counted, place)
            counted = place
            yield Citation(key[0], file, line)


def _blank_out_what_is_skipped(text: str) -> str:
    """`text` with blanks for what is no text of the manuscript, its lines kept."""
    return _SKIPPED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
