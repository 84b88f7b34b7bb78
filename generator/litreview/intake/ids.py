"""The id of a new paper: `chen2023longlora`. Made once, from what is known that day; a record keeps it whatever is corrected later."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import count

from litreview.model.fields import YEAR_FOLDER
from litreview.model.identifiers import fold_ascii
from litreview.model.names import family_first, parse_name

NO_DATE = "nd"

# Words that begin a title and say nothing of it.
_STOP_WORDS = frozenset(
    "a an the this that these those it its we our you your i my he his she her they their one some any all no not and or nor but if "
    "so as of on in into onto to toward towards for from with without within by at via versus vs under over between beyond about "
    "against through during before after is are was were be been being do does did has have had can could shall should will would "
    "may might must how what when where which who whose whos whats why whether here there than then too also just only".split()
)
# Words that stand in many groups' names and tell none from another.
_GROUP_WORDS = frozenset("team group collaboration consortium project".split())
_JOINING_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")  # hyphen-minus, hyphen, non-breaking hyphen
_PART_LENGTH = 30  # letters of a name or word; "levenbergmarquardt" has 18
_NOTHING_LEFT = "paper"
_YEARS_APART = 5  # between a preprint and its journal; "windows2000" is no id of a paper of 2021


def fits_as_id(key: str, authors: Sequence[str], year: str | None, title: str) -> bool:
    """Whether `key`, which a bibliography has for the paper, can be its id; foreign keys (`smith_2020`, `DBLP:conf/...`) cannot.

    It has an id's form with a letter in it, and its year is not far from `year`: a record keeps the year that was believed when it was
    made, and a bibliography names that of the journal. Without a year ("nd") it begins as it would here, for so do many words.
    """
    match = YEAR_FOLDER.fullmatch(key)
    if match is None or key.isdecimal():  # a number is a database's
        return False
    if match[1] == NO_DATE:
        return any(key.startswith(id_stem(names, None, title)) for names in (authors, ()))
    return year is None or abs(int(match[1]) - int(year)) <= _YEARS_APART


def make_id(authors: Sequence[str], year: str | None, title: str, taken: Collection[str]) -> str:
    """An id that is not among `taken`: family name, year, first title word that carries meaning.

    `authors` are as a record has them; without any, the first two such title words stand around the year. A hyphenated word is one
    word, and a word without letters is taken only where there is no other. Where `year` is None, or outside 1900 to 2099, "nd" stands
    in its place. On a clash `b` follows, then `c` ... `z`, `aa`.

    A name of which nothing is left in ASCII counts as unknown; where the title leaves nothing either, the id begins with "paper".
    """
    stem = id_stem(authors, year, title)
    return next(candidate for candidate in _with_suffixes(stem) if candidate not in taken)


def id_stem(authors: Sequence[str], year: str | None, title: str) -> str:
    """The id as `make_id` gives it where nothing is taken."""
    folder = year if year and re.fullmatch("(?:19|20)[0-9]{2}", year) else NO_DATE
    name = _name_word(authors[0]) if authors else ""
    words = [name, *_title_words(title)] if name else _title_words(title)
    before, after = (*words[:2], "", "")[:2] if words else (_NOTHING_LEFT, "")
    stem = before + folder + after
    match = YEAR_FOLDER.fullmatch(stem)
    if match is None or match[1] != folder:  # digits of a name or title that look like a year: "Windows 2000"
        stem = _without_digits(before) + folder + (_without_digits(after) if folder == NO_DATE else after)
    return stem


def _name_word(author: str) -> str:
    name = parse_name(family_first(author))
    if not name.group:
        return fold_ascii(name.family).replace(" ", "")[:_PART_LENGTH]
    words = fold_ascii(name.group).split()
    telling = [word for word in words if word not in _STOP_WORDS | _GROUP_WORDS]
    return (telling or words or [""])[0][:_PART_LENGTH]


def _title_words(title: str) -> list[str]:
    words = fold_ascii(_JOINING_HYPHEN.sub("", title)).split()
    lettered = [word for word in words if not word.isdigit()]
    telling = [word for word in lettered if word not in _STOP_WORDS]
    return [word[:_PART_LENGTH] for word in telling or lettered or words]


def _without_digits(text: str) -> str:
    return re.sub("[0-9]", "", text)


def _with_suffixes(stem: str) -> Iterator[str]:
    """`stem`, `stem` + b ... z, aa, ab ...: the first paper has no letter, so the second is `b`."""
    yield stem
    for number in count(2):
        letters = ""
        while number > 0:
            number, rest = divmod(number - 1, 26)  # noqa: PLW2901  # bijective base 26
            letters = chr(ord("a") + rest) + letters
        yield stem + letters
