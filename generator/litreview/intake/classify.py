"""Topics drafted from a title and an abstract, by the phrases of the taxonomy. People decide; this saves them the first half.

Whatever takes a title and an abstract and says which topics they speak for can stand in: see `Classifier`. The numbers below were set
with the 168 papers of this review, whose topics people had given.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from litreview.model.taxonomy import Taxonomy

_TITLE_WEIGHT = 3  # a phrase in the title says what a paper is about; in the abstract it may be background
_MOST_MENTIONS = 3  # of one phrase in the abstract that count
_ENOUGH = 3  # points for a topic with its subtopics: one phrase in the title, or three mentions
_SHARE = (
    0.3  # of the best one's points that another needs to stand beside it, among topics as among subtopics
)
_MOST_TOPICS = 3
_MOST_SUBTOPICS = 2

_JOINTS = re.compile(r"[-‐‑‒–—_]")
_WORD = re.compile(r"\w+\*?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A topic and what speaks for it.

    Fields:
        topic: its path, `efficiency/long-context`.
        in_title: the taxonomy's phrases that the title has, in the taxonomy's order.
        in_abstract: those that only the abstract has.
    """

    topic: str
    in_title: tuple[str, ...] = ()
    in_abstract: tuple[str, ...] = ()


# Title and abstract (None where unknown) -> topics, the best supported first; empty where nothing speaks for any.
Classifier = Callable[[str, str | None], tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of the taxonomy: its place among all, its topic's path, its words as `_words` gives a text's; "tun*" may have any ending."""

    place: int
    text: str
    topic: str
    words: tuple[str, ...]

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """Equal for what is one phrase to a top-level topic, however often its tree names it."""
        return self.topic.split("/")[0], self.words


def draft_topics(title: str, abstract: str | None, taxonomy: Taxonomy) -> tuple[Evidence, ...]:
    """What `phrase_classifier(taxonomy)` says of one paper."""
    return phrase_classifier(taxonomy)(title, abstract)


def phrase_classifier(taxonomy: Taxonomy) -> Classifier:
    """A classifier by the taxonomy's phrases: up to three topics, each by its one or two best supported subtopics, or bare without any.

    A phrase is found in any case; `*` ends a word that may go on; a hyphen is as good as a blank. Equal support: the taxonomy's order.
    """
    by_beginning = defaultdict[str, list[_Phrase]](list)
    phrases = [(text, path) for path, topic in taxonomy.walk() for text in topic.phrases]
    for place, (text, path) in enumerate(phrases):
        if words := tuple(_words(text)):
            by_beginning[words[0]].append(_Phrase(place, text, path, words))

    longest = max(map(len, by_beginning), default=0)  # texts may hold "words" of any length

    @cache  # nearly all words begin no phrase, and the same words come again and again
    def beginning_with(word: str) -> tuple[_Phrase, ...]:
        beginnings = [word, *(f"{word[:end]}*" for end in range(1, min(len(word), longest) + 1))]
        return tuple(phrase for beginning in beginnings for phrase in by_beginning.get(beginning, ()))

    def classify(title: str, abstract: str | None) -> tuple[Evidence, ...]:
        in_title = Counter(_found(title, beginning_with))
        mentions = Counter(_found(abstract or "", beginning_with))
        points = {
            phrase: _TITLE_WEIGHT * (phrase in in_title) + min(mentions[phrase], _MOST_MENTIONS)
            for phrase in sorted(in_title.keys() | mentions.keys(), key=lambda phrase: phrase.place)
        }
        return tuple(_evidence(path, points, in_title) for path in _chosen(points))

    return classify


def _words(text: str) -> list[str]:
    return _WORD.findall(_JOINTS.sub(" ", text.casefold()))


def _found(text: str, beginning_with: Callable[[str], Iterable[_Phrase]]) -> Iterator[_Phrase]:
    """The phrases in `text`, once for each time that it has them."""
    words = _words(text)
    for at, word in enumerate(words):
        for phrase in beginning_with(word):
            there = words[at : at + len(phrase.words)]
            if len(there) == len(phrase.words) and all(map(_fits, there, phrase.words)):
                yield phrase


def _fits(word: str, expected: str) -> bool:
    return word.startswith(expected[:-1]) if expected.endswith("*") else word == expected


def _chosen(points: Mapping[_Phrase, int]) -> Iterator[str]:
    """The paths of the topics with enough points."""
    once = {phrase.key: value for phrase, value in points.items()}
    of_topics = Counter[str]()
    for (top, _), value in once.items():
        of_topics[top] += value
    of_subtopics = Counter[str]()
    for phrase, value in points.items():
        of_subtopics[phrase.topic] += value
    enough = {top: value for top, value in of_topics.items() if value >= _ENOUGH}
    for top in _best(enough, _MOST_TOPICS):
        below = {path: value for path, value in of_subtopics.items() if path.startswith(f"{top}/")}
        yield from _best(below, _MOST_SUBTOPICS) or [top]


def _best(points: Mapping[str, int], most: int) -> list[str]:
    """Up to `most` of the keys, those with the most points first, none far behind the first."""
    least = _SHARE * max(points.values(), default=0)
    ranked = sorted(points, key=lambda key: -points[key])
    return list(islice((key for key in ranked if points[key] >= least), most))


def _evidence(path: str, points: Mapping[_Phrase, int], in_title: Mapping[_Phrase, int]) -> Evidence:
    bare = "/" not in path
    own = [phrase for phrase in points if phrase.topic == path or (bare and phrase.key[0] == path)]
    texts = dict.fromkeys(phrase.text for phrase in own if phrase in in_title)
    others = dict.fromkeys(phrase.text for phrase in own if phrase.text not in texts)
    return Evidence(path, tuple(texts), tuple(others))
