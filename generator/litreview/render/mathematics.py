r"""Mathematics in titles, for reading: `$\{\pm 1, \pm i\}$` -> {±1, ±i}. Exports and metadata keep the TeX.

Typesetting it would load a script on every page; most of what stands in titles are signs and single exponents, for which Unicode has
characters. What it has none for stays as it is: a guess could mean something else (`x^{n+1}` is no x^n+1).
"""

import logging
import re

from pylatexenc.latex2text import LatexNodes2Text

logging.getLogger("pylatexenc").addHandler(logging.NullHandler())  # it logs what it cannot make sense of

_INLINE = re.compile(r"(?<![\\$\w])\$(?![\s$])([^$]+)(?<![\s\\$])\$(?![\d$])|(?<=\w)\$(\^[^$]+)\$")
_BEYOND_UNICODE = re.compile(r"[_^](?:\{[^{}]{2,}\}|\\)|_|\\(?:frac|sqrt|sum|prod|int|over|matrix|begin)")
_RAISED = re.compile(r"\^([0-9n+-])")
_RAISED_SIGNS = str.maketrans("0123456789n+-", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ⁺⁻")
_BLANK_BEHIND = re.compile(r"(\\[A-Za-z]+) (?=\w)")  # TeX eats it; a reader needs it
_SIGN_APART = re.compile(r"(?<=[±∓]) (?=\w)")
_reader = LatexNodes2Text(math_mode="text")


def readable(title: str) -> str:
    """`title` with its simple mathematics in Unicode; the same text where there is none."""
    return (
        _INLINE.sub(lambda match: _as_unicode(match[1] or match[2]) or match[0], title)
        if "$" in title
        else title
    )


def _as_unicode(tex: str) -> str | None:
    """The characters that `tex` prints; None where they would not say the same."""
    if _BEYOND_UNICODE.search(tex):
        return None
    text = _RAISED.sub(
        lambda match: match[1].translate(_RAISED_SIGNS),
        _reader.latex_to_text(_BLANK_BEHIND.sub(r"\1{} ", tex)),
    )
    text = _SIGN_APART.sub("", " ".join(text.split()))
    return None if not text or re.search(r"[\\$^{}]", text.strip("{}")) else text
