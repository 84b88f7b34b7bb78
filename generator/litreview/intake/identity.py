"""Which two of entries and records are one paper, and which look alike. Titles, names and identifiers in; positions out.

One paper: the same arXiv identifier, DOI or ACL identifier; or the same title, letters and digits alone, with no identifier against it
and with authors in common or unknown. What is merely similar is for people to judge.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from rapidfuzz import fuzz

from litreview.model.identifiers import fold_title
from litreview.model.names import family_first, parse_name

# Similarity of two titles' sorted words, of 100. Among the 168 titles of this review the nearest pair, a paper and its critique, is at 83
# and the next, which have nothing to do with each other, at 75.
_SIMILAR = 80
_PHRASE = 5  # words of a main title that are no accident in another title
_CROWD = 100  # a word that more titles share tells nothing, and would make 10,000 titles a matter of minutes
_SUBTITLE = re.compile(r":|\s[-–—]\s|—")


class Paper(Protocol):
    """What entries and records have in common as far as identity goes."""

    @property
    def title(self) -> str | None: ...  # noqa: D102
    @property
    def authors(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def arxiv(self) -> str | None: ...  # noqa: D102
    @property
    def doi(self) -> str | None: ...  # noqa: D102
    @property
    def acl(self) -> str | None: ...  # noqa: D102


def identifiers(paper: Paper) -> tuple[str, ...]:
    """What names `paper` for good, most telling first: "arXiv:2309.12307", "doi:10.1000/xyz", "ACL:2024.acl-long.1"."""
    named = (("arXiv", paper.arxiv), ("doi", paper.doi), ("ACL", paper.acl))
    return tuple(f"{kind}:{value}" for kind, value in named if value)


def conflicting(one: Paper, other: Paper) -> bool:
    """Whether both have an identifier of one kind and the two differ."""
    pairs = ((one.arxiv, other.arxiv), (one.doi, other.doi), (one.acl, other.acl))
    return any(a and b and a != b for a, b in pairs)


def share_authors(one: Paper, other: Paper) -> bool:
    """Whether they have an author in common; also where either's authors are unknown or a group, which says nothing of people."""
    mine, yours = _people(one.authors), _people(other.authors)
    return not mine or not yours or not mine.isdisjoint(yours)


@lru_cache(maxsize=1024)  # each stage asks for the title in hand
def title_key(title: str | None) -> str:
    """What two spellings of a title share; "" where there is no title. A title of signs alone stands for itself."""
    return (fold_title(title) or " ".join(title.split())) if title else ""


def same_title(one: str, other: str) -> bool:
    """Whether two titles are one but for signs, a subtitle or a word: enough to believe an identifier that agrees, and no more."""
    return title_key(one) == title_key(other) or _alike(_shape(one), _shape(other))


class PaperIndex:
    """Papers under the positions that the caller gives them, found by identifier and by title.

    Adding a position again, with more facts, makes it found by those too.
    """

    def __init__(self) -> None:
        self._papers: dict[int, Paper] = {}
        # The inner dicts are sets that keep the order.
        self._by_identifier: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._by_title: defaultdict[str, dict[int, None]] = defaultdict(dict)

    def add(self, position: int, paper: Paper) -> None:
        """Makes `paper` findable as `position`."""
        self._papers[position] = paper
        for identifier in identifiers(paper):
            self._by_identifier[identifier][position] = None
        if paper.title:
            self._by_title[title_key(paper.title)][position] = None

    def same(self, paper: Paper) -> list[int]:
        """Positions of what is the same paper, the surest first: by identifier, then by title; each once."""
        by_identifier = [at for name in identifiers(paper) for at in self._by_identifier.get(name, ())]
        by_title = [
            at
            for at in self.same_title(paper)
            if not conflicting(paper, self._papers[at]) and share_authors(paper, self._papers[at])
        ]
        return list(dict.fromkeys(by_identifier + by_title))

    def same_title(self, paper: Paper) -> list[int]:
        """Positions of all that have the title, whatever their identifiers and authors."""
        return list(self._by_title.get(title_key(paper.title), ())) if paper.title else []


@dataclass(frozen=True, slots=True)
class _Shape:
    """A title made ready for comparing: its words in alphabetical order, its numbers, it whole and without subtitle."""

    words: str
    numbers: tuple[str, ...]
    whole: str
    main: str


class LookAlikes:
    """Titles that resemble each other: nearly the same words with the same numbers, or one the main title of the other or a part of it.

    Titles meet where they share a rare word, so that 10,000 of them need no fifty million comparisons.
    """

    def __init__(self, titles: Iterable[str | None]) -> None:
        """`titles`: all that will be added, for telling rare words from common ones."""
        self._counts = Counter(word for title in titles for word in set(title_key(title).split()))
        self._blocks: defaultdict[str, list[int]] = defaultdict(list)
        self._shapes: dict[int, _Shape] = {}

    def add(self, position: int, title: str) -> None:
        """Makes `title` findable as `position`."""
        shape = self._shapes[position] = _shape(title)
        for block in self._blocks_of(shape):
            self._blocks[block].append(position)

    def like(self, title: str) -> list[int]:
        """Positions of the titles that look like `title` or are the same, lowest first."""
        shape = _shape(title)
        blocks = [self._blocks.get(block, []) for block in self._blocks_of(shape)]
        near = {at for block in blocks if len(block) <= _CROWD for at in block}
        return [at for at in sorted(near) if _alike(shape, self._shapes[at])]

    def _blocks_of(self, shape: _Shape) -> list[str]:
        words = sorted(set(shape.words.split()), key=lambda word: (self._counts[word], word))
        # Two sets of words of which each shares half of its words with the other have one among these in common.
        return [*words[: len(words) // 2 + 1], f"main title: {shape.main}"]


@lru_cache(maxsize=1024)
def _shape(title: str) -> _Shape:
    whole = title_key(title)
    main = fold_title(_SUBTITLE.split(title, maxsplit=1)[0]) or whole
    return _Shape(" ".join(sorted(whole.split())), tuple(sorted(re.findall(r"\d+", whole))), whole, main)


def _alike(one: _Shape, other: _Shape) -> bool:
    if one.main == other.whole or other.main == one.whole or _is_within(one, other) or _is_within(other, one):
        return True
    return one.numbers == other.numbers and fuzz.ratio(one.words, other.words, score_cutoff=_SIMILAR) > 0


def _is_within(one: _Shape, other: _Shape) -> bool:
    """Whether the main title of one, if it is a phrase of its own, is part of the other."""
    found = one.main in other.whole  # most are not, and need no blanks put around them
    return found and one.main.count(" ") >= _PHRASE - 1 and f" {one.main} " in f" {other.whole} "


def _people(authors: tuple[str, ...]) -> set[str]:
    """What the authors can be recognised by."""
    return {mark for author in authors for mark in _marks(author)}


@lru_cache(maxsize=2**15)  # the same people come again and again
def _marks(author: str) -> frozenset[str]:
    """The family name, and all words of the name, for some write the family name first; a group's name marks nobody."""
    name = parse_name(family_first(author))
    in_any_order = "" if name.group else " ".join(sorted(fold_title(name.display).split()))
    return frozenset({fold_title(name.family), in_any_order}) - {""}
