"""What Browse loads, and how long it keeps a browser busy, in a review of 10,000 papers.

`python benchmarks/browse.py` prints a table. The site has the Browse page and the search index, and none of the papers' own pages. It is
served as static hosts do, text compressed and the rest as it is, and every byte that leaves the server counts, for a visitor of each query;
what the theme itself loads is told apart. Times are what the browser's main thread works from a click until the list has changed, here
and slowed down four times, as on a phone: processor time, so that it says the same beside other work.
"""

import gzip
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from corpus import REPOSITORY, write_review
from litreview.model.corpus import load_corpus
from litreview.render.addresses import Addresses
from litreview.render.pages import plan_files
from litreview.render.publish import publish
from litreview.render.traced import markdown_of
from litreview.site.builder import build_site
from litreview.site.fresh import make_review
from measuring import Row

sys.path.insert(0, str(REPOSITORY / "tests"))
from programs import find_chromium
from site_of import add_search

TEXT = (".html", ".js", ".css", ".json", ".svg")
THEME = ("/assets/javascripts/", "/assets/stylesheets/", "/assets/images/", "/search/")
MANY = 10_000
KILOBYTE = 1000
QUERIES = ("quantising adapters", "low-rank updates on a budget", "Neiskeirt")


def make_site(root: Path) -> Path:
    """The site of the review's Browse page, built below `root`."""
    make_review(root, "A large review")
    write_review(root, MANY)
    corpus = load_corpus(root)
    planned = plan_files(corpus, abstracts={}, addresses=Addresses())
    files = {
        path: markdown_of(planned[path].render())
        for path in planned
        if path.startswith(("browse/", "assets/"))
    }
    publish(files | {"index.md": "# Home\n"}, root / "docs")
    build_site(root, strict=False, complete=partial(add_search, corpus))
    return root / "site"


class CountingHandler(SimpleHTTPRequestHandler):
    """Files as GitHub Pages sends them, and how many bytes of them, headers too, by path."""

    protocol_version = "HTTP/1.1"
    sent: dict[str, int]

    def __init__(self, *arguments: object, sent: dict[str, int], directory: str) -> None:
        self.sent = sent
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """A file, compressed if it is text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body, is_text = path.read_bytes(), path.suffix in TEXT
        body = gzip.compress(body, 6) if is_text else body
        head = {"Content-Type": self.guess_type(path), "Content-Length": str(len(body))}
        head |= {"Content-Encoding": "gzip"} if is_text else {}
        self.send_response(200)
        for name, value in head.items():
            self.send_header(name, value)
        length = sum(map(len, self._headers_buffer)) + len(body)  # type: ignore[attr-defined]
        self.end_headers()
        self.wfile.write(body)
        self.sent[self.path] = self.sent.get(self.path, 0) + length

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """The address of the served folder, and the bytes sent so far, by path."""
    sent: dict[str, int] = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(CountingHandler, sent=sent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", sent
    server.shutdown()


@contextmanager
def browsing() -> Iterator[tuple[Page, CDPSession]]:
    """A page of a new Chromium, and what measures it."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        session = page.context.new_cdp_session(page)
        session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
        session.send("Performance.enable")
        yield page, session
        chromium.close()


# Does something and waits until Browse has shown what came of it, the button below the list last, and all has been drawn.
CHANGE = """([act, selector, words]) => new Promise((done) => {
  new MutationObserver((_, observer) => {
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(done));
  }).observe(document.querySelector("#lr-more"), { childList: true });
  const element = document.querySelector(selector);
  if (act === "click") element.click();
  else {
    element.value = words;
    element.dispatchEvent(new Event("input"));
  }
})"""


def work_of(page: Page, session: CDPSession, *change: str) -> float:
    """Milliseconds that the main thread worked until `change` (CHANGE's arguments) had changed the list."""

    def total() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(1000 * each["value"] for each in metrics if each["name"] == "TaskDuration")

    before = total()
    page.evaluate(CHANGE, [*change, ""][:3])
    return total() - before


def open_browse(page: Page, address: str) -> None:
    """Browse with its script ready and all facets open."""
    page.goto(f"{address}browse/")
    page.wait_for_selector(".lr-facet", state="attached")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('.lr-facet').forEach(facet => { facet.open = true; })")


