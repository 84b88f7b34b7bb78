"""What every check is given, and what a check is."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Self

from litreview.errors import Problem
from litreview.model.corpus import Corpus, RecordFile
from litreview.model.taxonomy import Topic


@dataclass(frozen=True, slots=True)
class Facts:
    """A corpus and what is looked up in it again and again.

    Fields:
        today: ISO day that no date may lie behind; None where that is not to be judged.
        former_ids: ids of records that the history knows and that may be gone.
        by_id: the file of each id; of two that claim one id, the first.
        unread: file names without `.yml` of records that could not be read: probably ids.
        renamed: the present id of each that stands under a `formerly:`.
        topics: the taxonomy by path.
    """

    corpus: Corpus
    today: str | None
    former_ids: Collection[str]
    by_id: Mapping[str, RecordFile]
    unread: frozenset[str]
    renamed: Mapping[str, str]
    topics: Mapping[str, Topic]

    @classmethod
    def of(cls, corpus: Corpus, today: str | None, former_ids: Collection[str]) -> Self:
        """The facts of `corpus`."""
        return cls(
            corpus,
            today,
            former_ids,
            by_id={file.record.id: file for file in reversed(corpus.files)},
            unread=frozenset(PurePosixPath(problem.file).stem for problem in corpus.findings),
            renamed={old: file.record.id for file in corpus.files for old in file.record.formerly},
            topics=corpus.taxonomy.by_path(),
        )

    def knows(self, paper: str) -> bool:
        """Whether there is a record `paper`, be it one that cannot be read."""
        return paper in self.by_id or paper in self.unread


Check = Callable[[Facts], Iterator[Problem]]


def error(file: str, field: str | None, message: str, hint: str) -> Problem:
    """What must be mended; its line is looked up later."""
    return Problem(file, message, None, field, hint)


def warning(file: str, field: str | None, message: str, hint: str) -> Problem:
    """What is doubtful, or could be better; its line is looked up later."""
    return Problem(file, message, None, field, hint, "warning")
