"""A real browser for the tests, a server on this machine for what it opens, and a record of all it should not have done."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from programs import find_chromium

# Nothing but the page under test: no updates, no telemetry, no first-run pages, no graphics card, no sandbox inside containers.
ARGUMENTS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync""".split()
THIS_MACHINE = "http://127.0.0.1:"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; a test that needs it fails where there is none, since a browser test that was skipped has shown nothing."""
    path = find_chromium()
    if path is None:
        pytest.fail(
            "no Chromium here: apt-get install chromium, or name yours: CHROMIUM=/path/to/it", pytrace=False
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)
        yield chromium
        chromium.close()


class QuietHandler(SimpleHTTPRequestHandler):
    """Files of a folder, without a line in the tests' output for each."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder on this machine until the tests end, and gives the address, `/` at its end."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"{THIS_MACHINE}{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def trouble() -> list[str]:
    """What went wrong in `page`: requests to other hosts (which it does not make), failed ones, errors and dialogs."""
    return []


@pytest.fixture
def page(browser: Browser, trouble: list[str]) -> Iterator[Page]:
    """An empty page in a window of its own; see `trouble`."""

    def let_through(route: Route) -> None:
        if route.request.url.startswith((THIS_MACHINE, "data:", "blob:")):
            route.continue_()
        else:
            trouble.append(f"asked for {route.request.url}")
            route.abort()

    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.route("**/*", let_through)
    opened = context.new_page()
    opened.on(
        "console", lambda line: trouble.append(f"console: {line.text}") if line.type == "error" else None
    )
    opened.on("pageerror", lambda error: trouble.append(f"script: {error}"))
    opened.on("dialog", lambda dialog: (trouble.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield opened
    context.close()