def measure_loading(address: str, sent: dict[str, int]) -> Iterator[Row]:
    """Bytes until a first query is answered, by somebody who was never there: of the query that takes most."""
    visits = [_visit(address, sent, query) for query in QUERIES]
    ready, loaded = max(visits, key=lambda visit: _without_theme(visit[1]))
    parts = {
        "page": _sum(loaded, "/browse/", "/"),
        "style and scripts": _sum(loaded, "/assets/", ".css") + _sum(loaded, "/assets/browse/", ".js") + _sum(loaded, "/assets/", "search.js"),
        "Pagefind": _sum(loaded, "/pagefind/", ".js") + _sum(loaded, "/pagefind/wasm", ""),
        "its list of papers": _sum(loaded, "/pagefind/", ".pf_meta"),
        "facets": _sum(loaded, "/browse/facets", ""),
        "words": _sum(loaded, "/pagefind/index/", ""),
        "lines": _sum(loaded, "/pagefind/fragment/", ""),
    }  # fmt: skip
    parts["style and scripts"] -= _sum(loaded, "/assets/stylesheets/", "")
    theme = sum(loaded.values()) - _without_theme(loaded)
    detail = ", ".join(f"{what} {size / KILOBYTE:.0f}" for what, size in parts.items())
    detail += f"; besides, the theme's own {theme / KILOBYTE:.0f}; of {len(QUERIES)} queries, "
    detail += " and ".join(f"{_without_theme(visit) / KILOBYTE:.0f}" for _, visit in visits)
    yield Row("Browse answers a first query: loaded", _without_theme(loaded) / KILOBYTE, 300, "KB", detail)
    before = _without_theme(ready) / KILOBYTE
    yield Row("the list and all counts, before that: loaded", before, 300, "KB")


def _visit(address: str, sent: dict[str, int], query: str) -> tuple[dict[str, int], dict[str, int]]:
    """Bytes by path that a new browser loads for the list, and for that and the answer to `query`."""
    sent.clear()
    with browsing() as (page, _):
        open_browse(page, address)
        ready = dict(sent)
        page.evaluate(CHANGE, ["type", "#lr-query", query])
        page.wait_for_load_state("networkidle")
    return ready, dict(sent)


def _without_theme(sent: dict[str, int]) -> int:
    return sum(size for path, size in sent.items() if not path.startswith(THEME))


def _sum(sent: dict[str, int], begin: str, end: str) -> int:
    return sum(
        size for path, size in sent.items() if path.startswith(begin) and path.partition("?")[0].endswith(end)
    )


def measure_clicks(address: str) -> Iterator[Row]:
    """Main-thread work of clicks, one in each of the facets, one after the other and after queries; and of the queries."""
    here, slow = _clicks_and_queries(address, 1), _clicks_and_queries(address, 4)
    for what, works, slowed in zip(("A click on a facet", "A query"), here, slow, strict=True):
        detail = f"{len(works)} of them, {max(works):.0f} ms at most; slowed down four times {statistics.median(slowed):.0f} and {max(slowed):.0f} ms"
        yield Row(f"{what}: main thread, median", statistics.median(works), 200, "ms", detail)


def _clicks_and_queries(address: str, slowdown: int) -> tuple[list[float], list[float]]:
    clicks, queries = [], []
    with browsing() as (page, session):
        session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        open_browse(page, address)
        for query in ("", *QUERIES):
            if query:
                queries.append(work_of(page, session, "type", "#lr-query", query))
            for facet in range(1, page.locator(".lr-facet").count() + 1):
                box = f".lr-facet:nth-child({facet}) ul input"
                if page.locator(box).count():
                    clicks.append(work_of(page, session, "click", box))
            page.evaluate(CHANGE, ["click", "#lr-active li:last-child button", ""])
    return clicks, queries


def main() -> None:
    """The command line."""
    print(
        "| what | measured | should stay below | does | in passing |",
        "| --- | --- | --- | --- | --- |",
        sep="\n",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as name:
        site = make_site(Path(name) / "review")
        with serving(site) as (address, sent):
            for rows in (measure_loading(address, sent), measure_clicks(address)):
                for row in rows:
                    print(row, flush=True)


if __name__ == "__main__":
    main()
