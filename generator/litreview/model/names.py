"""People's names: one string a name, `Family, Given`, and a group in braces, `{Gemini Team, Google}`."""

import functools
import re
from dataclasses import dataclass

# Words that belong to the family name when they stand before it in lower case; from the name particles that
# BibTeX's "von" part and CSL's non-dropping particles cover.
_PARTICLES = frozenset(
    "af al auf aus da das de degli dei del della den der des di do dos du el la las le lo los op 't te ten ter "
    "tot van vanden vander vom von y zu zum zur bin ibn ben".split()
)
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """An author's name in parts; `family` alone for a mononym, `group` alone for a group, else both family and given."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    group: str = ""

    @property
    def display(self) -> str:
        """The name in reading order: "Ada Lovelace", "Martin King Jr.", "Gemini Team, Google"."""
        return self.group or " ".join(part for part in (self.given, self.family, self.suffix) if part)

    @property
    def sort_name(self) -> str:
        """The name as stored, family name first; a group without its braces."""
        return self.group or ", ".join(part for part in (self.family, self.given, self.suffix) if part)


@functools.lru_cache(maxsize=2**16)  # every format and page asks for the same names again
def parse_name(text: str) -> Name:
    """The parts of a stored author: `Family, Given`, `Family, Given, Suffix`, `Mononym` or `{Group}`."""
    if text.startswith("{") and text.endswith("}"):
        return Name(group=text[1:-1].strip())
    family, given, suffix, *_ = [*(part.strip() for part in text.split(",")), "", ""]
    return Name(family=family, given=given, suffix=suffix)


def family_first(text: str) -> str:
    """`Family, Given` for a name in reading order ("Ludwig van Beethoven" -> "van Beethoven, Ludwig").

    The last word is the family name, with the lower-case particles right before it; a suffix (Jr., III) goes last. A name that
    has a comma already, a group in braces and a single word come back as they are.
    """
    words = text.split()
    if "," in text or text.startswith("{") or len(words) < 2:  # noqa: PLR2004
        return " ".join(words)
    suffix = [words.pop()] if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else []  # noqa: PLR2004
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return ", ".join([" ".join(words[start:]), " ".join(words[:start]), *suffix])


def split_particles(family: str) -> tuple[str, str]:
    """The particles that a family name begins with and what they belong to: ("van der", "Fable"); "" where there are none."""
    words = family.split()
    start = next((at for at, word in enumerate(words[:-1]) if word not in _PARTICLES), len(words) - 1)
    return (" ".join(words[:start]), " ".join(words[start:])) if start > 0 else ("", family)
