"""Serves the site on this machine and builds it anew when a record, a page or the settings change."""

from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from litreview.errors import LitreviewError, Problem
from litreview.site.builder import CONFIG_FILE, SITE

Rebuild = Callable[[], None]


def serve_site(root: Path, rebuild: Rebuild, generated: Iterable[str], *, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serves `site/` until interrupted. `rebuild` is called after changes; `ready` once, with the address.

    Watched are papers/, mkdocs.yml and what is written by hand below docs/; `generated` (paths below docs/) is left out, or each build
    would start the next.

    Raises:
        LitreviewError: the port is taken.
    """
    server = LiveReloadServer(rebuild, host, port, str(root / SITE))
    server.error_handler = lambda code: _page(root / SITE / f"{code}.html")
    for path in watched(root, set(generated)):
        server.watch(str(path))
    try:
        ready(server.url)
        server.serve()
    except OSError as error:
        message = f"port {port} cannot be used: {error.strerror}"
        raise LitreviewError(Problem(host, message, hint="another one: `litreview serve --port 8001`")) from None
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()


def watched(root: Path, generated: set[str]) -> list[Path]:
    """The files and folders whose changes matter: a folder as a whole where nothing below it is generated."""
    docs = root / "docs"
    folders = {Path(path).parts[0] for path in generated if "/" in path}
    by_hand = [path for path in sorted(docs.iterdir()) if path.name not in folders | generated and not path.name.startswith(".")]
    return [root / "papers", root / CONFIG_FILE, *by_hand]


def _page(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
