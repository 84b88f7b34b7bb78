"""How much processor time exports of 10,000 records take, format by format, and the import of as many entries.

`python benchmarks/exports.py` prints a table in the form of run.py's. Each figure is the best of three turns in one process,
without the loading of records and modules.
"""

import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus import write_listings, write_review
from litreview.intake.readers import read_listing
from litreview.intake.source import read_source
from litreview.model.corpus import load_corpus
from litreview.render.exports import FORMATS, MadeEntries, entries_when_asked, plan_exports
from litreview.render.exports.tables import results_csv
from litreview.render.index import index_corpus
from litreview.render.inputs import Inputs
from litreview.render.results.claims import collect_claims
from run import MANY, ROUNDS, Row, litreview


def processor_time(work: Callable[[], object]) -> float:
    """The least processor time that `work` took, in seconds."""

    def once() -> float:
        begin = time.process_time()
        work()
        return time.process_time() - begin

    return min(once() for _ in range(ROUNDS))


def measure_exports(root: Path) -> Iterator[Row]:
    """Each format, the table of results, and all files of the site's exports."""
    corpus = load_corpus(root)
    records = corpus.records
    for name, form in FORMATS.items():
        size = len(form.render(records, corpus.review).encode()) / 1e6
        took = processor_time(lambda form=form: form.render(records, corpus.review))
        yield Row(f"{len(records):,} records as {name}", took, 2, "s", f"{size:.1f} MB")
    yield Row("their results as csv", processor_time(lambda: results_csv(records)), 2, "s")
    index = index_corpus(corpus)

    def export() -> int:
        inputs = Inputs(index, collect_claims(index), {}, "")
        planned = plan_exports(index, corpus.review, entries_when_asked(index, inputs, MadeEntries()), inputs)
        return len([file.render() for file in planned.values()])

    files, took = export(), processor_time(export)
    yield Row("every export of the site", took, 2 * len(FORMATS), "s", f"{files:,} files")


def measure_imports(root: Path) -> Iterator[Row]:
    """Reading a .bib, and adding it to a review without records, but for the writing."""
    listing = root / "listing.bib"
    took = processor_time(lambda: read_listing(read_source(listing)))
    yield Row(f"reading a .bib of {MANY:,} entries", took, 5, "s", f"{listing.stat().st_size / 1e6:.1f} MB")
    empty = root / "empty"
    write_review(empty, 0)
    add = litreview(empty, "add", listing, "--dry-run")
    yield Row(f"`add --dry-run` of {MANY:,} entries", add.cpu, 5, "s", f"{add.peak:.0f} MB")


def main() -> None:
    """The command line."""
    system = f"{platform.system()} {platform.machine()}"
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {system}; best of {ROUNDS}.\n")
    print(
        "| what | processor time | should stay below | does | in passing |\n| --- | --- | --- | --- | --- |"
    )
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        # Known papers and new ones in turns: with no paper known, all are new.
        write_listings(root, write_review(root, MANY), MANY)
        for rows in (measure_exports(root), measure_imports(root)):
            for row in rows:
                print(row, flush=True)


if __name__ == "__main__":
    main()
