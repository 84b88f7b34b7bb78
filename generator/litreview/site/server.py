"""Serves the site on this machine, shows an edited record at once, and builds the site anew when anything changes."""

import contextlib
import io
import threading
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any
from wsgiref.util import FileWrapper

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver  # noqa: TC002  # as its neighbours are

from litreview.errors import LitreviewError, Problem
from litreview.site.tree import SITE
from litreview.site.whole import CONFIG_FILE

Page = tuple[str, bytes]
"""An address below the site, without slashes around it, and the HTML there."""


class Server(LiveReloadServer):
    """A server of `site/` that calls `rebuild` when files have changed, and then reloads the pages that browsers show.

    What `preview` makes of a changed file, an address below the site and a page, is shown at once, and until a build has it: the folder
    itself always is one build's. It is asked beside a build that goes on, by another thread.
    """

    def __init__(
        self,
        root: Path,
        rebuild: Callable[[], None],
        preview: Callable[[Path], Page | None],
        *,
        host: str,
        port: int,
    ) -> None:
        super().__init__(self._rebuild, host, port, str(root / SITE))
        self.observer: BaseObserver = Observer()  # type: ignore[assignment]  # the system says what changes; MkDocs looks at every file twice a second
        self.error_handler = lambda code: _page(root / SITE / f"{code}.html")
        self._epoch_cond = _Epochs()
        self._call = rebuild
        self._preview = preview
        self._changed: set[Path] = set()
        self._shown: dict[str, tuple[Path, bytes]] = {}

    def mind(self, path: Path) -> None:
        """Changes of the file, or in the folder, at `path` call for a rebuild."""
        self._watched_paths[str(path)] = 1  # without any, MkDocs puts no script for reloading into pages
        self.observer.schedule(_Handler(self._notice), str(path), recursive=True)

    def _show(self, path: Path, page: Page) -> None:
        address, content = page
        self._shown[address] = path, content
        with self._epoch_cond:
            # Newer than what browsers have, and older than what is built next, in milliseconds: they will reload for that, too.
            self._visible_epoch += 1
            self._epoch_cond.notify_all()

    def _notice(self, path: Path) -> None:
        with contextlib.suppress(Exception):  # what is wrong with the file is the build's to say
            page = self._preview(path)
            if page is not None:
                self._show(path, page)
        with self._rebuild_cond:
            self._changed.add(path)
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def _rebuild(self) -> None:
        with self._rebuild_cond:
            self._changed = set()
        try:
            self._call()
        finally:
            with self._rebuild_cond:  # what has changed since is not in what was built
                shown = tuple(self._shown.items())
                self._shown = {address: page for address, page in shown if page[0] in self._changed}

    def _serve_request(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes] | None:
        shown = self._shown.get(environ["PATH_INFO"].strip("/"))
        if shown is None:
            return super()._serve_request(environ, start_response)
        content: bytes = self._inject_js_into_html(shown[1], self._visible_epoch)  # type: ignore[no-untyped-call]
        start_response(
            "200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(content)))]
        )
        return FileWrapper(io.BytesIO(content))


class _Epochs(threading.Condition):
    """MkDocs keeps every request waiting while it builds, since its folder is half built. Ours is whole: none has to wait.

    Those of its own script, which ask for what is new, wait for a time.
    """

    def wait_for(self, predicate: Callable[[], bool], timeout: float | None = None) -> bool:  # type: ignore[override]
        return True if timeout is None else super().wait_for(predicate, timeout)


class _Handler(FileSystemEventHandler):
    """Hands on which files are written, made, moved or gone; that one was read is no news."""

    def __init__(self, notice: Callable[[Path], None]) -> None:
        self._notice = notice

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog."""
        if event.is_directory or event.event_type in {"opened", "closed_no_write"}:
            return
        self._notice(Path(str(event.dest_path or event.src_path)))


def run_server(server: Server, watched: Collection[Path]) -> None:
    """Serves until interrupted.

    Raises:
        LitreviewError: the port is taken.
    """
    for path in watched:
        server.mind(path)
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except OSError as error:
        message = f"cannot be served: {error.strerror}"
        hint = "another program may have the port; `litreview serve --port 8001` takes another"
        raise LitreviewError(Problem(server.url, message, hint=hint)) from None
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()


def sources(root: Path, generated: Collection[str]) -> list[Path]:
    """The files and folders whose changes matter: papers/, mkdocs.yml, and below docs/ what people write.

    `generated` (paths below docs/) and the folders they are in are left out, or each build would start the next.
    """
    first_steps = {path.split("/")[0] for path in generated}
    by_hand = [
        path
        for path in sorted((root / "docs").iterdir())
        if path.name not in first_steps and not path.name.startswith(".")
    ]
    overrides = [path for path in (root / "overrides",) if path.is_dir()]
    return [root / "papers", root / CONFIG_FILE, *overrides, *by_hand]


def _page(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
