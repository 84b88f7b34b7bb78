"""A folder served on this machine, and what Chromium is started with, for tests and for whatever else looks at pages."""

import contextlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# Nothing but the page under test: no updates, no telemetry, no first-run pages, no graphics card, no sandbox inside containers.
ARGUMENTS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync""".split()
# Colours and places at once what they will be: nothing that looks at a page should see it on its way.
PLAINLY = "*, *::before, *::after { transition: none !important; animation: none !important; }"
THIS_MACHINE = "http://127.0.0.1:"


class QuietHandler(SimpleHTTPRequestHandler):
    """Files of a folder, without a line in the tests' output for each."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextlib.contextmanager
def served(folder: Path, handler: type[SimpleHTTPRequestHandler] = QuietHandler) -> Iterator[str]:
    """The address of `folder`, `/` at its end, until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"{THIS_MACHINE}{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
