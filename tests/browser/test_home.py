"""The home page's script: it marks a search as overdue by the reader's own clock, and does nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from conftest import REPOSITORY

pytestmark = pytest.mark.browser
SCRIPT = (REPOSITORY / "generator/litreview/render/assets/due.js").read_text("utf-8")


@pytest.fixture
def address(tmp_path: Path, serve: Callable[[Path], str]) -> str:
    """A page that says when the next search is due, as the home page does."""
    (tmp_path / "due.js").write_text(SCRIPT, "utf-8")
    page = (
        '<p>Next search due <time class="lr-due">2025-06-01</time>.</p><script src="due.js" defer></script>'
    )
    (tmp_path / "index.html").write_text(page, "utf-8")
    return serve(tmp_path)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2025-05-31T12:00:00", "Next search due 2025-06-01.", id="before"),
        pytest.param("2025-06-01T23:59:00", "Next search due 2025-06-01.", id="on-the-day"),
        pytest.param("2025-06-02T00:01:00", "Next search due 2025-06-01 (overdue).", id="after"),
        pytest.param("2026-01-01T12:00:00", "Next search due 2025-06-01 (overdue).", id="long-after"),
    ],
)
def test_a_search_is_overdue_when_the_readers_day_is_later(
    page: Page, trouble: list[str], address: str, day: str, expected: str
) -> None:
    page.clock.set_fixed_time(day)

    page.goto(address)

    assert page.locator("p").inner_text() == expected
    assert [line for line in trouble if "favicon" not in line] == []
