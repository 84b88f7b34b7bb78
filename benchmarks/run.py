"""How long and how much memory `check` and `add` take, each as a run of the command line in a process of its own.

`python benchmarks/run.py` prints a table; `--save` puts it into benchmarks/RESULTS.md. Builds have benchmarks/builds.py.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from corpus import write_listings, write_review
from measuring import Row, Usage, describe_machine, measure, save_section, take_turns

SECTION = "Checking and adding"
PROGRAMS = Path(sys.executable).parent
MANY = 10_000
ROUNDS = 3


def litreview(root: Path, *arguments: str | Path) -> Usage:
    """One run of the command line in the review at `root`."""
    return measure(PROGRAMS / "litreview", "--root", root, *arguments, cwd=root)


def check_afresh(root: Path) -> Usage:
    """A check of `root` as after a clone: no record is kept from an earlier run."""
    shutil.rmtree(root / ".cache", ignore_errors=True)
    return litreview(root, "check")


def measure_check_and_add(folder: Path) -> Iterator[Row]:
    """`check` of many records, and `add` of as many entries, half of them known."""
    root = folder / "many"
    write_listings(root, write_review(root, MANY), MANY)
    first, check, start = take_turns(
        partial(check_afresh, root),
        partial(litreview, root, "check"),
        partial(litreview, root, "--version"),
        rounds=ROUNDS,
    )
    detail = f"{first.wall:.1f} s by the clock; {start.cpu:.2f} s for Python and its imports are left out"
    yield Row(
        f"load and check {MANY:,} records for the first time: processor",
        first.cpu - start.cpu,
        2,
        "s",
        detail,
    )
    detail = f"{check.wall:.1f} s by the clock"
    yield Row(
        f"load and check {MANY:,} records that are kept: processor", check.cpu - start.cpu, 0.6, "s", detail
    )
    yield Row(f"`check` of {MANY:,} records: peak memory", max(first.peak, check.peak), 400, "MB")
    for listing in ("listing.json", "listing.bib"):
        copy = folder / "add"
        shutil.copytree(root, copy)
        add = litreview(copy, "add", listing)
        shutil.rmtree(copy)
        what = f"`add {listing}`: {MANY:,} entries to {MANY:,} records"
        yield Row(what, add.wall, 10, "s", f"{add.cpu:.1f} s processor, {add.peak:.0f} MB")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--save", action="store_true", help=f"put the table into RESULTS.md, section {SECTION}"
    )
    arguments = parser.parse_args()
    lines = [
        f"{describe_machine()}; best of {ROUNDS}.",
        "",
        "| what | measured | should stay below | does | in passing |",
        "| --- | --- | --- | --- | --- |",
    ]
    print(*lines, sep="\n", flush=True)
    with tempfile.TemporaryDirectory() as name:
        for row in measure_check_and_add(Path(name)):
            lines.append(str(row))
            print(row, flush=True)
    if arguments.save:
        save_section(SECTION, [f"By `python benchmarks/run.py --save`. {lines[0]}", *lines[1:]])


if __name__ == "__main__":
    main()
