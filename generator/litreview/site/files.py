"""Making the files of a site: rendered, stamped and written in batches, by several processes where there are many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from litreview.processes import Progress, count_processors, in_processes
from litreview.render.inputs import Planned
from litreview.site import tree
from litreview.site.paths import output_of
from litreview.site.stamp import Stamp
from litreview.site.theme import Row

MANY = 400  # files to write: for fewer, another process is not worth its start
TEACHERS = 40  # files that are made before the work is shared
SHARES = 40  # of work at least, so that no process is left with much when the others are done
STEMS = 32  # papers, or other pages, in a share at most
AT_ONCE = 128  # files that go through the same steps together
_OF_ONE_OR_FEW = ("papers/", "authors/")  # folders of files that are small

Stale = tuple[str, str]
"""The path of a file to be made, below docs/, and the digest of what it is made of."""


class Page(NamedTuple):
    """A page as the rest of the site needs it: a digest of what it is made of, front matter that is no list, entries of the search."""

    made_of: str
    meta: Mapping[str, Any]
    entries: list[Any]


def write_files(
    writer: "Writer", stale: Sequence[Stale], noted: Sequence[list[Any]], progress: Progress
) -> dict[str, Page]:
    """The pages among `stale` files, all of which are written; many of them by several processes, which add to what is `noted`."""
    joined = [file for file in stale if writer.is_joined(file[0])]
    single = [file for file in stale if not writer.is_joined(file[0])]
    pages = _write_apart(writer, single, noted, progress)
    writer.write_some(joined)
    return pages


def _write_apart(
    writer: "Writer", stale: Sequence[Stale], noted: Sequence[list[Any]], progress: Progress
) -> dict[str, Page]:
    if len(stale) < MANY or count_processors() == 1:
        return writer.write_some(progress(stale))
    pictured = [file for file in stale if writer.has_pictures(file[0])]
    plain = [file for file in stale if not writer.has_pictures(file[0])]
    every = max(1, len(plain) // TEACHERS)
    pages = writer.write_some(plain[::every])  # the processes begin with what these have taught
    rest = (file for number, file in enumerate(plain) if number % every)
    return pages | in_processes(writer.write_some, _share(rest), own=pictured, progress=progress, noted=noted)


def _share(stale: Iterable[Stale]) -> list[list[Stale]]:
    """Shares of work, a paper's page and its files for programs in one, since they are made of the same; the largest files first."""
    of_stem: dict[str, list[Stale]] = {}
    for file in stale:
        of_stem.setdefault(file[0].partition(".")[0], []).append(file)
    stems = sorted(of_stem, key=lambda stem: stem.startswith("papers/"))  # lists of many papers come first
    size = min(STEMS, len(stems) // SHARES + 1)
    return [
        [file for stem in stems[begin : begin + size] for file in of_stem[stem]]
        for begin in range(0, len(stems), size)
    ]


def _batches(files: Iterable[Stale]) -> Iterator[list[Stale]]:
    """The files in their order, many small ones at once; a large one ends a batch, since what is made of it takes memory."""
    batch = []
    for file in files:
        batch.append(file)
        if len(batch) == AT_ONCE or not file[0].startswith(_OF_ONE_OR_FEW):
            yield batch
            batch = []
    yield batch


class Writer:
    """Makes files, and writes them to a folder."""

    def __init__(
        self, stamp: Stamp, files: Mapping[str, Planned], texts: Mapping[str, str], folder: Path
    ) -> None:
        self.stamp = stamp
        self._files = files
        self._texts = texts
        self._folder = folder

    def has_pictures(self, path: str) -> bool:
        """Whether the file at `path` has to be made in this process."""
        return self._files[path].head is not None

    def is_joined(self, path: str) -> bool:
        """Whether the file at `path` is put together from what others are made of."""
        return self._files[path].is_joined

    def write_some(self, files: Iterable[Stale]) -> dict[str, Page]:
        """Writes `files`, given with what they are made of; the pages among them by their paths."""
        return {path: page for batch in _batches(files) for path, page in self._write_batch(batch)}

    def _write_batch(self, files: Sequence[Stale]) -> Iterator[tuple[str, Page]]:
        """Step by step for all of them: a processor's cache holds one step's code, not all. It saves a seventh of a paper's time."""
        paths = [path for path, _ in files]
        views = [None if path in self._texts else self._files[path].view() for path in paths]
        texts = [
            self._texts[path] if path in self._texts else self._files[path].text(view)
            for path, view in zip(paths, views, strict=True)
        ]
        pages = [
            self.stamp.page(path, text) if path.endswith(".md") else None
            for path, text in zip(paths, texts, strict=True)
        ]
        for (path, made_of), text, page in zip(files, texts, pages, strict=True):
            if page is None:
                tree.write(self._folder, path, text.encode("utf-8"))
            else:
                tree.write(self._folder, output_of(path), page.data)
                entries = self.stamp.theme.entries_of(Row(path, page.meta), page.body)
                yield path, Page(made_of, page.meta, entries)
