"""A fresh review: papers/, docs/, mkdocs.yml that build at once and, from a checkout of litreview, all that publishing takes."""

import json
import shutil
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from litreview.errors import Problem, WrongUsageError

_CHECKOUT = Path(__file__).resolve().parents[3]
# What a review takes along from litreview's own checkout, so that it builds and publishes years from now with the generator it began
# with. The generator's tests stay behind.
_TAKEN_ALONG = (
    "generator",
    "pyproject.toml",
    "requirements.lock",
    "requirements-dev.lock",
    "Makefile",
    "LICENSE",
    "papers/LICENSE",
    ".github/workflows/check.yml",
    ".github/workflows/pages.yml",
    ".github/ISSUE_TEMPLATE/fix-a-record.yml",
    ".github/ISSUE_TEMPLATE/suggest-a-paper.yml",
    ".github/dependabot.yml",
    ".github/CODEOWNERS",
)
_NOT_TAKEN = shutil.ignore_patterns("__pycache__", "*.egg-info", ".*_cache")
_RENAMED = {"gitignore": ".gitignore"}


@dataclass(frozen=True, slots=True)
class Fresh:
    """What was made: the paths of the review's own files, and whether the generator and its workflows went along."""

    files: tuple[str, ...]
    with_generator: bool


def make_review(folder: Path, title: str) -> Fresh:
    """A fresh review called `title` in `folder`, which may exist but must be empty, but for version control.

    Raises:
        WrongUsageError: there is something in `folder`, or it is a file.
    """
    if folder.is_file() or (folder.is_dir() and any(path.name != ".git" for path in folder.iterdir())):
        raise WrongUsageError(
            Problem(str(folder), "is not empty", hint="name a folder that is empty, or does not exist yet")
        )
    own = _own_files(title)
    for path, text in own.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    from_checkout = (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "Makefile").is_file()
    if from_checkout:
        for path in _TAKEN_ALONG:
            _copy(_CHECKOUT / path, folder / path)
    return Fresh(tuple(own), from_checkout)


def _own_files(title: str) -> dict[str, str]:
    """The text of every file of a fresh review by its path, the title put in."""
    quoted = json.dumps(title, ensure_ascii=False)  # a JSON string is a YAML string
    files = {}
    root = resources.files("litreview").joinpath("fresh")
    for path in (
        "papers/review.yml",
        "papers/taxonomy.yml",
        "docs/about.md",
        "mkdocs.yml",
        "overrides/main.html",
        "overrides/404.html",
        "overrides/sitemap.xml",
        "README.md",
        "gitignore",
    ):
        text = root.joinpath(path).read_text("utf-8").replace('"@TITLE@"', quoted).replace("@TITLE@", title)
        files[_RENAMED.get(path, path)] = text
    return files


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=_NOT_TAKEN)
    else:
        shutil.copyfile(source, target)
