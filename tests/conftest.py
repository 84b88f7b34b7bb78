"""What all tests share."""

import shutil
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture
def shared() -> Path:
    """The folder with the real listings, which stands beside the project where there is one."""
    folder = REPOSITORY.parent / "shared"
    if not (folder / "listings").is_dir():
        pytest.skip("the real listings are not on this machine (../shared)")
    return folder


@pytest.fixture
def corpus_root(tmp_path: Path) -> Path:
    """A copy of the invented review, a dozen papers with a peculiarity each, to read and to change."""
    root = tmp_path / "review"
    shutil.copytree(REPOSITORY / "tests" / "corpus", root)
    return root
