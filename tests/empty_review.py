"""A review without papers, for tests that add some."""

import shutil
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus" / "papers"


def make_review(root: Path, *, abstracts: str = "inline") -> Path:
    """`root`, made into a review with the topics of the invented one and no records."""
    papers = root / "papers"
    papers.mkdir(parents=True)
    shutil.copy(CORPUS / "taxonomy.yml", papers)
    (papers / "review.yml").write_text(f"title: An empty review\nabstracts: {abstracts}\n", "utf-8")
    return root


def tree(root: Path) -> dict[str, bytes]:
    """Every file below `root` with its bytes, hidden ones too."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
