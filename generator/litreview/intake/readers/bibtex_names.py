"""A BibTeX author field -> names as records store them. What a name's parts are, bibtexparser says, after BibTeX's own rules."""

import re

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from litreview.intake.latex import decode_latex
from litreview.intake.readers.values import one_line, stored_name

_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")
# An "and" with no name on one side of it.
_EMPTY = re.compile(r"^\s*and\s+|\s+and\s*$|(?<=\sand)(?:\s+and)+(?=\s)")
_ET_AL = frozenset({"others", "et al", "et al.", "al.", "al"})


def read_names(field: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The authors of the LaTeX `field`, in order, and a remark where it says that there are more.

    `Family, Given, Suffix` with a von-part before the family name; a name that braces hold together is a group, `{Group}`.
    """
    names = split_multiple_persons_names(_EMPTY.sub("", field))
    known = [name for name in names if _decode([name]).lower() not in _ET_AL]
    authors = tuple(stored for name in known if (stored := _read_name(name)))
    cut = len(known) < len(names)
    return authors, ('the author list is cut off: it ends with "and others"',) if cut else ()


def _read_name(name: str) -> str | None:
    parts = parse_single_name_into_parts(name, strict=False)
    if not parts.first and len(parts.last) == 1 and not parts.von and _is_group(parts.last[0]):
        return f"{{{_decode(parts.last)}}}"
    if not parts.jr and len(parts.first) > 1 and _SUFFIX.fullmatch(_decode(parts.last)):
        # BibTeX wants "King, Jr., Martin"; people write "Martin King Jr.", where it takes the last word for the family name.
        *parts.first, family = parts.first
        parts.last, parts.jr = [family], parts.last
    return stored_name(_decode([*parts.von, *parts.last]), _decode(parts.first), _decode(parts.jr))


def _is_group(word: str) -> bool:
    r"""Whether one pair of braces holds the whole name, and not just a letter with its accent: `{OpenAI}`, but `{\'E}mile`."""
    return word.startswith("{") and word.endswith("}") and not word.startswith("{\\") and "}" not in word[:-1]


def _decode(words: list[str]) -> str:
    return one_line(decode_latex(" ".join(words)))
