"""Build the Markdown that `litreview build --pages-only` left in docs/ with Zensical, and hold every page's heading against MkDocs' own.

Material for MkDocs ends in 2027: this says in time whether a review can move. Usage: compare_zensical.py PATH/TO/zensical
"""

import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
MUST_OCCUR = ("index.html", "papers/", "topics/")
NOT_NEEDED = {"site", "generator", "tests", "benchmarks"}


def read_heading(page: Path) -> str | None:
    """The text of the first h1; None where the page is missing or has none."""
    found = (
        re.search(r"<h1[^>]*>(.*?)</h1>", page.read_text(encoding="utf-8"), re.DOTALL)
        if page.is_file()
        else None
    )
    if found is None:
        return None
    without_permalink = re.sub(r'<a class="headerlink".*?</a>', "", found[1], flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", without_permalink)).split())


def skip_rest(folder: str, names: list[str]) -> list[str]:
    """What of the checkout no build of docs/ needs; a folder of docs/ may have the same name."""
    return [name for name in names if Path(folder) == ROOT and (name.startswith(".") or name in NOT_NEEDED)]


def list_pages() -> list[str]:
    """Addresses of the pages that MkDocs made from Markdown, relative to the site, in order."""
    sources = (path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md"))
    pages = (path.parent / ("" if path.stem == "index" else path.stem) / "index.html" for path in sources)
    return sorted(page.as_posix() for page in pages if (ROOT / "site" / page).is_file())


def main() -> int:
    """0 where every page came out with its heading; 1 with the pages that did not on stderr."""
    pages = list_pages()
    missing = [kind for kind in MUST_OCCUR if not any(page.startswith(kind) for page in pages)]
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "review"
        shutil.copytree(ROOT, copy, ignore=skip_rest)
        subprocess.run(
            [Path(sys.argv[1]).absolute(), "build", "--clean"],
            cwd=copy,
            env=os.environ | {"NO_COLOR": "1"},
            check=True,
        )
        headings = {
            page: (read_heading(ROOT / "site" / page), read_heading(copy / "site" / page)) for page in pages
        }
    differing = [
        f"{page}: MkDocs {ours!r}, Zensical {theirs!r}"
        for page, (ours, theirs) in headings.items()
        if ours != theirs
    ]
    print(f"{len(pages)} pages, {len(differing)} differ")
    for line in [*(f"no page of kind {kind}" for kind in missing), *differing[:20]]:
        print(line, file=sys.stderr)
    return 1 if missing or differing else 0


if __name__ == "__main__":
    sys.exit(main())
