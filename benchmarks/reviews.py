"""Reviews to build: a made-up one of any size and this repository's own, neither with a search index, and the builds of them."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from corpus import REPOSITORY
from measuring import Usage, measure, put_away

# The command line without the search index, which plain MkDocs does not make either.
WITHOUT_SEARCH = (
    "import contextlib; import litreview.site.build as build; "
    "build.search_begun = lambda corpus, abstracts: contextlib.nullcontext(lambda site: ()); "
    "from litreview.cli import main; main()"
)
NAVIGATION = """nav:
  - Home: index.md
  - Browse: browse/index.md
  - Topics: topics/index.md
  - Results: results/index.md
  - Statistics: stats.md
  - Benchmarks: benchmarks/index.md
  - Models: models/index.md
  - Authors: authors/index.md
  - Venues: venues/index.md
  - Years: years/index.md
  - New: recent.md
  - About: about.md

"""


@dataclass(slots=True)
class Review:
    """A review in `root`, and how often records of it have been changed."""

    root: Path
    changes: int = field(default=0)

    def litreview(self, *arguments: str) -> Usage:
        """A run of the command line without the search index."""
        return measure(sys.executable, "-c", WITHOUT_SEARCH, *arguments, cwd=self.root)

    def build(self) -> Usage:
        """A full build, with nothing kept from an earlier one."""
        for made in ("site", ".cache"):
            put_away(self.root / made)
        return self.litreview("build")

    def build_again(self) -> Usage:
        """A build after nothing has changed: it does not come to the search index."""
        return measure(sys.executable, "-m", "litreview", "build", cwd=self.root)

    def build_changed(self, key: str) -> Usage:
        """A build after the first record got another line `key`, which goes afterwards."""
        record = min(self.root.glob("papers/*/*.yml"))
        before = record.read_text("utf-8")
        self.changes += 1
        changed, count = re.subn(
            rf'^{key}: "(.*)"$', rf'{key}: "\1, {self.changes}"', before, flags=re.MULTILINE
        )
        record.write_text(changed if count else f'{before}{key}: "Changed, {self.changes}."\n', "utf-8")
        usage = self.litreview("build")
        record.write_text(before, "utf-8")
        return usage

    def with_pages(self, folder: Path) -> "Review":
        """The same review in the new `folder`, with all pages in docs/, as MkDocs takes them."""
        for name in ("papers", "docs", "overrides"):
            shutil.copytree(self.root / name, folder / name)
        shutil.copy(self.root / "mkdocs.yml", folder)
        copy = Review(folder)
        copy.litreview("build", "--pages-only")
        return copy

    def build_plain(self) -> Usage:
        """MkDocs over the pages in docs/."""
        put_away(self.root / "plain")
        return measure(
            sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "plain", cwd=self.root
        )


def make_review(folder: Path, papers: int) -> Review:
    """A made-up review of `papers` papers in the new `folder`: no search plugin, a page of prose, a navigation without dead ends."""
    new = ("-m", "litreview", "new", str(folder), "--title", "A large review")
    subprocess.run((sys.executable, *new), check=True, capture_output=True)
    # By another process, since memory that this one has had would count as that of what it starts.
    subprocess.run(
        (sys.executable, Path(__file__).with_name("corpus.py"), str(papers), folder),
        check=True,
        capture_output=True,
    )
    settings = folder / "mkdocs.yml"
    settings.write_text(without_search(without_key(settings.read_text("utf-8"), "nav") + NAVIGATION), "utf-8")
    return Review(folder)


def copy_repository(folder: Path) -> Review:
    """This repository's review as it stands here, without what is made or installed, and without the search plugin."""
    listed = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = subprocess.run(listed, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (REPOSITORY / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, folder / name)
    settings = folder / "mkdocs.yml"
    settings.write_text(without_search(settings.read_text("utf-8")), "utf-8")
    return Review(folder)


def without_search(settings: str) -> str:
    """The text of mkdocs.yml with no plugin; MkDocs takes search for granted where it says nothing."""
    return without_key(settings, "plugins") + "plugins: []\n"


def without_key(settings: str, key: str) -> str:
    """The text of mkdocs.yml without what it says of `key`."""
    return re.sub(rf"^{key}:.*\n(?:(?:[ #].*)?\n)*", "", settings, flags=re.MULTILINE)
