"""How long loops tell whoever waits: they draw what they loop over from a function that may count along."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Progress(Protocol):
    """Gives `items` back one by one, in order; `label` says what is done with them."""

    def __call__(self, items: Sequence[Item], label: str) -> Iterable[Item]: ...  # noqa: D102


def silent(items: Sequence[Item], label: str) -> Iterable[Item]:  # noqa: ARG001
    """The progress of who does not watch."""
    return items
