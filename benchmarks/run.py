"""How long and how much memory the common steps take, each as a run of the command line in a process of its own.

`python benchmarks/run.py` prints a table; `--save` writes it to benchmarks/RESULTS.md too. `--large` adds builds of 10,000 papers,
which take minutes. Ratios are of processor time, of runs that took turns on this machine in one go: they hold where seconds do not.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import REPOSITORY, write_listings, write_review

PROGRAMS = Path(sys.executable).parent
RESULTS = Path(__file__).parent / "RESULTS.md"
MANY = 10_000
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Usage:
    """What one process, with those it started and waited for, took: wall and processor seconds, and its peak in MB."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement against its target: `value` should stay below `target`, both in `unit`."""

    what: str
    value: float
    target: float
    unit: str
    detail: str = ""

    def __str__(self) -> str:
        verdict = "yes" if self.value < self.target else "NO"
        return f"| {self.what} | {self.value:.2f} {self.unit} | {self.target:g} {self.unit} | {verdict} | {self.detail} |"


def measure(*command: str | Path, cwd: Path) -> Usage:
    """What the command took; ends the benchmark with the command's own words where it fails."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        if os.waitstatus_to_exitcode(status) != 0:
            output.seek(0)
            sys.exit(f"{' '.join(map(str, command))} failed:\n{output.read()[-3000:]}")
    # Linux counts in kilobytes, macOS in bytes.
    peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return Usage(wall, usage.ru_utime + usage.ru_stime, peak)


def take_turns(*runs: Callable[[], Usage], rounds: int = ROUNDS) -> list[Usage]:
    """The run of each that took the processor least, after `rounds` rounds in which each has its turn."""
    turns = [[run() for run in runs] for _ in range(rounds)]
    return [min(uses, key=lambda usage: usage.cpu) for uses in zip(*turns, strict=True)]


def litreview(root: Path, *arguments: str | Path) -> Usage:
    """One run of the command line in the review at `root`."""
    return measure(PROGRAMS / "litreview", "--root", root, *arguments, cwd=root)


def mkdocs(root: Path) -> Usage:
    """Plain MkDocs over the Markdown that a build has left in `root`."""
    return measure(PROGRAMS / "mkdocs", "build", "--quiet", "--site-dir", root / "plain", cwd=root)


def build_afresh(root: Path, pristine: Path) -> Usage:
    """A build of `root` as after a clone: docs/ is `pristine` again, and no site is there."""
    for made in ("docs", "site", ".cache"):
        shutil.rmtree(root / made, ignore_errors=True)
    shutil.copytree(pristine, root / "docs")
    return litreview(root, "build")


def check_afresh(root: Path) -> Usage:
    """A check of `root` as after a clone: no record is kept from an earlier run."""
    shutil.rmtree(root / ".cache", ignore_errors=True)
    return litreview(root, "check")


def compare_builds(root: Path, what: str, target: float, rounds: int) -> Iterator[Row]:
    """A whole build against plain MkDocs, and a build after one record changed."""
    pristine = root.with_name(f"{root.name}-docs")
    shutil.copytree(root / "docs", pristine)
    whole, plain = take_turns(lambda: build_afresh(root, pristine), lambda: mkdocs(root), rounds=rounds)
    detail = f"{whole.cpu:.1f} s, {whole.peak:.0f} MB; plain {plain.cpu:.1f} s, {plain.peak:.0f} MB"
    yield Row(f"`build` of {what} ÷ `mkdocs build`", whole.cpu / plain.cpu, target, "×", detail)
    record = next(iter(sorted(root.glob("papers/*/*.yml"))))
    record.write_text(record.read_text(encoding="utf-8") + "notes: Changed.\n", encoding="utf-8")
    again = litreview(root, "build")
    yield Row(
        f"`build` after one of {what} changed ÷ `mkdocs build`",
        again.cpu / plain.cpu,
        target,
        "×",
        f"{again.cpu:.1f} s",
    )


def measure_check_and_add(folder: Path) -> Iterator[Row]:
    """`check` of many records, and `add` of as many entries, half of them known."""
    root = folder / "many"
    write_listings(root, write_review(root, MANY), MANY)
    first, check, start = take_turns(
        lambda: check_afresh(root), lambda: litreview(root, "check"), lambda: litreview(root, "--version")
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


def copy_repository(target: Path) -> None:
    """The repository's own files as they stand here, without what is made or installed."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.split(
        "\0"
    )
    for name in filter(None, names):
        if (REPOSITORY / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, target / name)


def measure_builds(folder: Path, *, large: bool) -> Iterator[Row]:
    """Builds of this repository's review, and with `large` of many papers in its place."""
    own = folder / "own"
    copy_repository(own)
    count = len(list(own.glob("papers/*/*.yml")))
    yield from compare_builds(own, f"this review ({count} papers)", 1.6, rounds=ROUNDS)
    if large:
        copy_repository(folder / "large")
        write_review(folder / "large", MANY)
        yield from compare_builds(folder / "large", f"{MANY:,} papers", 1 / 20, rounds=1)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--save", action="store_true", help=f"write {RESULTS.name} as well")
    parser.add_argument("--large", action="store_true", help=f"build {MANY:,} papers, too")
    arguments = parser.parse_args()
    lines = [
        f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}; best of {ROUNDS}.",
        "",
        "| what | measured | should stay below | does | in passing |",
        "| --- | --- | --- | --- | --- |",
    ]
    print(*lines, sep="\n", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for rows in (measure_check_and_add(folder), measure_builds(folder, large=arguments.large)):
            for row in rows:
                lines.append(str(row))
                print(row, flush=True)
    if arguments.save:
        text = ["# Measured", "", "By `python benchmarks/run.py --save`. " + lines[0], *lines[1:], ""]
        RESULTS.write_text("\n".join(text), encoding="utf-8")


if __name__ == "__main__":
    main()
