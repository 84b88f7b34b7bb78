"""What every benchmark here needs: a command's use of time and memory, runs in turns, a table's row, a section of RESULTS.md."""

import itertools
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"


@dataclass(frozen=True, slots=True)
class Usage:
    """What one process, with those it started and waited for, took: wall and processor seconds, and the largest one's peak in MB."""

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
    """What the command took; ends the benchmark with the command's own words where it fails.

    Linux counts what this process has at the start of the command as the command's: it has to stay small.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=output, stderr=output)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            sys.exit(f"{' '.join(map(str, command))} failed:\n{output.read()[-3000:]}")
    # Linux counts in kilobytes, macOS in bytes.
    peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return Usage(wall, usage.ru_utime + usage.ru_stime, peak)


def put_away(path: Path) -> None:
    """Nothing is at `path` any more; it goes when the benchmark's folder does.

    A file system may look at every inode that was deleted a moment ago before it makes a new one (ext4's `recently_deleted` does):
    deleting 60,000 files tripled the time that making as many took.
    """
    if path.exists():
        away = next(
            number
            for number in itertools.count()
            if not path.with_name(f"{path.name}.{number}.away").exists()
        )
        path.rename(path.with_name(f"{path.name}.{away}.away"))


def take_turns(*runs: Callable[[], Usage], rounds: int) -> list[Usage]:
    """The best of each, after `rounds` rounds in which each has its turn."""
    turns = [[run() for run in runs] for _ in range(rounds)]
    return [best(uses) for uses in zip(*turns, strict=True)]


def best(uses: Sequence[Usage]) -> Usage:
    """The least time by the clock and by the processor, and the highest peak."""
    return Usage(
        min(usage.wall for usage in uses),
        min(usage.cpu for usage in uses),
        max(usage.peak for usage in uses),
    )


def describe_machine() -> str:
    """Processor, how many of them, system and Python, on one line."""
    model = platform.processor()
    information = Path("/proc/cpuinfo")
    if information.is_file():
        found = re.search(r"^model name\s*:\s*(.+)$", information.read_text("utf-8"), re.MULTILINE)
        model = found[1] if found else model
    system = f"{platform.system()} {platform.machine()}"
    return f"{model or 'unknown processor'}, {os.cpu_count()} of them, {system}, Python {platform.python_version()}"


def save_section(title: str, lines: Sequence[str]) -> None:
    """Makes `lines` the section `title` of RESULTS.md; the others stay as they are."""
    text = RESULTS.read_text("utf-8") if RESULTS.is_file() else "# Measured\n"
    head, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    new = "\n".join([f"## {title}", "", *lines, ""])
    kept = [section.rstrip("\n") + "\n" for section in sections]
    places = [number for number, section in enumerate(kept) if section.startswith(f"## {title}\n")]
    if places:
        kept[places[0]] = new
    else:
        kept.append(new)
    RESULTS.write_text("\n".join([head.rstrip("\n") + "\n", *kept]), "utf-8")
