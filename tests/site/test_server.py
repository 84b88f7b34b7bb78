"""What `serve` shows while a build goes on: every edit at once, and afterwards what was built."""

import contextlib
import re
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from litreview.site.server import Page, Server

PAGE = "papers/tea2020leaves"


class Slow:
    """A build that begins when a file has changed and ends when it is told to."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.may_end = threading.Semaphore(0)

    def build(self) -> None:
        """Called when something has changed."""
        self.begun.release()
        assert self.may_end.acquire(timeout=30)


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def server(tmp_path: Path, slow: Slow) -> Iterator[str]:
    """A server of a site with a page that has not been edited yet; its address."""
    (tmp_path / "site" / PAGE).mkdir(parents=True)
    (tmp_path / "site" / PAGE / "index.html").write_text("<body>built</body>", "utf-8")
    (tmp_path / "site/style.css").write_text("p {}", "utf-8")
    (tmp_path / "papers").mkdir()

    def preview(path: Path) -> Page | None:
        text = path.read_text("utf-8")
        if text == "broken":
            raise ValueError(text)
        return (PAGE, f"<body>{text}</body>".encode()) if text else None  # as it is before it is written

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = Server(tmp_path, slow.build, preview, host="127.0.0.1", port=port)
    served.mind(tmp_path / "papers")
    thread = threading.Thread(target=served.serve, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{port}/"
    assert shows(address, "built")
    yield address
    for _ in range(9):
        slow.may_end.release()
    served.shutdown()
    thread.join(timeout=30)


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310  # this machine
        return str(answer.read().decode("utf-8"))


def shows(address: str, text: str) -> bool:
    """Whether the page has the text, within half a minute."""
    for _ in range(600):
        with contextlib.suppress(OSError):
            if f"<body>{text}" in read(f"{address}{PAGE}/"):
                return True
        time.sleep(0.05)
    return False


def test_every_edit_is_shown_while_a_build_goes_on(tmp_path: Path, server: str, slow: Slow) -> None:
    record = tmp_path / "papers/tea2020leaves.yml"

    record.write_text("first edit", "utf-8")
    assert slow.begun.acquire(timeout=30)
    assert shows(server, "first edit")
    assert read(f"{server}style.css") == "p {}"  # nothing waits for the build
    record.write_text("second edit", "utf-8")
    assert shows(server, "second edit")

    slow.may_end.release()  # this build has not seen the second edit
    assert slow.begun.acquire(timeout=30)
    assert shows(server, "second edit")
    slow.may_end.release()
    assert shows(server, "built")


def test_browsers_are_told_of_an_edit_before_it_is_built(tmp_path: Path, server: str, slow: Slow) -> None:
    page = read(f"{server}{PAGE}/")
    epoch = re.findall(r"livereload\((\d+), \d+\)", page)[-1]

    (tmp_path / "papers/tea2020leaves.yml").write_text("edit", "utf-8")

    assert int(read(f"{server}livereload/{epoch}/1")) > int(epoch)
    assert slow.begun.acquire(timeout=30)


def test_what_cannot_be_shown_is_built(tmp_path: Path, server: str, slow: Slow) -> None:
    (tmp_path / "papers/tea2020leaves.yml").write_text("broken", "utf-8")

    assert slow.begun.acquire(timeout=30)
    assert shows(server, "built")
