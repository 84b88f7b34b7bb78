"""A BibTeX author field -> names as records store them. What a name's parts are, bibtexparser says, after BibTeX's own rules."""

import re
from functools import lru_cache
from itertools import accumulate

from bibtexparser.middlewares.names import parse_single_name_into_parts

from litreview.intake.latex import decode_latex
from litreview.intake.readers.values import one_line, stored_name

_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")
_MARK = re.compile(r"\\.|[{}]|\sand(?=\s)", re.IGNORECASE)
# Biber's other way to write a name, which Better BibTeX uses for particles: family=Fable, given=Ada, prefix=van der.
_PART = re.compile(r'\s*([a-z]+)\s*=\s*"?(.+?)"?\s*')
_ET_AL = frozenset({"others", "et al", "et al.", "al.", "al"})


def read_names(field: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The authors of the LaTeX `field`, in order, and a remark where it says that there are more.

    `Family, Given, Suffix` with a von-part before the family name; a name that braces hold together is a group, `{Group}`.
    """
    names = _split(field)
    known = [name for name in names if _decode([name]).lower() not in _ET_AL]
    authors = tuple(stored for name in known if (stored := _read_name(name)))
    cut = len(known) < len(names)
    return authors, ('the author list is cut off: it ends with "and others"',) if cut else ()


def _split(field: str) -> list[str]:
    r"""`field` cut at every `and` outside of braces; bibtexparser's own cutting takes the accent off a name that begins with one."""
    text = f" {field} "
    names: list[str] = []
    depth = start = 0
    for mark in _MARK.finditer(text):
        if mark[0] in {"{", "}"}:
            depth = max(0, depth + (1 if mark[0] == "{" else -1))
        elif depth == 0 and not mark[0].startswith("\\"):
            names.append(text[start : mark.start()])
            start = mark.end()
    stripped = (name.strip() for name in (*names, text[start:]))
    return [name for name in stripped if name]


@lru_cache(maxsize=2**15)  # the same people come again and again, and the parser goes letter by letter
def _read_name(name: str) -> str | None:
    if "family=" in name and (stored := _read_parts(name)):
        return stored
    parts = parse_single_name_into_parts(name, strict=False)
    if not parts.first and len(parts.last) == 1 and not parts.von and _is_group(parts.last[0]):
        return f"{{{_decode(parts.last)}}}"
    if not parts.jr and len(parts.first) > 1 and _SUFFIX.fullmatch(_decode(parts.last)):
        # BibTeX wants "King, Jr., Martin"; people write "Martin King Jr.", where it takes the last word for the family name.
        *parts.first, family = parts.first
        parts.last, parts.jr = [family], parts.last
    return stored_name(_decode([*parts.von, *parts.last]), _decode(parts.first), _decode(parts.jr))


def _read_parts(name: str) -> str | None:
    matches = filter(None, map(_PART.fullmatch, name.split(",")))
    parts = {match[1]: _decode([match[2]]) for match in matches}
    family, given, prefix, suffix = (parts.get(part, "") for part in ("family", "given", "prefix", "suffix"))
    return stored_name(f"{prefix} {family}".strip(), given, suffix)


def _is_group(word: str) -> bool:
    r"""Whether one pair of braces holds the whole name, and not just a letter with its accent: `{OpenAI}`, but not `{\'E}mile`."""
    depths = list(accumulate({"{": 1, "}": -1}.get(character, 0) for character in word))
    return word.startswith("{") and 0 not in depths[:-1]


def _decode(words: list[str]) -> str:
    return one_line(decode_latex(" ".join(words)))
