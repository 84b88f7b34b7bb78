"""How fast and how large builds are, against plain MkDocs, Hugo and the least that a build has to do, in one run on this machine.

`python benchmarks/builds.py` prints a table; `--save` puts it into benchmarks/RESULTS.md; `--huge` builds 100,000 papers instead. Everything takes its turn in each round, as a
process of its own; what counts is the best of all rounds. No search index is on either side: mkdocs.yml has no search plugin, and our
build leaves Pagefind out. A full build is a cold one: site/ and .cache/ are put away before, records are read anew. Only what the
system keeps of files, and compiled Python, is warm.
"""

import argparse
import json
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from hugo import find_hugo, write_hugo_site
from measuring import Usage, best, describe_machine, measure, put_away, save_section, take_turns
from reviews import Review, copy_repository, make_review, without_key

SECTION = "Builds"
SECTION_OF_HUGE = "Builds of 100,000 papers"
HERE = Path(__file__).parent
HUGE = 100_000
HEAD = "| what | by the clock | by the processor | should stay below | does | in passing |\n| --- | --- | --- | --- | --- | --- |"


@dataclass(frozen=True, slots=True)
class Measured:
    """A row of the table: the same by the clock and by the processor where both say something, and what both should stay below."""

    what: str
    wall: float
    cpu: float | None
    target: float | None
    unit: str
    detail: str = ""

    def __str__(self) -> str:
        cpu = "" if self.cpu is None else f"{self.cpu:.3g} {self.unit}"
        target = "" if self.target is None else f"{self.target:.3g} {self.unit}"
        return f"| {self.what} | {self.wall:.3g} {self.unit} | {cpu} | {target} | {self._verdict()} | {self.detail} |"

    def _verdict(self) -> str:
        if self.target is None:
            return ""
        if self.wall >= self.target:
            return "NO"
        return "yes" if self.cpu is None or self.cpu < self.target else "by the clock alone"


def compare(what: str, ours: Usage, other: Usage, target: float) -> Measured:
    """Our time as a part of another's."""
    detail = f"{ours.wall:.2f} s (processor {ours.cpu:.2f}) against {other.wall:.2f} s ({other.cpu:.2f})"
    return Measured(what, ours.wall / other.wall, ours.cpu / other.cpu, target, "×", detail)


def a_paper(full: Usage, papers: int) -> Measured:
    """What a full build takes for each of its papers."""
    wall, cpu = (1e3 * seconds / papers for seconds in (full.wall, full.cpu))
    detail = f"{full.wall:.2f} s (processor {full.cpu:.2f}), {full.peak:.0f} MB"
    return Measured(f"{papers:,} papers: full build, each", wall, cpu, None, "ms", detail)


def make_floor(review: Review, folder: Path) -> Callable[[], Usage]:
    """What does the least that the review's build has to do, again whenever it is called."""
    site = review.root / "site"
    sizes = {
        str(path.relative_to(site)): path.stat().st_size for path in sorted(site.rglob("*")) if path.is_file()
    }
    (folder / "prose/docs").mkdir(parents=True)
    (folder / "sizes.json").write_text(json.dumps(sizes), "utf-8")
    shutil.copy(review.root / "docs/about.md", folder / "prose/docs/index.md")
    shutil.copytree(review.root / "overrides", folder / "prose/overrides")
    settings = without_key((review.root / "mkdocs.yml").read_text("utf-8"), "nav")
    settings = re.sub(r"^extra_(css|javascript):\n(?:  .*\n)+", "", settings, flags=re.MULTILINE)
    (folder / "prose/mkdocs.yml").write_text(without_key(settings, "not_in_nav"), "utf-8")

    def run() -> Usage:
        put_away(folder / "made")
        arguments = (folder / "sizes.json", review.root / "papers", folder / "prose", folder / "made")
        return measure(sys.executable, HERE / "floor.py", *arguments, cwd=folder)

    return run


