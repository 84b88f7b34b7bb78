"""The fields of one BibTeX entry: macros put in, pieces joined, LaTeX decoded. Knows no entry types and no papers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bibtexparser.model import Entry as BibtexEntry
from bibtexparser.model import String

from litreview.intake.latex import decode_latex
from litreview.intake.readers.values import one_line

# What every BibTeX style defines.
_MONTHS = {name: name for name in "jan feb mar apr may jun jul aug sep oct nov dec".split()}
# Fields that are addresses: TeX's characters in them are meant, escaped or not.
_VERBATIM = frozenset({"url", "doi", "eprint", "code"})
_MARK = re.compile(r'(?<!\\)[{}"#]')
_ESCAPED = re.compile(r"\\(?=[%&#_~$])|[{}]")


@dataclass(frozen=True, slots=True)
class Fields:
    """One entry's fields by lower-case name, each on one line and still LaTeX; `remarks` say what was odd about them."""

    values: Mapping[str, str]
    remarks: tuple[str, ...] = field(default=())

    def raw(self, name: str) -> str:
        """The field as LaTeX; empty where there is none."""
        return self.values.get(name, "")

    def get(self, *names: str) -> str:
        """The first of the fields that is there, decoded; empty where there is none."""
        for name in names:
            if text := self.values.get(name):
                return _decode_verbatim(text) if name in _VERBATIM else one_line(decode_latex(text))
        return ""


def _decode_verbatim(text: str) -> str:
    return _ESCAPED.sub("", text.removeprefix("\\url"))


def read_strings(blocks: Iterable[String]) -> dict[str, str]:
    """The macros that `blocks` define, by lower-case name, with those that BibTeX knows of itself."""
    strings = dict(_MONTHS)
    for block in blocks:
        strings[block.key.lower()], _ = _evaluate(block.value, strings)
    return strings


def read_fields(entry: BibtexEntry, strings: Mapping[str, str]) -> Fields:
    """The fields of `entry`. Of two with one name the first counts, as for BibTeX itself."""
    values: dict[str, str] = {}
    remarks: list[str] = []
    for each in entry.fields:
        name = each.key.lower()
        if name in values:
            remarks.append(f'field "{name}" stands there twice: the first counts')
            continue
        text, undefined = _evaluate(each.value, strings)
        values[name] = one_line(text)
        remarks += (f'{name}: no @string defines "{macro}"' for macro in undefined)
    return Fields(values, tuple(remarks))


def _evaluate(expression: str, strings: Mapping[str, str]) -> tuple[str, list[str]]:
    """The text of `{...}`, `"..."`, a number or a macro, or of several joined by `#`; and the macros that nothing defines."""
    texts: list[str] = []
    undefined: list[str] = []
    for piece in map(str.strip, _pieces(expression)):
        if piece[:1] in {"{", '"'} and len(piece) > 1:
            texts.append(piece[1:-1])
        elif piece.lower() in strings:
            texts.append(strings[piece.lower()])
        else:
            texts.append(piece)
            if piece and not piece.isdecimal():
                undefined.append(piece)
    return "".join(texts), undefined


def _pieces(expression: str) -> list[str]:
    """`expression` cut at every `#` that stands outside of braces and quotes."""
    if "#" not in expression:
        return [expression]
    depth, quoted, start = 0, False, 0
    pieces: list[str] = []
    for mark in _MARK.finditer(expression):
        sign = mark[0]
        if sign == '"' and depth == 0:
            quoted = not quoted
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
        elif sign == "#" and depth == 0 and not quoted:
            pieces.append(expression[start : mark.start()])
            start = mark.end()
    return [*pieces, expression[start:]]
