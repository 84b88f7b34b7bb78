"""A whole review to build: the invented papers with the settings that every fresh review gets."""

import shutil
from pathlib import Path

from litreview.site.fresh import make_review

TOPICS = ("tuning", "shrinking", "folklore")


def make_invented_review(root: Path, corpus: Path) -> Path:
    """The review in `corpus` with a fresh review's docs/ and mkdocs.yml, its topics in the navigation; `root`."""
    make_review(root, "An invented review")
    shutil.rmtree(root / "papers")
    shutil.copytree(corpus / "papers", root / "papers")
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    for starting, invented in zip(("methods", "data", "studies"), TOPICS, strict=True):
        text = text.replace(f"topics/{starting}.md", f"topics/{invented}.md")
    settings.write_text(text, "utf-8")
    return root
