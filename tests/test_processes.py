"""Work in other processes: its answers, its notes and its failures come back, and nothing is left running."""

import subprocess
import sys
from pathlib import Path

import pytest

from litreview.processes import count_processors
from processes_alone import DONE, TESTS


@pytest.mark.skipif(
    count_processors() < 2, reason="no processes can be made here that begin with what this one knows"
)
@pytest.mark.parametrize("name", [test.__name__ for test in TESTS])
def test_alone(name: str) -> None:
    """By a process without threads, which those of a browser's driver would be: with any, all work is done in one process."""
    script = Path(__file__).with_name("processes_alone.py")
    done = subprocess.run(
        (sys.executable, script, name), capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", DONE)
