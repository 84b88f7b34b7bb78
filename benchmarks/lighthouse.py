"""What Lighthouse gives this review's site, as a phone and as a desk see it, served compressed as GitHub Pages does.

`make site`, `npm ci --prefix tests/js`, then `python benchmarks/lighthouse.py` prints a table; `--save` writes it to
benchmarks/LIGHTHOUSE.md too. Another built site: `--site DIR`. Judged are the home page, Browse, and the largest topic and paper. Scores
are the median of three runs. The phone is Lighthouse's own: a slow line, and this machine's processor slowed down to that of a phone.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from browse import serving
from corpus import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "tests"))
from programs import find_chromium, find_package

RESULTS = Path(__file__).parent / "LIGHTHOUSE.md"
ROUNDS = 3
ENOUGH = 95
JUDGED = ("binary", "numeric", "metricSavings")  # the other audits inform
GOOD = 0.9  # of an audit: green to Lighthouse
# Lighthouse slows a processor down four times, which makes the phone it has in mind of a machine whose `benchmarkIndex` is 1500 to 2000. On
# others the same phone takes another factor. Source: https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
USUAL_SLOWDOWN = 4.0
USUAL_POWER = 1750.0
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
HEAD = """\
| page | seen on | performance | accessibility | best practices | SEO | largest paint | blocked | shift | sent |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Of one page: scores of 100 by category, seconds to the largest paint, milliseconds blocked, layout shift, kilobytes sent; and
    what was not right, by Lighthouse's own names.
    """

    scores: dict[str, float]
    paint: float
    blocked: float
    shift: float
    kilobytes: float
    complaints: frozenset[str]
    power: float  # of this machine during the run: `benchmarkIndex`


def judge(address: str, device: str, slowdown: float = USUAL_SLOWDOWN) -> Judgement:
    """One run of Lighthouse, a phone's processor `slowdown` times slower; ends the benchmark with its own words where it fails."""
    script = find_package("lighthouse") / "cli/index.js"
    command = [
        "node",
        script,
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
    ]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    command += (
        ["--preset=desktop"] if device == "desk" else [f"--throttling.cpuSlowdownMultiplier={slowdown:.2f}"]
    )
    variables = os.environ | {"CHROME_PATH": str(find_chromium())}
    done = subprocess.run(command, capture_output=True, text=True, env=variables, check=False)
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    report = json.loads(done.stdout)
    audits = report["audits"]
    weighed = {each["id"] for name in CATEGORIES for each in report["categories"][name]["auditRefs"]}
    wrong = {
        name
        for name in weighed
        if (audits[name]["score"] or 0) < GOOD and audits[name]["scoreDisplayMode"] in JUDGED
    }
    return Judgement(
        {name: 100 * (report["categories"][name]["score"] or 0) for name in CATEGORIES},
        audits["largest-contentful-paint"]["numericValue"] / 1000,
        audits["total-blocking-time"]["numericValue"],
        audits["cumulative-layout-shift"]["numericValue"],
        audits["total-byte-weight"]["numericValue"] / 1000,
        frozenset(wrong),
        report["environment"]["benchmarkIndex"],
    )


def measure_power(site: Path) -> float:
    """This machine's `benchmarkIndex`, the median of as many runs as a page gets."""
    with serving(site) as (address, _):
        return statistics.median(judge(address, "desk").power for _ in range(ROUNDS))


def pages_of(site: Path) -> dict[str, str]:
    """What is judged -> its address below the site."""
    return {
        "home": "",
        "Browse": "browse/",
        "topic": largest(site, "topics"),
        "paper": largest(site, "papers"),
    }


def largest(site: Path, folder: str) -> str:
    """The address of the page below `folder` that has most to load."""
    page = max((site / folder).rglob("*/index.html"), key=lambda path: path.stat().st_size)
    return f"{page.relative_to(site).parent.as_posix()}/"


def rows(site: Path, slowdown: float) -> Iterator[tuple[str, Judgement]]:
    """A line of the table and what it says, for each page as phone and desk see it."""
    with serving(site) as (address, _):
        for name, page in pages_of(site).items():
            for device in ("phone", "desk"):
                runs = [judge(address + page, device, slowdown) for _ in range(ROUNDS)]
                middle = median(runs)
                cells = [f"{name} `{page}`" if page else name, device]
                cells += [f"{middle.scores[category]:.0f}" for category in CATEGORIES]
                cells += [f"{middle.paint:.1f} s", f"{middle.blocked:.0f} ms", f"{middle.shift:.3f}"]
                yield f"| {' | '.join(cells)} | {middle.kilobytes:.0f} KB |", middle


def median(runs: list[Judgement]) -> Judgement:
    """Each figure's median; every complaint."""
    return Judgement(
        {name: statistics.median(run.scores[name] for run in runs) for name in CATEGORIES},
        *(
            statistics.median(getattr(run, name) for run in runs)
            for name in ("paint", "blocked", "shift", "kilobytes")
        ),
        frozenset().union(*(run.complaints for run in runs)),
        statistics.median(run.power for run in runs),
    )


def main() -> int:
    """1 where performance or accessibility is below 95 anywhere."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--site", type=Path, default=REPOSITORY / "site")
    parser.add_argument("--save", action="store_true", help=f"write {RESULTS.name} too")
    arguments = parser.parse_args()
    power = measure_power(arguments.site)
    slowdown = USUAL_SLOWDOWN * power / USUAL_POWER
    version = json.loads((find_package("lighthouse") / "package.json").read_text("utf-8"))["version"]
    load = f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    intro = f"""# Lighthouse

By `python benchmarks/lighthouse.py --save`, Lighthouse {version}, median of {ROUNDS} runs, load {load}.
This machine's `benchmarkIndex` is {power:.0f}, so its processor is slowed down {slowdown:.1f} times to that of the phone which Lighthouse
has in mind: {USUAL_SLOWDOWN:.0f} times at {USUAL_POWER:.0f}, [as its makers say](https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md).

{HEAD}"""
    print(intro, flush=True)
    lines, enough = [intro], True
    for line, found in rows(arguments.site, slowdown):
        print(line, "   ", " ".join(sorted(found.complaints)), flush=True)
        lines.append(line)
        enough &= min(found.scores["performance"], found.scores["accessibility"]) >= ENOUGH
    if arguments.save:
        RESULTS.write_text("\n".join(lines) + "\n", "utf-8")
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main())