def measure_against_others(folder: Path, papers: int, rounds: int) -> Iterator[Measured | str]:
    """A large review: full builds and small ones against plain MkDocs, Hugo and the floor."""
    review = make_review(folder / "review", papers)
    review.build()
    floor = make_floor(review, folder / "floor")
    hugo = find_hugo(folder / "venv")
    write_hugo_site(folder / "hugo", review.root / "site", review.root / "papers")
    plain_review = review.with_pages(folder / "plain")

    def run_hugo() -> Usage:
        for made in ("public", "resources"):
            put_away(folder / "hugo" / made)
        return measure(hugo, "--quiet", "--noBuildLock", cwd=folder / "hugo")

    runs: tuple[Callable[[], Usage], ...] = (
        review.build, review.build_again, partial(review.build_changed, "notes"), partial(review.build_changed, "notes"),
        partial(review.build_changed, "title"), plain_review.build_plain, floor, *([run_hugo] if isinstance(hugo, Path) else []),
    )  # fmt: skip
    full, same, first, note, title, plain, least, *others = take_turns(*runs, rounds=rounds)
    at = f"{papers:,} papers"
    yield compare(f"{at}: full build ÷ `mkdocs build` of the same pages", full, plain, 1 / 20)
    what = f"{at}: full build ÷ Hugo, as many pages"
    if others:
        row = compare(what, full, others[0], 1 / 3)
        ours, theirs = _html_of(review.root / "site"), _html_of(folder / "hugo/public")
        yield replace(row, detail=f"{row.detail}; {ours} against {theirs}")
    else:
        yield f"| {what} | | | {1 / 3:.3g} × | left out | {hugo} |"
    yield compare(f"{at}: a note of one changed ÷ `mkdocs build`", note, plain, 0.01)
    yield compare(
        f"{at}: the same right after a full build, all files linked to be spare", first, plain, 0.01
    )
    yield compare(f"{at}: the title of one changed ÷ `mkdocs build`", title, plain, 0.01)
    yield Measured(f"{at}: nothing changed", same.wall, same.cpu, 1, "s")
    detail = f"{full.peak:.0f} MB against {plain.peak:.0f} MB, each the largest process"
    yield Measured(
        f"{at}: peak memory ÷ that of `mkdocs build`", full.peak / plain.peak, None, 0.6, "×", detail
    )
    yield compare(f"{at}: full build ÷ the floor (same files, YAML, MkDocs for prose)", full, least, 1.6)
    yield a_paper(full, papers)


def _html_of(folder: Path) -> str:
    sizes = [path.stat().st_size for path in folder.rglob("*.html")]
    return f"{len(sizes):,} pages of {sum(sizes) / 1e6:.0f} MB"


def measure_own(folder: Path, rounds: int) -> Iterator[Measured | str]:
    """This repository's review."""
    review = copy_repository(folder / "own")
    count = len(list(review.root.glob("papers/*/*.yml")))
    plain_review = review.with_pages(folder / "plain")
    full, plain = take_turns(review.build, plain_review.build_plain, rounds=rounds)
    yield compare(f"this review ({count} papers): full build ÷ `mkdocs build`", full, plain, 1 / 4)


def measure_growth(folder: Path, papers: int, rounds: int) -> Iterator[Measured | str]:
    """Full builds of another number of papers; of very many also a build after a change."""
    review = make_review(folder / f"{papers}", papers)
    full = best([review.build() for _ in range(rounds)])
    yield a_paper(full, papers)
    if papers >= HUGE:
        yield Measured(f"{papers:,} papers: full build", full.wall, None, 30, "s", f"{full.peak:.0f} MB")
        same, first, changed = (
            review.build_again(),
            review.build_changed("notes"),
            review.build_changed("notes"),
        )
        detail = f"{first.wall:.1f} s right after a full build; {changed.peak:.0f} MB"
        yield Measured(f"{papers:,} papers: one changed", changed.wall, None, 5, "s", detail)
        yield Measured(f"{papers:,} papers: nothing changed", same.wall, None, None, "s")
    shutil.rmtree(review.root)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, default=10_000, help="of the large review")
    parser.add_argument("--rounds", type=int, default=3, help="the best of how many counts")
    parser.add_argument(
        "--save", action="store_true", help=f"put the table into RESULTS.md, section {SECTION}"
    )
    parser.add_argument(
        "--huge", action="store_true", help=f"build {HUGE:,} papers, once; section {SECTION_OF_HUGE}"
    )
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # so that the temporary folder goes
    papers, rounds = arguments.papers, 1 if arguments.huge else arguments.rounds
    about = f"{describe_machine()}; best of {rounds}, load {os.getloadavg()[0]:.1f} at the start."
    lines = [about, "", HEAD]
    print(*lines, sep="\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="litreview-builds-") as name:
        folder = Path(name)
        parts = (
            [measure_growth(folder, HUGE, rounds)]
            if arguments.huge
            else [
                measure_own(folder, rounds),
                measure_against_others(folder / "large", papers, rounds),
                measure_growth(folder, papers // 10, rounds),
            ]
        )
        for rows in parts:
            for row in rows:
                lines.append(str(row))
                print(row, flush=True)
    if arguments.save:
        by = f"By `python benchmarks/builds.py{' --huge' if arguments.huge else ''} --save`."
        save_section(SECTION_OF_HUGE if arguments.huge else SECTION, [f"{by} {about}", *lines[1:]])


if __name__ == "__main__":
    main()
