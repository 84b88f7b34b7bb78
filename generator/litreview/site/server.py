"""Serves the site on this machine and builds it anew when a record, a page or the settings change."""

from collections.abc import Callable, Collection
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from litreview.errors import LitreviewError, Problem
from litreview.site.builder import CONFIG_FILE, SITE


def make_server(root: Path, rebuild: Callable[[], None], *, host: str, port: int) -> LiveReloadServer:
    """A server of `site/` that calls `rebuild` after changes and then reloads the pages that browsers show; not running yet."""
    server = LiveReloadServer(rebuild, host, port, str(root / SITE))
    server.error_handler = lambda code: _page(root / SITE / f"{code}.html")
    return server


def run_server(server: LiveReloadServer, watched: Collection[Path]) -> None:
    """Serves until interrupted.

    Raises:
        LitreviewError: the port is taken.
    """
    for path in watched:
        server.watch(str(path))
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
