"""Serves the site on this machine, shows an edited record at once, and builds the site anew when anything changes."""

import io
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any
from wsgiref.util import FileWrapper

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver  # noqa: TC002  # as its neighbours are

from litreview.errors import LitreviewError, Problem
from litreview.site.builder import CONFIG_FILE, SITE


class Server(LiveReloadServer):
    """A server of `site/` that calls `rebuild` with the files that have changed, and then reloads the pages that browsers show.

    `show` puts pages before those of the site until the rebuild is done: the folder itself always is one build's.
    """

    def __init__(
        self, root: Path, rebuild: Callable[["Server", Collection[Path]], None], *, host: str, port: int
    ) -> None:
        super().__init__(self._rebuild, host, port, str(root / SITE))
        self.observer: BaseObserver = Observer()  # type: ignore[assignment]  # the system says what changes; MkDocs looks at every file twice a second
        self.error_handler = lambda code: _page(root / SITE / f"{code}.html")
        self._call = rebuild
        self._changed: set[Path] = set()
        self._shown: Mapping[str, bytes] = {}

    def mind(self, path: Path) -> None:
        """Changes of the file, or in the folder, at `path` call for a rebuild."""
        self._watched_paths[str(path)] = 1  # without any, MkDocs puts no script for reloading into pages
        self.observer.schedule(_Handler(self._notice), str(path), recursive=True)

    def show(self, pages: Mapping[str, bytes]) -> None:
        """Browsers show these pages now, by their address below the site, whatever the folder has."""
        self._shown = pages
        with self._epoch_cond:
            # Newer than what browsers have, and older than what is being built: they will reload for that, too.
            self._visible_epoch = max(self._visible_epoch, self._wanted_epoch - 1)
            self._epoch_cond.notify_all()

    def _notice(self, path: Path) -> None:
        with self._rebuild_cond:
            self._changed.add(path)
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def _rebuild(self) -> None:
        with self._rebuild_cond:
            changed, self._changed = self._changed, set()
        try:
            self._call(self, changed)
        finally:
            self._shown = {}

    def _serve_request(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes] | None:
        page = self._shown.get(environ["PATH_INFO"].strip("/"))
        if page is None:
            return super()._serve_request(environ, start_response)
        content: bytes = self._inject_js_into_html(page, self._visible_epoch)  # type: ignore[no-untyped-call]
        start_response(
            "200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(content)))]
        )
        return FileWrapper(io.BytesIO(content))


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
