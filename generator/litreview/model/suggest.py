"""The nearest known word, for "did you mean"."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

# Below this the nearest word is a guess, not a misspelling: "titel" ~ "title" is 0.8, "foo" ~ "found" 0.4.
_NEAR_ENOUGH = 0.6


def suggest(word: str, known: Iterable[str]) -> str | None:
    """The member of `known` that `word` most likely misspells; None if none is near. Equal scores: the first in order."""
    best = process.extractOne(
        word.casefold(),
        list(known),
        scorer=DamerauLevenshtein.normalized_similarity,
        processor=str.casefold,
        score_cutoff=_NEAR_ENOUGH,
    )
    return None if best is None else str(best[0])


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """The hint for an unknown `word`: the nearest known one if there is one, then `otherwise`."""
    near = suggest(word, known)
    return otherwise if near is None else f'did you mean "{near}"? {otherwise}'
