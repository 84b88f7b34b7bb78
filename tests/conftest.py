"""What all tests share."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).parents[1]

# A slow machine must not fail a test.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--refresh` accepts what the project does now: read the diff before committing it."""
    parser.addoption("--refresh", action="store_true", help="write golden files anew instead of comparing")


@pytest.fixture
def refresh(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--refresh"))


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
