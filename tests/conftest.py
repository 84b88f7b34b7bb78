"""What all tests share."""

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
